/** Packet captures that tshark, Wireshark and tcpdump read. */
@NullMarked
package netmemsim.output.capture;

import org.jspecify.annotations.NullMarked;
