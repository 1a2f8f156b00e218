package netmemsim.models.topology;

/**
 * How much may wait at a link direction before frames are dropped at the tail, the frame in service
 * counted.
 *
 * @param maxPackets most frames, or {@link Integer#MAX_VALUE}
 * @param maxBytes most bytes, or {@link Long#MAX_VALUE}
 */
public record LinkQueue(int maxPackets, long maxBytes) {
  /** Nothing is ever dropped. */
  public static final LinkQueue UNLIMITED = new LinkQueue(Integer.MAX_VALUE, Long.MAX_VALUE);

  boolean isFull(final LinkDirection link, final int frameBytes) {
    return link.queuePackets() >= maxPackets || link.queueBytes() + frameBytes > maxBytes;
  }
}
