package netmemsim.models.topology;

import netmemsim.models.packet.Packet;
import netmemsim.models.packet.TcpHeader;

/**
 * How much may wait at a link direction before frames are dropped at the tail, the frame in service
 * counted, and from when on ECN-capable ones are marked.
 *
 * @param maxPackets most frames, or {@link Integer#MAX_VALUE}
 * @param maxBytes most bytes, or {@link Long#MAX_VALUE}
 * @param markPackets a frame that finds more than so many gets CE (RFC 3168; the step marking of
 *     RFC 8257, 4.1), or {@link Integer#MAX_VALUE}
 */
public record LinkQueue(int maxPackets, long maxBytes, int markPackets) {
  /** Nothing is ever dropped or marked. */
  public static final LinkQueue UNLIMITED = new LinkQueue(Integer.MAX_VALUE, Long.MAX_VALUE);

  /** A queue that does not mark. */
  public LinkQueue(final int maxPackets, final long maxBytes) {
    this(maxPackets, maxBytes, Integer.MAX_VALUE);
  }

  boolean isFull(final LinkDirection link, final int frameBytes) {
    return link.queuePackets() >= maxPackets || link.queueBytes() + frameBytes > maxBytes;
  }

  boolean marks(final LinkDirection link, final Packet packet) {
    return (packet.tcp.dsfield & TcpHeader.ECN_MASK) != TcpHeader.NOT_ECT
        && link.queuePackets() > markPackets;
  }
}
