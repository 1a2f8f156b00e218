/** The system calls of packetdrill scripts, on the modelled process. */
@NullMarked
package netmemsim.scenarios.packetdrill.calls;

import org.jspecify.annotations.NullMarked;
