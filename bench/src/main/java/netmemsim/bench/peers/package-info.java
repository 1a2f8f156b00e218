/** Bulk TCP over small networks, as {@code bench/peers} has it for ns-3 too, and what it costs. */
@NullMarked
package netmemsim.bench.peers;

import org.jspecify.annotations.NullMarked;
