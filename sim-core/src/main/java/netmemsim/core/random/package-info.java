/** Named random streams, one per entity and purpose. */
@NullMarked
package netmemsim.core.random;

import org.jspecify.annotations.NullMarked;
