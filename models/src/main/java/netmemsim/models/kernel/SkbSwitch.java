package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.KernelRelease.NEXT;
import static netmemsim.models.kernel.KernelRelease.V6_14;
import static netmemsim.models.kernel.KernelRelease.V6_16;

/** Unreadable skbs on their way through the stack. */
public enum SkbSwitch implements KernelSwitch {
  /** See {@link #help}. */
  XMIT_CHECKS_NETMEM_DEVICE(
      since(
          V6_16,
          "xmit-checks-netmem-device",
          "an unreadable skb may leave by the device that its memory is bound to, and is dropped at"
              + " any other; before, it was dropped everywhere",
          "validate_xmit_unreadable_skb, net/core/dev.c v6.16")),
  /** See {@link #help}. */
  XMIT_DROPS_UNREADABLE(
      since(
          V6_14,
          "xmit-drops-unreadable",
          "an unreadable skb on its way to a TX queue is dropped unless its device may send it;"
              + " before, the driver mapped its net_iovs as if they were pages",
          "net/core/dev.c v6.14, f3600c867c99; M. Almasry, 6 Mar 2025,"
              + " 20250306215520.1415465-1")),
  /** See {@link #help}. */
  ENSURE_WRITABLE_IN_HEAD(
      since(
          V6_16,
          "ensure-writable-in-head",
          "skb_ensure_writable grants bytes of an unreadable skb's linear part; before, it refused"
              + " any",
          "net/core/skbuff.c v6.16, 6f793a1d0537, Jun 2025")),
  /** See {@link #help}. */
  U32_HOTDROPS_UNREADABLE(
      since(
          NEXT,
          "u32-hotdrops-unreadable",
          "xt_u32 drops a packet whose bytes it cannot read; before, that was a BUG",
          "F. Westphal, netfilter series on unreadable skbs, Jul 2026")),
  /** See {@link #help}. */
  NFNETLINK_LINEAR_ONLY(
      since(
          NEXT,
          "nfnetlink-linear-only",
          "nfqueue and nflog copy no more than the linear part of an unreadable skb; before,"
              + " skb_zerocopy passed its fragments on as pages",
          "F. Westphal, netfilter series on unreadable skbs, Jul 2026"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Difference difference;

  SkbSwitch(final Difference difference) {
    this.difference = difference;
  }

  @Override
  public Difference difference() {
    return difference;
  }

  @Override
  public SwitchArea area() {
    return SwitchArea.SKB;
  }
}
