package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.proposed;
import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.KernelRelease.NEXT;
import static netmemsim.models.kernel.KernelRelease.V6_14;
import static netmemsim.models.kernel.KernelRelease.V6_18;

/** What one driver did before and after a fix of its own. */
public enum DriverSwitch implements KernelSwitch {
  /** See {@link #help}. */
  GVE_STARVATION_TIMER(
      since(
          NEXT,
          "gve-starvation-timer",
          "gve arms a 20 ms timer per ring when fewer than 32 descriptors are visible to the NIC, so"
              + " that a ring that ran dry is refilled; before, it stayed dry until the next NAPI"
              + " poll",
          "E. Phillips, H. Ramamurthy, \"gve: fix Rx queue stall on alloc failure\", Jul 2026")),
  /** See {@link #help}. */
  GVE_ZC_MAX_RING(
      proposed(
          "gve-zc-max-ring",
          "gve gives the page pool of a bound queue a ring of 16384 entries; before, and for others,"
              + " four for each descriptor",
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
          "mlx5 before v6.6, aaab619ccd07; D. Tatulea, 12 Oct 2023, 20231012195127.129585-8"));

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
