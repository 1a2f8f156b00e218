package netmemsim.models.packet;

import netmemsim.core.trace.FrameEncoder;

/**
 * Packets as bytes: Ethernet II where there is a link layer, IPv4 or IPv6, TCP, payload; all
 * checksums correct. What the model has no field for is what Linux sends by default (v6.18): TTL
 * and hop limit 64 (IPDEFTTL), IPv4 with Don't Fragment (ip_no_pmtu_disc 0). Flow labels are 0. A
 * MAC address is 02:00 and the last four bytes of the IP address that the frame is from or to.
 */
public final class PacketEncoder implements FrameEncoder {
  private static final int LINKTYPE_ETHERNET = 1;
  private static final int LINKTYPE_RAW = 101;
  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86DD;
  private static final int MAC_LOCALLY_ADMINISTERED = 0x02;
  private static final int MAC_ADDRESS_BYTES = 4;
  private static final int VERSION_4_AND_LENGTH = 0x45;
  private static final int VERSION_6 = 0x60;
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int HOPS = 64;
  private static final int PROTOCOL_TCP = 6;
  private static final int MOST_HEADER_BYTES =
      Packet.ETHERNET_HEADER_BYTES + Packet.IPV6_HEADER_BYTES + 60;

  private final int linkType;
  private final boolean padded;
  private final byte[] header = new byte[MOST_HEADER_BYTES];
  private final PayloadBytes payload = new PayloadBytes();

  private PacketEncoder(final int linkType, final boolean padded) {
    this.linkType = linkType;
    this.padded = padded;
  }

  /**
   * Ethernet frames as a host hands them to its NIC.
   *
   * @return an encoder for {@link Packet}s
   */
  public static PacketEncoder ethernetSent() {
    return new PacketEncoder(LINKTYPE_ETHERNET, false);
  }

  /**
   * Ethernet frames as they arrive: the sending NIC padded short ones to 60 bytes.
   *
   * @return an encoder for {@link Packet}s
   */
  public static PacketEncoder ethernetReceived() {
    return new PacketEncoder(LINKTYPE_ETHERNET, true);
  }

  /**
   * IP packets without a link layer, as a TUN device carries them.
   *
   * @return an encoder for {@link Packet}s
   */
  public static PacketEncoder rawIp() {
    return new PacketEncoder(LINKTYPE_RAW, false);
  }

  @Override
  public int linkType() {
    return linkType;
  }

  @Override
  public int lengthBytes(final Object frame) {
    final Packet packet = (Packet) frame;
    if (padded) {
      return packet.frameBytes();
    }
    return linkHeaderBytes() + packet.ipLengthBytes();
  }

  private int linkHeaderBytes() {
    return linkType == LINKTYPE_ETHERNET ? Packet.ETHERNET_HEADER_BYTES : 0;
  }

  @Override
  public int encode(final Object frame, final byte[] into) {
    final Packet packet = (Packet) frame;
    final IpAddress source = packet.source;
    final IpAddress destination = packet.destination;
    if (source == null || destination == null) {
      throw new IllegalArgumentException("a packet without addresses");
    }
    final int ip = linkHeaderBytes();
    if (ip > 0) {
      ethernet(source, destination);
    }
    final int tcp = ip + packet.ipHeaderBytes();
    if (source.isV6()) {
      ipv6(packet, source, destination, ip);
    } else {
      ipv4(packet, source, destination, ip);
    }
    final int end = tcp(packet, tcp);
    final int segmentBytes = end - tcp + packet.payloadBytes;
    final long sum =
        pseudoHeader(source, destination, segmentBytes)
            + InternetChecksum.sum(header, tcp, end)
            + payload.write(packet, into, end);
    put16(tcp + 16, InternetChecksum.of(sum));
    System.arraycopy(header, 0, into, 0, Math.min(end, into.length));
    final int length = Math.min(lengthBytes(packet), into.length);
    for (int i = end + packet.payloadBytes; i < length; i++) {
      into[i] = 0;
    }
    return length;
  }

  private void ethernet(final IpAddress source, final IpAddress destination) {
    mac(0, destination);
    mac(6, source);
    put16(12, source.isV6() ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4);
  }

  private void mac(final int at, final IpAddress address) {
    put16(at, MAC_LOCALLY_ADMINISTERED << 8);
    for (int i = 0; i < MAC_ADDRESS_BYTES; i++) {
      header[at + 2 + i] = (byte) address.octet(address.lengthBytes() - MAC_ADDRESS_BYTES + i);
    }
  }

  private void ipv4(
      final Packet packet, final IpAddress source, final IpAddress destination, final int at) {
    header[at] = VERSION_4_AND_LENGTH;
    header[at + 1] = (byte) packet.tcp.dsfield;
    put16(at + 2, packet.ipLengthBytes());
    put16(at + 4, packet.ipId);
    put16(at + 6, DONT_FRAGMENT);
    header[at + 8] = HOPS;
    header[at + 9] = PROTOCOL_TCP;
    put16(at + 10, 0);
    address(at + 12, source);
    address(at + 16, destination);
    put16(
        at + 10,
        InternetChecksum.of(InternetChecksum.sum(header, at, at + Packet.IPV4_HEADER_BYTES)));
  }

  private void ipv6(
      final Packet packet, final IpAddress source, final IpAddress destination, final int at) {
    put32(at, (VERSION_6 << 24) | (packet.tcp.dsfield << 20));
    put16(at + 4, packet.ipLengthBytes() - Packet.IPV6_HEADER_BYTES);
    header[at + 6] = PROTOCOL_TCP;
    header[at + 7] = HOPS;
    address(at + 8, source);
    address(at + 24, destination);
  }

  private void address(final int at, final IpAddress address) {
    for (int i = 0; i < address.lengthBytes(); i++) {
      header[at + i] = (byte) address.octet(i);
    }
  }

  /** Writes the TCP header with a checksum of 0. Returns the index after it. */
  private int tcp(final Packet packet, final int at) {
    final TcpHeader tcp = packet.tcp;
    put16(at, tcp.sourcePort);
    put16(at + 2, tcp.destinationPort);
    put32(at + 4, tcp.sequence);
    put32(at + 8, tcp.acknowledgement);
    put16(at + 12, ((tcp.lengthBytes() / 4) << 12) | (tcp.flags & 0xFFF));
    put16(at + 14, tcp.window);
    put16(at + 16, 0);
    put16(at + 18, tcp.urgentPointer());
    return TcpOptionBytes.write(tcp, header, at + 20);
  }

  /** The sum of what the checksum covers beside the segment (RFC 9293, 3.1). */
  private static long pseudoHeader(
      final IpAddress source, final IpAddress destination, final int segmentBytes) {
    long sum = (long) PROTOCOL_TCP + (segmentBytes >>> 16) + (segmentBytes & 0xFFFF);
    for (int i = 0; i < source.lengthBytes(); i++) {
      sum += (long) (source.octet(i) + destination.octet(i)) << ((i & 1) == 0 ? 8 : 0);
    }
    return sum;
  }

  private void put16(final int at, final int value) {
    header[at] = (byte) (value >> 8);
    header[at + 1] = (byte) value;
  }

  private void put32(final int at, final int value) {
    put16(at, value >> 16);
    put16(at + 2, value);
  }
}
