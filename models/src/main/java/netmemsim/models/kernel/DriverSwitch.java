package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.KernelRelease.NEXT;

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
          "E. Phillips, H. Ramamurthy, \"gve: fix Rx queue stall on alloc failure\", Jul 2026"));

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
