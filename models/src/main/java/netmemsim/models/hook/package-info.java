/**
 * What looks at buffers, changes them or takes them away on their way from a device to TCP:
 * captures, netfilter rules, tc actions. Each meets buffers whose payload the CPU cannot read.
 */
@NullMarked
package netmemsim.models.hook;

import org.jspecify.annotations.NullMarked;
