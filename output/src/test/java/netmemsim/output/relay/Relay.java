package netmemsim.output.relay;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Histogram;
import netmemsim.core.metric.Metric;
import netmemsim.core.random.RandomStream;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;

/** Sends at random times; makes a page pool at its 50th packet. */
public final class Relay extends Entity {
  public static final Tracepoint SEND =
      Tracepoint.of("relay_send", Rung.WIRE, "A packet leaves.", "sequence", "delay_ps");
  public static final Tracepoint POOL_MADE =
      Tracepoint.of("pool, \"made\"", Rung.NONE, "A pool is made.");
  public static final Metric SENT = Metric.counter("tx_packets", "packets", "Packets sent.");
  public static final Metric PENDING = Metric.gauge("pending", "packets", "Goes up and down.");
  public static final Metric IDLE = Metric.counter("idle", "packets", "Stays 0.");
  public static final Metric DELAY = Metric.histogram("delay_ps", "ps", "Between two packets.");
  public static final Metric UNUSED = Metric.histogram("unused_ps", "ps", "Stays empty.");
  public static final Metric HELD = Metric.counter("pages_state_hold_cnt", "pages", "Held.");
  private static final long POOL_AT = 50;
  private static final List<Long> PENDING_CYCLE = List.of(0L, 1L, 2L, 1L);

  private final RandomStream delays = stream("delay");
  private final Trace send = trace(SEND);
  private final Trace poolMade = trace(POOL_MADE);
  private final Counter sent = counter(SENT);
  private final Histogram delay = histogram(DELAY);

  public Relay(final EntityTree tree, final String name) {
    super(tree, name);
    reading(PENDING, () -> PENDING_CYCLE.get((int) (sent.value() % PENDING_CYCLE.size())));
    counter(IDLE);
    histogram(UNUSED);
    simulator().scheduleIn(new Departure(), 1);
  }

  private void depart(final Departure departure) {
    final long delayPs = delays.nextInt(1, 1000);
    sent.increment();
    delay.record(delayPs);
    if (send.on) {
      send.emit(sent.value(), delayPs);
    }
    if (sent.value() == POOL_AT) {
      new Pool(this);
      if (poolMade.on) {
        poolMade.emit();
      }
    }
    simulator().scheduleIn(departure, delayPs);
  }

  private final class Departure extends Event {
    Departure() {
      super(Relay.this);
    }

    @Override
    public void fire(final long nowPs) {
      depart(this);
    }
  }

  /** Registers its metric in the middle of the run. */
  private static final class Pool extends Entity {
    Pool(final Relay parent) {
      super(parent, "pool0");
      counter(HELD).add(7);
      counter(IDLE);
    }
  }
}
