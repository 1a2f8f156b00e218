/** What a scenario expects of its run, and whether it was so. */
@NullMarked
package netmemsim.scenarios.expect;

import org.jspecify.annotations.NullMarked;
