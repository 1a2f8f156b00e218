package netmemsim.models.nic;

import java.util.Arrays;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;

/**
 * An RSS context: an indirection table of its own, to which ntuple rules send packets ({@code
 * ethtool -X DEV context new}). Context 0 is the device's default. In hardware it stands for a
 * VNIC: it can be closed, and it knows each ring by the id that the ring had when it was told.
 */
public final class RssContext extends Entity {
  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("drops", "packets", "dropped: the VNIC was closed or the ring's id stale"),
          Metric.gauge("open", "flag", "0 while the driver lets nothing in (VNIC MRU 0)"));

  private final int id;
  private final RssTable table;

  /** The id of each queue's hardware ring as it was last told. */
  private final int[] knownRing;

  private boolean open = true;
  private final Counter drops = counter(METRICS.get(0));

  RssContext(final NetDevice device, final int id, final RssTable table, final int maxQueues) {
    super(device, "rss_context" + id);
    this.id = id;
    this.table = table;
    this.knownRing = new int[maxQueues];
    reading(METRICS.get(1), () -> open ? 1 : 0);
  }

  /** Its number; 0 is the default context. */
  public int id() {
    return id;
  }

  /** Its indirection table. */
  public RssTable table() {
    return table;
  }

  void setOpen(final boolean nowOpen) {
    open = nowOpen;
  }

  boolean isOpen() {
    return open;
  }

  /** The driver writes a queue's ring id into the hardware's table. */
  void learnRing(final RxQueue queue) {
    knownRing[queue.index()] = queue.hardwareRing();
  }

  /** A device that was opened anew has rings with known ids. */
  void learnAll(final List<RxQueue> queues) {
    open = true;
    Arrays.fill(knownRing, 0);
    relearn(queues);
  }

  /** The driver writes the whole table anew. */
  public void relearn(final List<RxQueue> queues) {
    for (final RxQueue queue : queues) {
      learnRing(queue);
    }
  }

  boolean knows(final RxQueue queue) {
    return knownRing[queue.index()] == queue.hardwareRing();
  }

  void countDrop() {
    drops.increment();
  }
}
