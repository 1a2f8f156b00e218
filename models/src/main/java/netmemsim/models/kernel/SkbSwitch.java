package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.since;
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
          "validate_xmit_unreadable_skb, net/core/dev.c v6.16"));

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
