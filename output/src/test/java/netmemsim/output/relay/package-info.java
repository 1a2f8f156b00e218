/** A small model on sim-core alone, for the tests to record. */
@NullMarked
package netmemsim.output.relay;

import org.jspecify.annotations.NullMarked;
