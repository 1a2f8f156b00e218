package netmemsim.models.nic;

import java.util.List;
import netmemsim.core.metric.Metric;

/**
 * The mlx5 driver with a striding receive queue (drivers/net/ethernet/mellanox/mlx5/core, v6.16 to
 * v6.18). Buffers are posted a whole work queue element at a time, or not at all; a poll that could
 * not post keeps itself scheduled. A restart opens a second channel beside the first and swaps them
 * while all channels are deactivated. SHAMPO is modelled as header split; PTP, XDP and HTB, which
 * refuse a restart, are not.
 */
final class Mlx5Driver extends DescriptorDriver {
  private static final List<Metric> STATISTICS =
      List.of(
          Metric.counter("rx_buff_alloc_err", "elements", "posts given up for want of a buffer"),
          Metric.counter("rx_out_of_buffer", "packets", "dropped for want of a descriptor"),
          Metric.counter("rx_hds_nosplit_packets", "packets", "packets not split"));

  @Override
  public String name() {
    return "mlx5_core";
  }

  @Override
  public List<Metric> statistics() {
    return STATISTICS;
  }

  @Override
  public void publish(final RxQueue queue) {
    queue.publish(STATISTICS.get(0), queue.allocFails);
    queue.publish(STATISTICS.get(1), queue.overruns);
    queue.publish(STATISTICS.get(2), queue.unsplitPackets);
  }

  @Override
  int buffersOfBareHeader() {
    return 0;
  }

  @Override
  public int refill(final RxQueue queue, final RxQueueMemory memory) {
    final int element = queue.device().profile().postUnit();
    int posted = 0;
    while (memory.freeSlots() >= element) {
      int taken = 0;
      while (taken < element && postOne(queue, memory)) {
        taken++;
      }
      if (taken < element) {
        memory.unpost(taken);
        queue.countAllocFail(memory);
        queue.pollAgain();
        break;
      }
      posted += element;
    }
    memory.ringDoorbell(1);
    return posted;
  }

  /** ndo_queue_stop does nothing, for a TX queue cannot be stopped alone; the swap is in start. */
  @Override
  public void phase(final RxQueue queue, final RestartPhase phase) {
    final NetDevice device = queue.device();
    switch (phase) {
      case STARTING -> {
        device.setReceiving(false);
        device.setQuiesced(true);
      }
      case STARTED, START_FAILED -> {
        device.setQuiesced(false);
        device.setReceiving(true);
      }
      case STOPPING, STOPPED, STOP_FAILED -> {}
    }
  }
}
