package netmemsim.models.nic;

import java.util.List;
import netmemsim.core.metric.Metric;
import netmemsim.models.kernel.DriverSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.packet.Skb;
import org.jspecify.annotations.Nullable;

/**
 * The bnxt_en driver on P5 chips (drivers/net/ethernet/broadcom/bnxt, v6.12 to v6.18). Only the
 * aggregation ring, which takes payload, is modelled as a ring that can run short. One in, one out:
 * a packet goes up only when its buffers can be replaced, so that the ring stays full. New rings
 * are filled before the swap. TPH mode, TPA and XDP are not modelled.
 */
final class BnxtDriver extends DescriptorDriver {
  private static final List<Metric> STATISTICS =
      List.of(
          Metric.counter("rx_oom_discards", "packets", "dropped for want of a replacement buffer"),
          Metric.counter("rx_discards", "packets", "dropped by the chip for want of a descriptor"),
          Metric.counter("rx_resets", "resets", "starts of the ring by the queue API"));

  @Override
  public String name() {
    return "bnxt_en";
  }

  @Override
  public List<Metric> statistics() {
    return STATISTICS;
  }

  @Override
  public void publish(final RxQueue queue) {
    queue.publish(STATISTICS.get(0), queue.allocFails);
    queue.publish(STATISTICS.get(1), queue.overruns);
    queue.publish(STATISTICS.get(2), queue.restarts);
  }

  @Override
  int buffersOfBareHeader() {
    return 0;
  }

  @Override
  public @Nullable Skb receive(final RxQueue queue, final RxQueueMemory memory, final long nowPs) {
    final int buffers = memory.firstBuffers();
    int replaced = 0;
    while (replaced < buffers && postOne(queue, memory)) {
      replaced++;
    }
    if (replaced == buffers) {
      queue.replaced += replaced;
      return super.receive(queue, memory, nowPs);
    }
    queue.countAllocFail(memory);
    memory.firstPacket().release();
    memory.popCompletion();
    // What could be replaced is freed, the rest goes back on the ring.
    for (int i = 0; i < buffers; i++) {
      if (i < replaced) {
        final Netmem netmem = memory.reapMemory();
        memory.popBuffer();
        netmem.put();
      } else {
        memory.repost();
      }
    }
    queue.replaced += replaced;
    return null;
  }

  /** The poll rings the doorbell for what replaced the packets of this round. */
  @Override
  public int refill(final RxQueue queue, final RxQueueMemory memory) {
    final int posted = queue.replaced;
    queue.replaced = 0;
    memory.ringDoorbell(1);
    return posted;
  }

  @Override
  public RxQueueMemory memAlloc(final RxQueue queue) throws KernelException {
    requireUp(queue, Errno.ENETDOWN);
    final RxQueueMemory memory = super.memAlloc(queue);
    // A partial fill is logged, not an error: "init'ed rx ring %d with %d/%d pages only".
    super.refill(queue, memory);
    return memory;
  }

  @Override
  public void start(final RxQueue queue, final RxQueueMemory memory) {
    linkPool(queue, memory);
    if (memory.stoppedBefore) {
      super.refill(queue, memory);
    }
    queue.newHardwareRing();
    queue.start(memory);
  }

  /**
   * The first pool of a queue is registered with its xdp_rxq_info, which before a fix of July 2024
   * a restart left pointing there, with its reference (T. Yoo, 20240721053554.1233549-1).
   */
  @Override
  public void memFree(final RxQueue queue, final RxQueueMemory memory, final boolean restarted) {
    if (restarted
        && queue.registeredPool == memory.pool
        && !queue.device().host().kernel().has(DriverSwitch.BNXT_RESTART_MOVES_XDP_RXQ)) {
      memory.reset();
      return;
    }
    super.memFree(queue, memory, restarted);
  }

  /**
   * Sets the MRU of VNICs to 0 from stop to start, and then tells them the ring's new id. Which
   * ones depends on the version.
   */
  @Override
  public void phase(final RxQueue queue, final RestartPhase phase) {
    final NetDevice device = queue.device();
    final KernelProfile kernel = device.host().kernel();
    final TxQueue shared = device.txQueues().get(queue.index());
    switch (phase) {
      case STOPPING -> {
        if (kernel.has(DriverSwitch.BNXT_STOPS_VNICS)) {
          setMru(queue, kernel, false);
        }
        shared.setStopped(true);
      }
      case STOP_FAILED, STARTED -> {
        if (kernel.has(DriverSwitch.BNXT_STOPS_VNICS)) {
          setMru(queue, kernel, true);
        } else {
          device.steering().context(0).learnRing(queue);
        }
        shared.setStopped(false);
        device.kickTransmit();
      }
      case START_FAILED -> {
        if (kernel.has(DriverSwitch.BNXT_START_FAILURE_RESETS)) {
          device.scheduleReset();
        }
      }
      case STOPPED, STARTING -> {}
    }
  }

  private static void setMru(
      final RxQueue queue, final KernelProfile kernel, final boolean receive) {
    final RxSteering steering = queue.device().steering();
    final boolean onlyConcerned = kernel.has(DriverSwitch.BNXT_RESTART_UPDATES_RSS_CONTEXTS);
    steering.setNtupleOpen(receive);
    for (final RssContext context : steering.contexts()) {
      // The VNICs of further RSS contexts were forgotten before v6.16.
      if (onlyConcerned ? context.table().leadsTo(queue.index()) : context.id() == 0) {
        context.setOpen(receive);
        if (receive) {
          context.learnRing(queue);
        }
      }
    }
  }
}
