package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/**
 * Merging of neighbours in the receive queue (net/ipv4/tcp_input.c, tcp_try_coalesce, and
 * net/core/skbuff.c, skb_try_coalesce, v6.12): fragments move, the head is freed. Buffers differ in
 * readability or in the way their fragments are recycled: no merge. A linear payload is not moved,
 * since the model does not know the tailroom.
 */
final class SkbMerge {
  /**
   * What a received buffer is charged beside its payload, bytes: struct sk_buff and a small head
   * with its skb_shared_info (SKB_SMALL_HEAD_CACHE_SIZE, net/core/skbuff.c). The head is as large
   * as MAX_TCP_HEADER, which depends on the build (LL_MAX_HEADER, include/linux/netdevice.h): 320
   * with Hyper-V or 802.11 mesh and tunnels, as distributions have them, hence 896; 256 and 832 in
   * the small kernel of ground-truth.md, which {@link TcpConstants#SEND_SKB_OVERHEAD} follows.
   */
  static final int HEAD_TRUESIZE = TcpConstants.SK_BUFF_BYTES + 640;

  private SkbMerge() {}

  /** Offset past the last unit; the FIN counts as one. */
  static long endOf(final Skb skb) {
    return skb.endOffset + (skb.tcp.has(TcpHeader.FIN) ? 1 : 0);
  }

  /** Units of sequence space that a segment occupies: payload, SYN and FIN. */
  static int occupied(final Skb skb) {
    return skb.payloadBytes
        + (skb.tcp.has(TcpHeader.SYN) ? 1 : 0)
        + (skb.tcp.has(TcpHeader.FIN) ? 1 : 0);
  }

  /**
   * Moves the fragments of a buffer into the one before it, and frees it.
   *
   * @param to the buffer before
   * @param from the buffer that follows without a gap
   * @return the memory that is charged in addition, or -1 when they cannot be merged
   */
  static int tryMerge(final Skb to, final Skb from) {
    if (from.startOffset != endOf(to)
        || from.linearBytes > 0
        || from.fragments == 0
        || to.fragList != null
        || from.fragList != null
        || to.unreadable != from.unreadable
        || to.ppRecycle != from.ppRecycle
        || to.fragments + from.fragments > Skb.MAX_SKB_FRAGS) {
      return -1;
    }
    final int delta = Math.max(from.payloadBytes, from.truesize - HEAD_TRUESIZE);
    from.moveFragmentsTo(to);
    to.truesize += delta;
    to.endOffset = from.endOffset;
    to.tcp.flags |= from.tcp.flags;
    to.gsoSegments += from.gsoSegments;
    from.free();
    return delta;
  }
}
