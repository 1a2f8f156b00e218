package netmemsim.core.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import netmemsim.core.TestRun;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.random.RandomStream;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final Tracepoint SEND =
      Tracepoint.of("net_dev_xmit", Rung.WIRE, "A frame leaves.", "size_bytes");
  private static final Tracepoint RECEIVE =
      Tracepoint.of("sock_recv", Rung.HOST, "A call returns.", "size_bytes");
  private static final Tracepoint DETAIL =
      Tracepoint.of("napi_poll", Rung.NONE, "Detail.", "budget");
  private static final Metric SENT = Metric.counter("tx_packets", "packets", "Frames sent.");

  /** Something that does a little of everything every microsecond or so. */
  private static final class Host extends Entity {
    final Trace send = trace(SEND);
    final Trace receive = trace(RECEIVE);
    final Trace detail = trace(DETAIL);
    final Counter sent = counter(SENT);
    final RandomStream stream = stream("size");
    long fired;
    long oddSend = -1;
    long oddReceive = -1;
    long oddDraw = -1;
    long oddDetail = -1;

    Host(final EntityTree tree, final String name, final long periodPs) {
      super(tree, name);
      final Event tick =
          new Event(this) {
            @Override
            public void fire(final long nowPs) {
              fired++;
              if (fired == oddDraw) {
                stream.nextInt();
              }
              send.emit(stream.nextInt() + (fired == oddSend ? 1 : 0));
              receive.emit(fired == oddReceive ? 1 : 0);
              detail.emit(fired == oddDetail ? 1 : 0);
              sent.increment();
              simulator().scheduleIn(this, periodPs);
            }
          };
      simulator().scheduleIn(tick, 0);
    }
  }

  private static final class World {
    final NetSimulator simulator = TestRun.simulator();
    final EntityTree tree = new EntityTree(simulator, 42);
    final Fingerprint fingerprint;
    final Host client;
    final Host server;

    World(final @Nullable Focus focus) {
      fingerprint = new Fingerprint(tree, focus);
      client = new Host(tree, "client", 30_000_000);
      server = new Host(tree, "server", 50_000_000);
    }
  }

  private static Ladder run(final Consumer<World> change) {
    return run(null, change);
  }

  private static Ladder run(final @Nullable Focus focus, final Consumer<World> change) {
    final World world = new World(focus);
    change.accept(world);
    TestRun.run(world.simulator);
    assertThat(world.simulator.failure()).isNull();
    world.fingerprint.addFinalMetrics();
    return world.fingerprint.ladder();
  }

  private static final Ladder CLEAN = run(world -> {});

  @Test
  void theSameInputsGiveTheSameLadderOnEveryMachine() {
    final Ladder again = run(world -> {});
    assertThat(CLEAN.firstDifference(again)).isNull();
    assertThat(again.text()).isEqualTo(CLEAN.text());
    assertThat(CLEAN.text())
        .isEqualTo("9058b0732d943174-e707c91f70d27860-ba20e3bb716bbbd1-5eb5ee5869bccf3f");
  }

  @Test
  void oneOddFrameShowsOnTheWireFirst() {
    assertThat(CLEAN.firstDifference(run(world -> world.server.oddSend = 9_000)))
        .startsWith("wire: checkpoint ")
        .endsWith("first at server");
  }

  @Test
  void oneOddResultOfACallShowsAtTheHost() {
    final Ladder odd = run(world -> world.client.oddReceive = 20_000);
    assertThat(CLEAN.firstDifference(odd))
        .startsWith("host: checkpoint ")
        .endsWith("first at client");
    assertThat(odd.steps().get(0)).isNotNull();
    assertThat(odd.steps().get(0).hash()).isEqualTo(CLEAN.steps().get(0).hash());
  }

  @Test
  void oneOddFinalCounterShowsAtTheHost() {
    assertThat(CLEAN.firstDifference(run(world -> world.client.sent.increment())))
        .startsWith("host: checkpoint ")
        .endsWith("first at client");
  }

  @Test
  void oneEventMoreShowsAmongTheEvents() {
    final Ladder odd =
        run(
            world ->
                world.simulator.scheduleAt(
                    new Event(world.server) {
                      @Override
                      public void fire(final long nowPs) {
                        // That it happens is all.
                      }
                    },
                    500_000_000_000L));
    assertThat(CLEAN.firstDifference(odd))
        .startsWith("event: checkpoint ")
        .endsWith("first at server");
  }

  @Test
  void anEventOfNobodyIsNobodys() {
    final Ladder odd =
        run(
            world ->
                world.simulator.scheduleEventAbs(
                    999_999_999_999L,
                    () -> {
                      // That it happens is all.
                    }));
    assertThat(CLEAN.firstDifference(odd)).startsWith("event: ").endsWith("first at -");
  }

  @Test
  void oneDrawThatMovesNoResultShowsAmongTheDraws() {
    final Ladder odd =
        run(
            world -> {
              final RandomStream unused = world.tree.random().stream(world.client, "unused");
              unused.nextInt();
            });
    assertThat(CLEAN.firstDifference(odd)).startsWith("draws: ").endsWith("first at client");
  }

  @Test
  void detailCountsForNothing() {
    assertThat(CLEAN.firstDifference(run(world -> world.server.oddDetail = 100))).isNull();
  }

  @Test
  void observersMoveNothing() {
    final long[] seen = new long[2];
    final World world = new World(null);
    world.tree.subscribe(trace -> true, (nowPs, tracepoint, source, a, b, c, d, e, f) -> seen[0]++);
    world.simulator.scheduleAt(
        new Event(world.client, Event.MAX_PRIORITY) {
          @Override
          public boolean observesOnly() {
            return true;
          }

          @Override
          public void fire(final long nowPs) {
            seen[1]++;
            world.simulator.scheduleIn(this, 10_000_000);
          }
        },
        0);
    final World quiet = new World(null);
    TestRun.run(world.simulator);
    TestRun.run(quiet.simulator);
    world.fingerprint.addFinalMetrics();
    assertThat(seen[0]).isGreaterThan(100_000);
    assertThat(seen[1]).isEqualTo(100_001);
    assertThat(CLEAN.firstDifference(world.fingerprint.ladder())).isNull();
    assertThat(world.simulator.eventsFired()).isEqualTo(quiet.simulator.eventsFired());
  }

  @Test
  void anEntityMoreIsFoundByLookingCloser() {
    final Consumer<World> change = world -> new Host(world.tree, "switch", 70_000_000);
    Difference difference = CLEAN.difference(run(change));
    for (int i = 0; i < 5 && difference != null && difference.focus() != null; i++) {
      final Focus focus = difference.focus();
      difference = run(focus, world -> {}).difference(run(focus, change));
    }
    assertThat(difference)
        .hasToString(
            "wire: checkpoint 3 differs (record 3, after 0s), first at client here and switch"
                + " there; the two runs have different entities");
  }
}
