/** Metrics over time. */
@NullMarked
package netmemsim.output.series;

import org.jspecify.annotations.NullMarked;
