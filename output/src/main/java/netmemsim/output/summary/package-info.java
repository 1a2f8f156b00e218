/** The end of a run for people and programs: tables, counters, verdict and cost. */
@NullMarked
package netmemsim.output.summary;

import org.jspecify.annotations.NullMarked;
