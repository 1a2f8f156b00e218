/** Receive calls and tokens of devmem TCP, seen from small scenarios. */
@NullMarked
package netmemsim.scenarios.devmem;

import org.jspecify.annotations.NullMarked;
