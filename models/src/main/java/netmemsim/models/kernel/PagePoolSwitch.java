package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.KernelRelease.V6_18;

/** Page pools and their memory providers. */
public enum PagePoolSwitch implements KernelSwitch {
  /** See {@link #help}. */
  PAGE_POOL_CLAMPS_RING(
      since(
          V6_18,
          "page-pool-clamps-ring",
          "a page pool's ring is clamped to 16384 entries; before, more than 32768 was E2BIG",
          "net/core/page_pool.c v6.18"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Difference difference;

  PagePoolSwitch(final Difference difference) {
    this.difference = difference;
  }

  @Override
  public Difference difference() {
    return difference;
  }

  @Override
  public SwitchArea area() {
    return SwitchArea.PAGE_POOL;
  }
}
