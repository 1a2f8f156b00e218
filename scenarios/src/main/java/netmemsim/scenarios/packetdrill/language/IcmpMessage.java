package netmemsim.scenarios.packetdrill.language;

import org.jspecify.annotations.Nullable;

/**
 * An ICMP message.
 *
 * @param ip the IP header
 * @param type such as {@code unreachable}
 * @param code such as {@code frag_needed}, or null
 * @param mtu the next hop's MTU, or -1
 * @param echoedProtocol protocol of the packet that it is about: 6 TCP, 17 UDP, 255 raw
 * @param sequence sequence number of that packet, 32 bits
 * @param payloadBytes payload of that packet
 */
public record IcmpMessage(
    IpInfo ip,
    String type,
    @Nullable String code,
    long mtu,
    int echoedProtocol,
    long sequence,
    int payloadBytes) {
  @Override
  public String toString() {
    return "icmp "
        + type
        + (code == null ? "" : " " + code)
        + (mtu < 0 ? "" : " mtu " + mtu)
        + " ["
        + sequence
        + ":"
        + (sequence + payloadBytes)
        + "("
        + payloadBytes
        + ")]";
  }
}
