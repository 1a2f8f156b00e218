package netmemsim.models.tun;

import netmemsim.models.packet.Skb;

/**
 * The memory of the buffer that a write to a TUN device makes (drivers/net/tun.c, tun_get_user and
 * tun_alloc_skb; net/core/skbuff.c, kmalloc_reserve and alloc_skb_with_frags; v6.18, x86-64): 64
 * bytes of headroom, all of a packet below a page in one head from the slab, the rest of a larger
 * one in pages. Checked against SO_MEMINFO of a 6.18 kernel: 832 bytes for a packet of 152, 2304
 * for one of 1500.
 */
final class TunSkb {
  private static final int PAGE_BYTES = 4096;

  /** NET_SKB_PAD. */
  private static final int HEADROOM_BYTES = 64;

  private static final int CACHE_LINE_BYTES = 64;

  /** struct sk_buff, aligned to cache lines. */
  private static final int SK_BUFF_BYTES = 256;

  /** struct skb_shared_info, aligned to cache lines. */
  private static final int SHARED_INFO_BYTES = 320;

  /** SKB_SMALL_HEAD_CACHE_SIZE with a MAX_TCP_HEADER of 256. */
  private static final int SMALL_HEAD_BYTES = 256 + SHARED_INFO_BYTES;

  /** SKB_MAX_HEAD(NET_SKB_PAD): what of a larger packet goes into the head (good_linear). */
  private static final int MOST_LINEAR_BYTES = PAGE_BYTES - HEADROOM_BYTES - SHARED_INFO_BYTES;

  /** PAGE_ALLOC_COSTLY_ORDER. */
  private static final int GREATEST_ORDER = 3;

  private TunSkb() {}

  /**
   * Sets what the buffer of a packet is charged.
   *
   * @param skb the buffer
   * @param ipBytes length of the IP packet
   */
  static void charge(final Skb skb, final int ipBytes) {
    final boolean paged = HEADROOM_BYTES + ipBytes >= PAGE_BYTES;
    final int linear = paged ? Math.min(ipBytes, MOST_LINEAR_BYTES) : ipBytes;
    final int head = headBytes(HEADROOM_BYTES + linear);
    skb.truesize = SK_BUFF_BYTES + head + pagesFor(ipBytes - linear);
    skb.tailroomBytes = paged ? 0 : head - SHARED_INFO_BYTES - HEADROOM_BYTES - linear;
  }

  /** The size of the slab object, or of the pages, that hold a head. */
  private static int headBytes(final int dataBytes) {
    final int aligned = (dataBytes + CACHE_LINE_BYTES - 1) / CACHE_LINE_BYTES * CACHE_LINE_BYTES;
    final int needed = aligned + SHARED_INFO_BYTES;
    if (needed <= SMALL_HEAD_BYTES) {
      return SMALL_HEAD_BYTES;
    }
    // The next power of two, which is at least two cache lines.
    return 1 << (Integer.SIZE - Integer.numberOfLeadingZeros(needed - 1));
  }

  private static int pagesFor(final int bytes) {
    int left = bytes;
    int charged = 0;
    while (left > 0) {
      int order = GREATEST_ORDER;
      final int whole = (left + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
      while (order > 0 && whole < PAGE_BYTES << order) {
        order--;
      }
      charged += PAGE_BYTES << order;
      left -= PAGE_BYTES << order;
    }
    return charged;
  }
}
