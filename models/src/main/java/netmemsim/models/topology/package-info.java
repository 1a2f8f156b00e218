/** Links, switches, queues and static routes over a JGraphT graph. */
@NullMarked
package netmemsim.models.topology;

import org.jspecify.annotations.NullMarked;
