package netmemsim.models.nic;

/** What a received skb is charged for besides its fragments. */
final class SkbOverhead {
  /**
   * Bytes of struct sk_buff and of a small head with its skb_shared_info, as SKB_TRUESIZE gives for
   * napi_alloc_skb of a header on x86-64: 256 + 640 (include/linux/skbuff.h,
   * SKB_SMALL_HEAD_CACHE_SIZE, v6.12).
   */
  static final int TRUESIZE = 256 + 640;

  private SkbOverhead() {}
}
