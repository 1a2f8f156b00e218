package netmemsim.models.hook;

import netmemsim.core.entity.Entity;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;

/**
 * A packet socket, as tcpdump opens it (net/packet/af_packet.c, packet_rcv and tpacket_rcv, v6.12):
 * of an unreadable buffer the snap length is the linear part, so a capture shows headers and no
 * payload. A filter that loads bytes beyond it fails, and the packet is not captured
 * (skb_copy_bits, EFAULT). What user space does with the capture is not modelled.
 */
public final class PacketTap extends SkbHook {
  /** A filter that looks at nothing. */
  public static final int NO_FILTER = -1;

  private final int snaplen;
  private final int filterOffset;

  /**
   * A packet socket.
   *
   * @param parent where it is installed
   * @param name its name
   * @param port the destination port of its filter, or {@link #ANY_PORT}
   * @param snaplen most bytes of a capture, link-layer header included
   * @param filterOffset the byte from the IP header on that its filter loads, or {@link #NO_FILTER}
   */
  public PacketTap(
      final Entity parent,
      final String name,
      final int port,
      final int snaplen,
      final int filterOffset) {
    super(parent, name, port);
    this.snaplen = snaplen;
    this.filterOffset = filterOffset;
  }

  @Override
  boolean see(final Skb skb) {
    if (filterOffset != NO_FILTER && filterOffset >= readableLength(skb)) {
      if (filterOffset < length(skb)) {
        refused.increment();
      }
      return true;
    }
    matched.increment();
    final int link = Math.min(snaplen, Packet.ETHERNET_HEADER_BYTES);
    capture(skb, snaplen - link, link);
    return true;
  }
}
