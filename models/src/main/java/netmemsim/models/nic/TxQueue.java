package netmemsim.models.nic;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.models.packet.Skb;
import org.jspecify.annotations.Nullable;

/**
 * A TX queue with the queueing discipline in front of it: a FIFO of skbs that wait for the wire.
 */
public final class TxQueue extends Entity {
  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("tx_packets", "packets", "wire packets sent"),
          Metric.counter("tx_bytes", "bytes", "bytes of the packets sent"),
          Metric.gauge("backlog", "skbs", "skbs that wait"));

  private final int index;
  private @Nullable Skb first;
  private @Nullable Skb last;
  private int length;
  private boolean running;
  private int napiId;
  private long packetsAtStart;
  private long bytesAtStart;
  private boolean stopped;
  final Counter packets = counter(METRICS.get(0));
  final Counter bytes = counter(METRICS.get(1));

  TxQueue(final Entity device, final int index) {
    super(device, "txq" + index);
    this.index = index;
    reading(METRICS.get(2), () -> length);
  }

  /** Its number. */
  public int index() {
    return index;
  }

  /** skbs that wait. */
  public int length() {
    return length;
  }

  /** The driver made its ring, as whenever the device is opened. */
  void startRing(final int napi) {
    running = true;
    napiId = napi;
    packetsAtStart = packets.value();
    bytesAtStart = bytes.value();
  }

  /** The driver freed its ring, and the counters in it. */
  void stopRing() {
    running = false;
    napiId = 0;
  }

  /** The id of the NAPI instance that only this queue has, or 0. */
  int napiId() {
    return napiId;
  }

  /** Wire packets sent since the ring was made; 0 without one. */
  public long ringPackets() {
    return running ? packets.value() - packetsAtStart : 0;
  }

  /** Their bytes. */
  public long ringBytes() {
    return running ? bytes.value() - bytesAtStart : 0;
  }

  /** Stops the queue (netif_tx_stop_queue), or starts it again. */
  void setStopped(final boolean stop) {
    stopped = stop;
  }

  /** The next skb for the wire, or null when none waits or the queue is stopped. */
  @Nullable Skb next() {
    return stopped ? null : poll();
  }

  void add(final Skb skb) {
    skb.next = null;
    final Skb tail = last;
    if (tail == null) {
      first = skb;
    } else {
      tail.next = skb;
    }
    last = skb;
    length++;
  }

  @Nullable Skb poll() {
    final Skb head = first;
    if (head != null) {
      first = head.next;
      if (first == null) {
        last = null;
      }
      head.next = null;
      length--;
    }
    return head;
  }
}
