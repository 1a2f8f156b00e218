/** The event kernel: a DSOL simulator with reusable events in an indexed heap. */
@NullMarked
package netmemsim.core.event;

import org.jspecify.annotations.NullMarked;
