package netmemsim.models.nic;

import netmemsim.models.netmem.PagePoolParams;

/**
 * What a scenario changes in a device's driver, defects included. What concerns page pools takes
 * effect when a pool is next made.
 */
public final class DriverChanges {
  /** A value that leaves the driver's own. */
  public static final int UNCHANGED = Integer.MIN_VALUE;

  private int poolSize = UNCHANGED;
  private int poolFlags = UNCHANGED;
  private int poolNid = UNCHANGED;
  private int releaseTwiceEvery;
  private int uncheckedEvery;
  private int untilUnchecked;

  DriverChanges() {}

  /**
   * Changes what the driver asks of its page pools.
   *
   * @param ringSize entries of the ptr_ring, or {@link #UNCHANGED}
   * @param flags PP_FLAG_DMA_* bits; whether buffers may be unreadable is left to the driver; or
   *     {@link #UNCHANGED}
   * @param nid NUMA node, or {@link #UNCHANGED}
   */
  public void setPagePool(final int ringSize, final int flags, final int nid) {
    poolSize = ringSize == UNCHANGED ? poolSize : ringSize;
    poolFlags = flags == UNCHANGED ? poolFlags : flags;
    poolNid = nid == UNCHANGED ? poolNid : nid;
  }

  /**
   * Makes the driver release one in so many buffers twice; pools that exist are told too.
   *
   * @param every returns from one to the next, 0 for none
   */
  public void setReleaseTwiceEvery(final int every) {
    releaseTwiceEvery = every;
  }

  /**
   * Lets the hardware leave one in so many frames without a checksum verdict (CHECKSUM_NONE).
   *
   * @param every frames from one to the next, 0 for none
   */
  public void setUncheckedEvery(final int every) {
    uncheckedEvery = every;
    untilUnchecked = every;
  }

  PagePoolParams of(final PagePoolParams asked) {
    PagePoolParams params = asked;
    if (poolSize != UNCHANGED) {
      params = params.withRingSize(poolSize);
    }
    if (poolFlags != UNCHANGED) {
      final int dma = PagePoolParams.PP_FLAG_DMA_MAP | PagePoolParams.PP_FLAG_DMA_SYNC_DEV;
      params = params.withFlags((params.flags() & ~dma) | poolFlags);
    }
    return poolNid == UNCHANGED ? params : params.withNid(poolNid);
  }

  int releaseTwiceEvery() {
    return releaseTwiceEvery;
  }

  /** Whether the frame that is being received comes without a checksum verdict. */
  boolean nextIsUnchecked() {
    if (uncheckedEvery == 0 || --untilUnchecked > 0) {
      return false;
    }
    untilUnchecked = uncheckedEvery;
    return true;
  }
}
