/** The world that a packetdrill script runs in: host, clock, connections seen from both sides. */
@NullMarked
package netmemsim.scenarios.packetdrill.live;

import org.jspecify.annotations.NullMarked;
