package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.KernelRelease.RFC_V6;
import static netmemsim.models.kernel.KernelRelease.V6_15;
import static netmemsim.models.kernel.KernelRelease.V6_18;

/** Restarting receive queues. */
public enum QueueSwitch implements KernelSwitch {
  /** See {@link #help}. */
  QUEUE_API(
      since(
          RFC_V6,
          "queue-api",
          "binding and unbinding restart their queues; before, they took effect when the user reset"
              + " the device, whose rings then refilled from the new memory",
          "RFC v6 against RFC v3 (seed 000, changelog of RFC v3)")),
  /** See {@link #help}. */
  RESTART_SKIPS_DOWN_DEVICE(
      since(
          V6_15,
          "restart-skips-down-device",
          "restarting a queue of a device that is down allocates and checks but neither stops nor"
              + " starts",
          "net/core/netdev_rx_queue.c v6.15")),
  /** See {@link #help}. */
  RESTART_REENABLES_DIRECT_RECYCLING(
      since(
          V6_18,
          "restart-reenables-direct-recycling",
          "a queue that is started again with its old memory, after the new one failed to start,"
              + " gets direct recycling back; before, its NAPI returned buffers to the ptr_ring"
              + " from then on",
          "net/core/page_pool.c v6.17, commit 64fdaa94bfe0"));

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
