package netmemsim.core.fingerprint;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.event.EventSource;
import netmemsim.core.metric.Reading;
import netmemsim.core.random.NameHash;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.TraceSink;
import netmemsim.core.trace.Tracepoint;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint ladder of a run: four running hashes, from what crosses links up to every random
 * number. The same scenario, seed and version give the same ladder on any machine, JDK, thread
 * count and locale, with recorders on or off.
 */
public final class Fingerprint {
  private static final EventSource NOBODY =
      new EventSource() {
        @Override
        public int sourceIndex() {
          return -1;
        }

        @Override
        public long sourceHash() {
          return 0;
        }

        @Override
        public String path() {
          return "-";
        }
      };

  private final EntityTree tree;
  private final RungHash wire;
  private final RungHash host;
  private final RungHash event;
  private final RungHash draws;

  /**
   * Starts to take the fingerprint of a run. Call before the entities are made: streams made
   * earlier are not heard.
   *
   * @param tree the run's entities
   */
  public Fingerprint(final EntityTree tree) {
    this(tree, null);
  }

  /**
   * Starts to take the fingerprint of a run, with its checkpoints close together around a
   * difference that is known.
   *
   * @param tree the run's entities
   * @param focus where to look closely, or null for everywhere alike
   */
  public Fingerprint(final EntityTree tree, final @Nullable Focus focus) {
    this.tree = tree;
    wire = RungHash.of("wire", focus);
    host = RungHash.of("host", focus);
    event = RungHash.of("event", focus);
    draws = RungHash.of("draws", focus);
    tree.subscribe(trace -> trace.tracepoint().rung() == Rung.WIRE, sinkInto(wire));
    tree.subscribe(trace -> trace.tracepoint().rung() == Rung.HOST, sinkInto(host));
    tree.simulator().setEventObserver(this::onEvent);
    tree.random()
        .setObserver(
            (source, bits) -> draws.add(tree.simulator().nowPs(), source, 0, bits, 0, 0, 0, 0, 0));
  }

  private static TraceSink sinkInto(final RungHash rung) {
    return (nowPs, tracepoint, source, a, b, c, d, e, f) ->
        rung.add(nowPs, source, kindOf(tracepoint), a, b, c, d, e, f);
  }

  private static long kindOf(final Tracepoint tracepoint) {
    // String.hashCode is specified by the language and cached in the string.
    return tracepoint.name().hashCode();
  }

  private void onEvent(final long nowPs, final Event fired) {
    final EventSource source = fired.source();
    event.add(nowPs, source == null ? NOBODY : source, 0, fired.getPriority(), 0, 0, 0, 0, 0);
  }

  /** Adds the final value of every metric to the host rung. Call once, at the end of the run. */
  public void addFinalMetrics() {
    final long nowPs = tree.simulator().nowPs();
    for (final Reading reading : tree.readings()) {
      host.add(
          nowPs,
          reading.source(),
          NameHash.of(reading.metric().name()),
          reading.read(),
          0,
          0,
          0,
          0,
          0);
    }
  }

  /** A copy of the present state that can be stored and compared. */
  public Ladder ladder() {
    final List<String> paths = new ArrayList<>();
    for (final Entity entity : tree.entities()) {
      paths.add(entity.path());
    }
    return new Ladder(
        List.of(
            new Ladder.Step("wire", wire.hash(), wire.records(), wire.checkpoints()),
            new Ladder.Step("host", host.hash(), host.records(), host.checkpoints()),
            new Ladder.Step("event", event.hash(), event.records(), event.checkpoints()),
            new Ladder.Step("draws", draws.hash(), draws.records(), draws.checkpoints())),
        paths);
  }
}
