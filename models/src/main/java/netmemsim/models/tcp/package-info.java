/**
 * The TCP endpoint as a sans-I/O protocol machine: segments and clock in, segments and wake-ups
 * out.
 */
@NullMarked
package netmemsim.models.tcp;

import org.jspecify.annotations.NullMarked;
