package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.proposed;
import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.KernelRelease.NEXT;
import static netmemsim.models.kernel.KernelRelease.V6_12;
import static netmemsim.models.kernel.KernelRelease.V6_14;
import static netmemsim.models.kernel.KernelRelease.V6_15;
import static netmemsim.models.kernel.KernelRelease.V6_16;
import static netmemsim.models.kernel.KernelRelease.V6_18;

/** What one driver did before and after a fix of its own. */
public enum DriverSwitch implements KernelSwitch {
  /** See {@link #help}. */
  GVE_STARVATION_TIMER(
      since(
          NEXT,
          "gve-starvation-timer",
          "gve arms a 20 ms timer per ring when fewer than 32 descriptors are visible to the NIC,"
              + " so that a ring that ran dry is refilled; before, it stayed dry until the next"
              + " NAPI poll",
          "E. Phillips, H. Ramamurthy, \"gve: fix Rx queue stall on alloc failure\", Jul 2026")),
  /** See {@link #help}. */
  GVE_ZC_MAX_RING(
      proposed(
          "gve-zc-max-ring",
          "gve gives the page pool of a bound queue a ring of 16384 entries; before, and for"
              + " others, four for each descriptor",
          "M. Almasry, \"gve: use max allowed ring size for ZC page_pools\", 5 Nov 2025")),
  /** See {@link #help}. */
  GVE_LINKS_NAPI(
      since(
          V6_14,
          "gve-links-napi",
          "queue-get names the NAPI of a gve queue; before, gve did not tell the core",
          "drivers/net/ethernet/google/gve/gve_main.c v6.13, commit 021f9e671e4a")),
  /** See {@link #help}. */
  GVE_XSK_ZEROCOPY(
      since(
          V6_18,
          "gve-xsk-zerocopy",
          "gve in DQO format gives AF_XDP sockets zero copy; before, they got copy mode only",
          "J. Washington, \"gve: AF_XDP zero-copy for DQO RDA\", Jul 2025")),
  /** See {@link #help}. Older than all releases that are modelled. */
  XDP_TX_LEAKS_ON_DOWN(
      proposed(
          "xdp-tx-leaks-on-down",
          "a driver that goes down forgets redirected frames in its TX rings, and the pool that their"
              + " pages are from waits for ever; fixed, they are given back",
          "mlx5 before v6.6, aaab619ccd07; D. Tatulea, 12 Oct 2023, 20231012195127.129585-8")),
  /** See {@link #help}. */
  BNXT_STOPS_VNICS(
      since(
          V6_14,
          "bnxt-stops-vnics",
          "bnxt sets the MRU of its default and ntuple VNIC to 0 from stop to start of a queue, so"
              + " that the chip drops for all their queues; before, it stopped the ring under"
              + " traffic",
          "drivers/net/ethernet/broadcom/bnxt/bnxt.c v6.13, commit b9d2956e869c")),
  /** See {@link #help}. */
  BNXT_RESTART_UPDATES_RSS_CONTEXTS(
      since(
          V6_16,
          "bnxt-restart-updates-rss-contexts",
          "a restart in bnxt stops just the VNICs that lead to the queue, those of RSS contexts"
              + " included, and tells them the new ring id; before, RSS contexts kept the old id"
              + " and what they sent to the queue was lost for ever",
          "drivers/net/ethernet/broadcom/bnxt/bnxt.c v6.16, commit 5dacc94c6fe6")),
  /** See {@link #help}. */
  BNXT_START_FAILURE_RESETS(
      since(
          V6_15,
          "bnxt-start-failure-resets",
          "bnxt resets the device when a queue fails to start; before, it left that to the core",
          "drivers/net/ethernet/broadcom/bnxt/bnxt.c v6.15, bnxt_queue_start")),
  /** See {@link #help}. */
  BNXT_RESTART_MOVES_XDP_RXQ(
      since(
          V6_12,
          "bnxt-restart-moves-xdp-rxq",
          "a restart in bnxt registers the xdp_rxq_info of the queue with its new page pool;"
              + " before, it kept a reference to the first pool, which was never freed",
          "T. Yoo, \"bnxt_en: update xdp_rxq_info in queue restart logic\", 21 Jul 2024"
              + " (20240721053554.1233549-1); fixes 2d694c27d32e, both of v6.11"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Difference difference;

  DriverSwitch(final Difference difference) {
    this.difference = difference;
  }

  @Override
  public Difference difference() {
    return difference;
  }

  @Override
  public SwitchArea area() {
    return SwitchArea.DRIVER;
  }
}
