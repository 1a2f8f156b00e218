/** Holds what tshark makes of a run's captures against what the run counted. */
@NullMarked
package netmemsim.bench.tshark;

import org.jspecify.annotations.NullMarked;
