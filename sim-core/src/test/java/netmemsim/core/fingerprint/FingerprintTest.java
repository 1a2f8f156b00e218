package netmemsim.core.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.random.RandomStream;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two runs that agree have equal ladders; one flipped event is found, and its entity named. */
class FingerprintTest {
  private static final Tracepoint SENT =
      Tracepoint.of("sent", Rung.WIRE, "a number was sent", "number");
  private static final int NEVER = -1;

  /** DSOL enters each replication into a context of the whole JVM, where names must differ. */
  private static int runs;

  /** Sends a number at each of its events. */
  private static final class Sender extends Entity {
    private final Trace sent = trace(SENT);
    private final RandomStream random = stream("number");
    private final int flipAt;
    private int count;

    Sender(final EntityTree tree, final String name, final long periodPs, final int flipAt) {
      super(tree, name);
      this.flipAt = flipAt;
      simulator()
          .scheduleAt(
              new Event(this) {
                @Override
                public void fire(final long nowPs) {
                  send();
                  simulator().scheduleIn(this, periodPs);
                }
              },
              periodPs);
    }

    private void send() {
      final int number = random.nextInt();
      if (sent.on) {
        sent.emit(count == flipAt ? ~number : number);
      }
      count++;
    }
  }

  private static Ladder run(
      final String flipped, final int flipAt, final long stopPs, final boolean observed) {
    final NetSimulator simulator = new NetSimulator("test");
    final EntityTree tree = new EntityTree(simulator, 1);
    final Fingerprint fingerprint = new Fingerprint(tree);
    simulator.initialize(
        new AbstractDsolModel<Long, NetSimulator>(simulator) {
          private static final long serialVersionUID = 1L;

          @Override
          public void constructModel() {
            new Sender(tree, "a", 7, flipped.equals("a") ? flipAt : NEVER);
            new Sender(tree, "b", 11, flipped.equals("b") ? flipAt : NEVER);
            new Sender(tree, "c", 13, flipped.equals("c") ? flipAt : NEVER);
            if (observed) {
              observe(simulator);
            }
          }
        },
        new SingleReplication<>("fingerprint" + runs++, 0L, 0L, stopPs));
    simulator.start();
    while (simulator.isStartingOrRunning() || simulator.isStopping()) {
      Thread.onSpinWait();
    }
    simulator.cleanUp();
    fingerprint.addFinalMetrics();
    return fingerprint.ladder();
  }

  private static void observe(final NetSimulator simulator) {
    simulator.scheduleAt(
        new Event(null) {
          @Override
          public void fire(final long nowPs) {
            simulator.scheduleIn(this, 5);
          }

          @Override
          public boolean observesOnly() {
            return true;
          }
        },
        5);
  }

  @Test
  void equalRunsHaveEqualLaddersWhoeverWatches() {
    final Ladder ladder = run("", NEVER, 20_000, false);
    assertThat(ladder.firstDifference(run("", NEVER, 20_000, false))).isNull();
    assertThat(run("", NEVER, 20_000, true).text()).isEqualTo(ladder.text());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 1500})
  void oneFlippedRecordIsFoundAndItsEntityNamed(final int flipAt) {
    final Ladder ladder = run("", NEVER, 30_000, false);
    final String difference = ladder.firstDifference(run("b", flipAt, 30_000, false));
    assertThat(difference).startsWith("wire: ").endsWith("first at b");
  }

  @Test
  void theEntityIsNamedToHoweverFewCheckpointsALongRunIsThinned() {
    final Ladder ladder = run("", NEVER, 600_000, false);
    assertThat(ladder.steps().get(0).checkpoints()).hasSizeBetween(32, 65);
    final String difference = ladder.firstDifference(run("c", 30_000, 600_000, false));
    assertThat(difference).startsWith("wire: checkpoint ").endsWith("first at c");
  }

  @Test
  void aRunThatIsLongerDiffersAfterTheLastCommonCheckpoint() {
    final Ladder ladder = run("", NEVER, 20_000, false);
    assertThat(ladder.firstDifference(run("", NEVER, 20_100, false))).startsWith("wire: ");
  }
}
