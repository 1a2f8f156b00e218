package netmemsim.scenarios.packetdrill.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packet that comes in or is to go out.
 *
 * @param inbound whether it comes in
 * @param encapsulation headers around it, by name; empty for none
 * @param tcp the segment, or null
 * @param icmp the ICMP message, or null
 * @param udp the UDP packet, or null
 */
public record PacketAction(
    boolean inbound,
    List<String> encapsulation,
    @Nullable TcpSegment tcp,
    @Nullable IcmpMessage icmp,
    @Nullable UdpPacket udp)
    implements Action {

  /**
   * A UDP packet.
   *
   * @param payloadBytes bytes of payload
   */
  public record UdpPacket(int payloadBytes) {}

  @Override
  public String toString() {
    return String.valueOf(tcp != null ? tcp : icmp != null ? icmp : udp);
  }
}
