/**
 * Quantities with units, as people write them, to and from exact {@code long} values: time in
 * picoseconds, rate in bits per second, size in bytes. Also the search for the nearest right name,
 * which every error message about a wrong name uses. Knows nothing of YAML or scenarios.
 */
@NullMarked
package netmemsim.scenarios.units;

import org.jspecify.annotations.NullMarked;
