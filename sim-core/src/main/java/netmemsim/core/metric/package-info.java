/** Counters, gauges and histograms under an entity's name. */
@NullMarked
package netmemsim.core.metric;

import org.jspecify.annotations.NullMarked;
