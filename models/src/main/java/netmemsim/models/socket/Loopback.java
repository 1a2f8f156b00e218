package netmemsim.models.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.models.host.Core;
import netmemsim.models.host.Cost;
import netmemsim.models.host.Host;
import netmemsim.models.host.Napi;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TransmitObserver;

/**
 * The loopback device (drivers/net/loopback.c, v6.12): a packet to the host itself goes on the
 * backlog of the CPU that sent it, whole, and comes in by the next softirq there. No NIC sees it:
 * no flow rule, no queue, no device memory.
 */
public final class Loopback extends Entity {
  /** The default MTU. */
  static final int MTU_BYTES = 65536;

  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("rx_packets", "packets", "buffers that came back, as many as were sent"),
          Metric.counter("rx_bytes", "bytes", "their payload"));

  private final Host host;
  private final List<Backlog> backlogs = new ArrayList<>();
  private final Counter packets = counter(METRICS.get(0));
  private final Counter bytes = counter(METRICS.get(1));

  /**
   * The device of a host, up.
   *
   * @param host the host
   * @param stack gets what was sent
   */
  Loopback(final Host host, final Consumer<Skb> stack) {
    super(host, "lo");
    this.host = host;
    for (final Core core : host.cores()) {
      backlogs.add(new Backlog(core, stack));
    }
  }

  /** Sends a buffer, which is the device's now. */
  void transmit(final Skb sent) {
    final Skb skb = host.skbs().take();
    skb.tcp.copyFrom(sent.tcp);
    skb.source = sent.source;
    skb.destination = sent.destination;
    skb.content = sent.content;
    skb.contentPosition = sent.contentPosition;
    skb.linearBytes = sent.payloadBytes;
    skb.payloadBytes = sent.payloadBytes;
    skb.gsoSize = sent.gsoSize > 0 ? sent.gsoSize : sent.payloadBytes;
    skb.gsoSegments = Math.max(1, sent.gsoSegments);
    skb.truesize = sent.truesize;
    skb.timestampPs = nowPs();
    // It leaves its owner here (skb_orphan), so the socket may send more at once.
    final TransmitObserver observer = sent.transmitObserver;
    if (observer != null) {
      observer.transmitted(sent);
    }
    sent.free();
    packets.increment();
    bytes.add(skb.payloadBytes);
    final Backlog backlog = backlogs.get(Math.max(0, host.context().cpu()));
    backlog.waiting.add(skb);
    backlog.schedule();
  }

  /** The backlog of a CPU (softnet_data, process_backlog). */
  private static final class Backlog extends Napi {
    private final Consumer<Skb> stack;
    private final Deque<Skb> waiting = new ArrayDeque<>();
    private int claimed;

    Backlog(final Core core, final Consumer<Skb> stack) {
      super(core);
      this.stack = stack;
      enable();
    }

    @Override
    protected long beginPoll(final long nowPs) {
      claimed = Math.min(waiting.size(), BUDGET);
      return core().costs().ps(Cost.NAPI_POLL) + claimed * core().costs().ps(Cost.NAPI_PACKET);
    }

    @Override
    protected boolean endPoll(final long nowPs) {
      for (int i = 0; i < claimed; i++) {
        stack.accept(waiting.remove());
      }
      return !waiting.isEmpty();
    }

    @Override
    protected void complete(final long nowPs) {
      if (!waiting.isEmpty()) {
        schedule();
      }
    }
  }
}
