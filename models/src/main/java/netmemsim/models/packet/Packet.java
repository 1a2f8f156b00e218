package netmemsim.models.packet;

import netmemsim.models.payload.Content;
import netmemsim.models.payload.Zeros;
import org.jspecify.annotations.Nullable;

/**
 * A frame on the wire: Ethernet, IP and TCP headers as fields, and a payload that is a stretch of
 * its sender's stream. Pooled: whoever takes it off the wire last gives it back.
 */
public final class Packet {
  /** Ethernet header, bytes (IEEE 802.3). */
  public static final int ETHERNET_HEADER_BYTES = 14;

  /** Frame check sequence, preamble with start delimiter, and inter-packet gap (IEEE 802.3). */
  public static final int ETHERNET_OVERHEAD_BYTES = 4 + 8 + 12;

  /** The smallest Ethernet frame without frame check sequence, bytes (IEEE 802.3). */
  public static final int ETHERNET_MIN_BYTES = 60;

  /** IPv4 header without options, bytes (RFC 791). */
  public static final int IPV4_HEADER_BYTES = 20;

  /** IPv6 header, bytes (RFC 8200). */
  public static final int IPV6_HEADER_BYTES = 40;

  /** TCP header; see {@link Skb#takeHeader}. */
  public TcpHeader tcp = new TcpHeader();

  /** Source address. */
  public @Nullable IpAddress source;

  /** Destination address. */
  public @Nullable IpAddress destination;

  /** Index of the destination host in the topology's routes. */
  public int destinationNode;

  /** Identification field of an IPv4 header; the low 16 bits count. */
  public int ipId;

  /** Bytes of TCP payload. */
  public int payloadBytes;

  /** What the payload is. */
  public Content content = Zeros.INSTANCE;

  /** Stream position of the first payload byte. */
  public long contentPosition;

  /** Bytes of the IP packet that a segment was cut to, since each hop asks; 0 for others. */
  private int ipBytes;

  private final PacketPool pool;
  @Nullable Packet nextFree;
  boolean free;

  Packet(final PacketPool pool) {
    this.pool = pool;
  }

  /** Bytes of IP header. */
  public int ipHeaderBytes() {
    final IpAddress address = source;
    return address != null && address.isV6() ? IPV6_HEADER_BYTES : IPV4_HEADER_BYTES;
  }

  /** Bytes of the IP packet: header, TCP header and payload. */
  public int ipLengthBytes() {
    return ipBytes != 0 ? ipBytes : ipHeaderBytes() + tcp.lengthBytes() + payloadBytes;
  }

  /** Takes more payload, or less: hardware GRO adds the next segment to it. */
  public void grow(final int bytes) {
    payloadBytes += bytes;
    if (ipBytes != 0) {
      ipBytes += bytes;
    }
  }

  /** Bytes of all headers, Ethernet's included. */
  public int headerBytes() {
    return ETHERNET_HEADER_BYTES + ipHeaderBytes() + tcp.lengthBytes();
  }

  /** Bytes of the Ethernet frame without frame check sequence. */
  public int frameBytes() {
    return Math.max(ETHERNET_MIN_BYTES, ETHERNET_HEADER_BYTES + ipLengthBytes());
  }

  /**
   * Becomes the next segment of an outgoing buffer: only the last keeps FIN and PSH, only the first
   * CWR (net/ipv4/tcp_offload.c, tcp_gso_segment, v6.12), and each has the identification after the
   * one before (net/ipv4/af_inet.c, inet_gso_segment, v6.12).
   *
   * @param skb the buffer
   * @param offset where in its payload the segment begins
   * @param lengthBytes payload of the segment
   */
  void copySegment(final Skb skb, final int offset, final int lengthBytes) {
    tcp.copyFrom(skb.tcp);
    tcp.sequence += offset;
    if (offset + lengthBytes < skb.payloadBytes) {
      tcp.flags &= ~(TcpHeader.FIN | TcpHeader.PSH);
    }
    if (offset > 0) {
      tcp.flags &= ~TcpHeader.CWR;
    }
    source = skb.source;
    destination = skb.destination;
    destinationNode = skb.destinationNode;
    ipId = skb.ipId++;
    payloadBytes = lengthBytes;
    content = skb.content;
    contentPosition = skb.contentPosition + offset;
    ipBytes = ipHeaderBytes() + tcp.lengthBytes() + lengthBytes;
  }

  void clear() {
    tcp.clear();
    tcp.sourcePort = 0;
    tcp.destinationPort = 0;
    source = null;
    destination = null;
    destinationNode = 0;
    ipId = 0;
    payloadBytes = 0;
    content = Zeros.INSTANCE;
    contentPosition = 0;
    ipBytes = 0;
  }

  /** Gives the packet back to its pool. */
  public void release() {
    pool.release(this);
  }
}
