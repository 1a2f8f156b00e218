package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ethtool -S} shows of gve, in its order (drivers/net/ethernet/google/gve/gve_ethtool.c
 * v6.12), counters of what is not modelled left out. Counters of a ring live in the ring: a queue
 * restart begins them anew (gve_rx_alloc_ring_dqo clears the ring). {@code rx_no_buffers_posted} is
 * what the device reports.
 */
final class GveStatistics {
  private GveStatistics() {}

  static List<DriverStatistic> of(final NetDevice device) {
    final List<DriverStatistic> all = new ArrayList<>();
    final List<RxQueue> rings = device.rxQueues();
    add(all, "rx_packets", sum(rings, RingCounter.PACKETS));
    add(all, "rx_hsplit_pkt", sum(rings, RingCounter.HSPLIT_PACKETS));
    add(all, "tx_packets", device.txQueues().stream().mapToLong(TxQueue::ringPackets).sum());
    add(all, "rx_bytes", sum(rings, RingCounter.BYTES));
    add(all, "tx_bytes", device.txQueues().stream().mapToLong(TxQueue::ringBytes).sum());
    add(all, "rx_dropped", rings.stream().mapToLong(GveStatistics::dropped).sum());
    add(all, "rx_skb_alloc_fail", sum(rings, RingCounter.SKB_ALLOC_FAIL));
    add(all, "rx_buf_alloc_fail", sum(rings, RingCounter.BUF_ALLOC_FAIL));
    add(all, "rx_desc_err_dropped_pkt", sum(rings, RingCounter.ERROR_DROPPED));
    add(all, "rx_hsplit_unsplit_pkt", sum(rings, RingCounter.UNSPLIT_PACKETS));
    for (final RxQueue ring : rings) {
      final RxQueueMemory memory = ring.live();
      final String index = "[" + ring.index() + "]";
      add(all, "rx_posted_desc" + index, memory == null ? 0 : memory.posted());
      add(all, "rx_completed_desc" + index, memory == null ? 0 : memory.reaped());
      add(all, "rx_consumed_desc" + index, memory == null ? 0 : memory.postedBuffers());
      add(all, "rx_bytes" + index, ring.sinceStart(RingCounter.BYTES));
      add(all, "rx_hsplit_bytes" + index, ring.sinceStart(RingCounter.HSPLIT_BYTES));
      add(all, "rx_dropped_pkt" + index, dropped(ring));
      add(all, "rx_copybreak_pkt" + index, ring.sinceStart(RingCounter.COPYBREAK_PACKETS));
      add(all, "rx_no_buffers_posted" + index, ring.overruns());
    }
    for (final TxQueue ring : device.txQueues()) {
      add(all, "tx_bytes[" + ring.index() + "]", ring.ringBytes());
    }
    return all;
  }

  /** gve_get_rx_queue_stats, gve_main.c v6.12. */
  static List<DriverStatistic> of(final RxQueue ring) {
    return List.of(
        new DriverStatistic("rx-packets", ring.sinceStart(RingCounter.PACKETS)),
        new DriverStatistic("rx-bytes", ring.sinceStart(RingCounter.BYTES)),
        new DriverStatistic(
            "rx-alloc-fail",
            ring.sinceStart(RingCounter.SKB_ALLOC_FAIL)
                + ring.sinceStart(RingCounter.BUF_ALLOC_FAIL)));
  }

  /** gve_get_tx_queue_stats. */
  static List<DriverStatistic> of(final TxQueue ring) {
    return List.of(
        new DriverStatistic("tx-packets", ring.ringPackets()),
        new DriverStatistic("tx-bytes", ring.ringBytes()));
  }

  private static void add(final List<DriverStatistic> all, final String name, final long value) {
    all.add(new DriverStatistic(name, value));
  }

  private static long sum(final List<RxQueue> rings, final RingCounter counter) {
    return rings.stream().mapToLong(ring -> ring.sinceStart(counter)).sum();
  }

  private static long dropped(final RxQueue ring) {
    return ring.sinceStart(RingCounter.SKB_ALLOC_FAIL)
        + ring.sinceStart(RingCounter.BUF_ALLOC_FAIL)
        + ring.sinceStart(RingCounter.ERROR_DROPPED);
  }
}
