/** Hosts with cores on which interrupts, NAPI polls and application calls take time. */
@NullMarked
package netmemsim.models.host;

import org.jspecify.annotations.NullMarked;
