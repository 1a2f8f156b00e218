package netmemsim.models.nic;

import java.util.List;
import netmemsim.core.metric.Metric;
import netmemsim.models.kernel.KernelException;

/**
 * The fbnic driver (drivers/net/ethernet/meta/fbnic, v6.16 to v6.18): a header and a payload buffer
 * queue for each RX queue, of which the payload queue can run short; one write of the tail for each
 * refill; a service task that forces an interrupt on a queue that is nearly empty. A restart stops
 * one NAPI vector, its TX queue included, and nothing else.
 */
final class FbnicDriver extends DescriptorDriver {
  /** fbnic_napi_depletion_check: a buffer queue with less than this is nudged. */
  private static final int DEPLETED = 4;

  private static final List<Metric> STATISTICS =
      List.of(
          Metric.counter("rde_pkt_bdq_drop", "packets", "dropped for want of a host buffer"),
          Metric.counter("rde_pkt_err", "packets", "dropped by the driver or for an error"));

  @Override
  public String name() {
    return "fbnic";
  }

  @Override
  public List<Metric> statistics() {
    return STATISTICS;
  }

  @Override
  public void publish(final RxQueue queue) {
    queue.publish(STATISTICS.get(0), queue.overruns);
    queue.publish(STATISTICS.get(1), queue.errorDropped);
  }

  @Override
  int buffersOfBareHeader() {
    return 0;
  }

  @Override
  public void service(final RxQueue queue) {
    final RxQueueMemory memory = queue.live();
    if (memory != null && memory.visible() < DEPLETED) {
      queue.napi().interrupt();
    }
  }

  /** Disabled and flushed as soon as the stop begins; it ends when the hardware is idle. */
  @Override
  public RxQueueMemory stop(final RxQueue queue) throws KernelException {
    queue.setReceiving(true);
    return super.stop(queue);
  }

  @Override
  public void phase(final RxQueue queue, final RestartPhase phase) {
    final NetDevice device = queue.device();
    final TxQueue shared = device.txQueues().get(queue.index());
    switch (phase) {
      case STOPPING -> {
        queue.setReceiving(false);
        queue.napi().disable();
        shared.setStopped(true);
      }
      case STOP_FAILED -> {
        queue.setReceiving(true);
        queue.napi().enable();
        shared.setStopped(false);
        device.kickTransmit();
      }
      case STARTED -> {
        // Whatever came before interrupts were on is found by a forced one.
        queue.napi().schedule();
        shared.setStopped(false);
        device.kickTransmit();
      }
      case STOPPED, STARTING, START_FAILED -> {}
    }
  }
}
