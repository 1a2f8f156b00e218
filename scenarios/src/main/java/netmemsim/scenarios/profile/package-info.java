/** Hardware profiles: figures with their sources, read from data files. */
@NullMarked
package netmemsim.scenarios.profile;

import org.jspecify.annotations.NullMarked;
