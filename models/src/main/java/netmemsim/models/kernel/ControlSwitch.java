package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.KernelRelease.V6_14;
import static netmemsim.models.kernel.KernelRelease.V6_18;

/** What ethtool, ip and netlink allow and answer. */
public enum ControlSwitch implements KernelSwitch {
  /** See {@link #help}. */
  ETHTOOL_GUARDS_HEADER_SPLIT(
      since(
          V6_14,
          "ethtool-guards-header-split",
          "while a queue is bound, ethtool -G refuses with EINVAL to switch tcp-data-split off or to"
              + " set hds-thresh; before, nothing held header split on, and hds-thresh was not known",
          "net/ethtool/rings.c v6.14")),
  /** See {@link #help}. */
  NAPI_GET_SETTINGS(
      since(
          V6_14,
          "napi-get-settings",
          "napi-get also answers defer-hard-irqs, gro-flush-timeout and irq-suspend-timeout",
          "net/core/netdev-genl.c v6.13; measured on 6.18")),
  /** See {@link #help}. */
  NAPI_GET_THREADED(
      since(
          V6_18,
          "napi-get-threaded",
          "napi-get also answers threaded",
          "net/core/netdev-genl.c v6.17; measured on 6.18"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Difference difference;

  ControlSwitch(final Difference difference) {
    this.difference = difference;
  }

  @Override
  public Difference difference() {
    return difference;
  }

  @Override
  public SwitchArea area() {
    return SwitchArea.CONTROL;
  }
}
