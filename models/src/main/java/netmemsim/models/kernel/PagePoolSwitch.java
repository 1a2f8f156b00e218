package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.proposed;
import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.Difference.until;
import static netmemsim.models.kernel.KernelRelease.RFC_V3;
import static netmemsim.models.kernel.KernelRelease.RFC_V6;
import static netmemsim.models.kernel.KernelRelease.V6_18;

/** Page pools and their memory providers. */
public enum PagePoolSwitch implements KernelSwitch {
  /** See {@link #help}. */
  PAGE_POOL_CLAMPS_RING(
      since(
          V6_18,
          "page-pool-clamps-ring",
          "a page pool's ring is clamped to 16384 entries; before, more than 32768 was E2BIG",
          "net/core/page_pool.c v6.18")),
  /** See {@link #help}. */
  PAGE_POOL_WARNS_VISIBLE(
      until(
          RFC_V3,
          "page-pool-warns-visible",
          "a pool that waits for buffers warns every 60 s although its device exists; since v6.8 only"
              + " pools whose device is gone do, the others can be seen through netlink",
          "net/core/page_pool.c, J. Kicinski, \"net: page_pool: mute the periodic warning for"
              + " visible page pools\", 26 Nov 2023, v6.8")),
  /** See {@link #help}. Older than all releases that are modelled. */
  PAGE_POOL_FORCE_FREE(
      proposed(
          "page-pool-force-free",
          "a pool that waits for buffers is freed after 120 s, and what comes back later hits freed"
              + " memory; since v5.5 it lives until nothing is in flight",
          "net/core/xdp.c, d956a048cd3f (v5.3); J. Lemon, 14 Nov 2019, 20191114221300.1002982-2")),
  /** See {@link #help}. */
  PROVIDER_REFUSES_DMA_FLAGS(
      proposed(
          "provider-refuses-dma-flags",
          "a provider refuses a pool with PP_FLAG_DMA_MAP or PP_FLAG_DMA_SYNC_DEV (EOPNOTSUPP), and"
              + " drivers leave both out; merged, the pool must have both",
          "RFC v3, 6 Nov 2023 (seed 001), J. Kicinski's reply; net/core/page_pool.c v6.12")),
  /** See {@link #help}. */
  PROVIDER_RELEASE_UNCOUNTED(
      proposed(
          "provider-release-uncounted",
          "the last reference to a provider's buffer gives it to the provider past the pool, which"
              + " never counts it out; merged, every return goes through the pool",
          "RFC v3, 6 Nov 2023 (seed 001), __page_pool_iov_free; P. Begunkov's remark")),
  /** See {@link #help}. */
  NETMEM_STATIC_BRANCH(
      until(
          RFC_V6,
          "netmem-static-branch",
          "the test for a net_iov is behind a static branch, 0.392 ns dearer for each buffer than the"
              + " bare test that replaced it in v7 of the series",
          "M. Almasry, Y. Lin, Mar 2024 (seed 000): bench_page_pool_simple 3.944 and 3.552 ns"));

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
