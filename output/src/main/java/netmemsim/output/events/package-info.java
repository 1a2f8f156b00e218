/** Trace records as a file. */
@NullMarked
package netmemsim.output.events;

import org.jspecify.annotations.NullMarked;
