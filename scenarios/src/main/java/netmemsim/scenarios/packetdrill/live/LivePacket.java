package netmemsim.scenarios.packetdrill.live;

import netmemsim.models.packet.IpAddress;
import netmemsim.scenarios.packetdrill.language.TcpSegment;

/**
 * A packet that went out.
 *
 * @param timePs when, picoseconds
 * @param segment what it is, ports and sequence numbers as on the wire
 * @param addresses from where to where
 */
public record LivePacket(long timePs, TcpSegment segment, Addresses addresses) {
  /**
   * The addresses of a packet.
   *
   * @param source from where
   * @param destination to where
   */
  public record Addresses(IpAddress source, IpAddress destination) {}
}
