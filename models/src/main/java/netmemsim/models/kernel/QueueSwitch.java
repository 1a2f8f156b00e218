package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.KernelRelease.V6_15;

/** Restarting receive queues. */
public enum QueueSwitch implements KernelSwitch {
  /** See {@link #help}. */
  RESTART_SKIPS_DOWN_DEVICE(
      since(
          V6_15,
          "restart-skips-down-device",
          "restarting a queue of a device that is down allocates and checks but neither stops nor"
              + " starts",
          "net/core/netdev_rx_queue.c v6.15"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Difference difference;

  QueueSwitch(final Difference difference) {
    this.difference = difference;
  }

  @Override
  public Difference difference() {
    return difference;
  }

  @Override
  public SwitchArea area() {
    return SwitchArea.QUEUE;
  }
}
