/** Tracepoints: the single way to observe a run. */
@NullMarked
package netmemsim.core.trace;

import org.jspecify.annotations.NullMarked;
