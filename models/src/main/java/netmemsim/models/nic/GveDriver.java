package netmemsim.models.nic;

import java.util.List;
import netmemsim.core.metric.Metric;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.BindingSwitch;
import netmemsim.models.kernel.DriverSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.netmem.PagePool;

/**
 * The gve driver in DQO format with raw addressing (drivers/net/ethernet/google/gve, v6.12 to
 * v6.18): refills only from its poll, rings the doorbell in units, quiesces the whole device while
 * a queue is destroyed or created, and resets the device when that fails.
 */
final class GveDriver extends DescriptorDriver {
  /** GVE_RX_NAPI_RESCHED_MS of the fix of July 2026. */
  private static final long STARVATION_PS = 20 * Picoseconds.PER_MS;

  private static final int STARVATION_DESCRIPTORS = 32;

  /** gve_probe and gve_adminq_describe_device, with what register_netdevice adds. */
  private static final DriverFeatures FEATURES =
      new DriverFeatures(
          List.of(
              "rx-checksum",
              "tx-checksum-ip-generic",
              "tx-scatter-gather",
              "tx-tcp-segmentation",
              "tx-tcp-ecn-segmentation",
              "tx-tcp6-segmentation",
              "tx-generic-segmentation",
              "rx-gro",
              "rx-ntuple-filter",
              "rx-hashing",
              "highdma"),
          List.of(
              "tx-tcp-mangleid-segmentation",
              "rx-lro",
              "tx-nocache-copy",
              "rx-gro-list",
              "rx-udp-gro-forwarding"),
          List.of());

  private static final List<Metric> STATISTICS =
      List.of(
          Metric.counter("rx_buf_alloc_fail", "buffers", "posts given up for want of a buffer"),
          Metric.counter("rx_hsplit_pkt", "packets", "packets whose header was to be split"),
          Metric.counter("rx_hsplit_unsplit_pkt", "packets", "of those, not split"),
          Metric.counter("rx_hsplit_bytes", "bytes", "header bytes split off"),
          Metric.counter("rx_copybreak_pkt", "packets", "small packets copied"),
          Metric.counter("rx_desc_err_dropped_pkt", "packets", "packets dropped by the driver"),
          Metric.counter("rx_skb_alloc_fail", "buffers", "buffers that no skb could be made of"));

  @Override
  public String name() {
    return "gve";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public boolean combinedChannels() {
    return false;
  }

  @Override
  public boolean linksQueuesToNapi(final KernelProfile kernel) {
    return kernel.has(DriverSwitch.GVE_LINKS_NAPI);
  }

  @Override
  public List<DriverStatistic> rxQueueStats(final RxQueue queue) {
    return GveStatistics.of(queue);
  }

  @Override
  public List<DriverStatistic> txQueueStats(final TxQueue queue) {
    return GveStatistics.of(queue);
  }

  @Override
  public DriverFeatures features() {
    return FEATURES;
  }

  @Override
  public List<DriverStatistic> statistics(final NetDevice device) {
    return GveStatistics.of(device);
  }

  @Override
  public List<Metric> statistics() {
    return STATISTICS;
  }

  @Override
  public void publish(final RxQueue queue) {
    queue.publish(STATISTICS.get(0), queue.allocFails);
    queue.publish(STATISTICS.get(1), queue.hsplitPackets);
    queue.publish(STATISTICS.get(2), queue.unsplitPackets);
    queue.publish(STATISTICS.get(3), queue.hsplitBytes);
    queue.publish(STATISTICS.get(4), queue.copybreakPackets);
    queue.publish(STATISTICS.get(5), queue.errorDropped);
    queue.publish(STATISTICS.get(6), queue.skbAllocFail);
  }

  /** A descriptor has a header buffer and a payload buffer; both are spent. */
  @Override
  int buffersOfBareHeader() {
    return 1;
  }

  @Override
  int poolRing(final RxQueue queue) {
    final boolean largest =
        queue.memoryProvider() != null
            && queue.device().host().kernel().has(DriverSwitch.GVE_ZC_MAX_RING);
    return largest ? PagePool.MAX_RING_SIZE : super.poolRing(queue);
  }

  @Override
  public int refill(final RxQueue queue, final RxQueueMemory memory) {
    final int posted = super.refill(queue, memory);
    if (memory.visible() < STARVATION_DESCRIPTORS
        && queue.device().host().kernel().has(DriverSwitch.GVE_STARVATION_TIMER)) {
      queue.armStarvationTimer(STARVATION_PS);
    }
    return posted;
  }

  @Override
  public RxQueueMemory memAlloc(final RxQueue queue) throws KernelException {
    requireUp(queue, Errno.EAGAIN);
    return super.memAlloc(queue);
  }

  @Override
  public RxQueueMemory stop(final RxQueue queue) throws KernelException {
    requireUp(queue, Errno.EAGAIN);
    checkStoppable(queue);
    final RxQueueMemory old = super.stop(queue);
    // gve_rx_stop_ring_dqo removes the NAPI, and the new ring adds one.
    queue.removeNapi();
    return old;
  }

  /** The device cannot destroy queue 0 while others exist (kernel-facts.md 2.4). */
  private static void checkStoppable(final RxQueue queue) throws KernelException {
    if (queue.index() == 0) {
      throw new KernelException(Errno.ERANGE);
    }
  }

  /**
   * The device is turned down while an admin queue command runs (gve_turndown, gve_turnup). After a
   * command that failed it stays down until the reset that follows.
   */
  @Override
  public void phase(final RxQueue queue, final RestartPhase phase) {
    final NetDevice device = queue.device();
    if (queue.index() == 0) {
      // Refused before anything is touched.
      return;
    }
    switch (phase) {
      case STOPPING, STARTING -> device.setQuiesced(true);
      case STOPPED, STARTED -> device.setQuiesced(false);
      case STOP_FAILED, START_FAILED -> device.scheduleReset();
    }
  }

  @Override
  public boolean xskZeroCopy(final KernelProfile kernel) {
    return kernel.has(DriverSwitch.GVE_XSK_ZEROCOPY);
  }

  @Override
  public boolean netmemTx(final KernelProfile kernel) {
    return kernel.has(BindingSwitch.BIND_TX);
  }
}
