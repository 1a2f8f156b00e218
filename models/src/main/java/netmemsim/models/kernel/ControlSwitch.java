package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.KernelRelease.V6_14;

/** What ethtool, ip and netlink allow and answer. */
public enum ControlSwitch implements KernelSwitch {
  /** See {@link #help}. */
  ETHTOOL_GUARDS_HEADER_SPLIT(
      since(
          V6_14,
          "ethtool-guards-header-split",
          "while a queue is bound, ethtool -G refuses with EINVAL to switch tcp-data-split off or to"
              + " set hds-thresh; before, nothing held header split on, and hds-thresh was not known",
          "net/ethtool/rings.c v6.14"));

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
