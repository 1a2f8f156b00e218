/** Simulated time and transmission times as exact {@code long} picoseconds. */
@NullMarked
package netmemsim.core.time;

import org.jspecify.annotations.NullMarked;
