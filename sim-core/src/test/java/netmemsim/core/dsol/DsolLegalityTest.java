package netmemsim.core.dsol;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import netmemsim.core.event.NetSimulator;
import nl.tudelft.simulation.dsol.experiment.Experiment;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import nl.tudelft.simulation.dsol.simulators.ErrorStrategy;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import org.djutils.event.reference.ReferenceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code NetSimulator} is a legal DSOL simulator: one model, run in the same way on the stock
 * simulator and on ours, sees the same, line by line.
 */
class DsolLegalityTest {
  private static List<String> onBoth(final Function<DsolRun, List<String>> script) {
    final List<String> stock = script.apply(new DsolRun(DevsSimulator<Long>::new));
    final List<String> ours = script.apply(new DsolRun(DsolLegalityTest::netSimulator));
    assertThat(ours).containsExactlyElementsOf(stock);
    return stock;
  }

  private static DevsSimulator<Long> netSimulator(final Serializable id) {
    return new NetSimulator(id);
  }

  @Test
  void stepsPartsAndTheRestOfARunAreTheSame() {
    final List<String> lines =
        onBoth(
            run -> {
              run.initialize();
              run.log.listen(SimulatorInterface.TIME_CHANGED_EVENT);
              run.log.addPending();
              for (int i = 0; i < 5; i++) {
                run.simulator.step();
                run.log.addPending();
              }
              run.log.ignore(SimulatorInterface.TIME_CHANGED_EVENT);
              run.simulator.runUpTo(1_000L);
              run.awaitQuiet();
              run.log.addPending();
              run.simulator.runUpToAndIncluding(2_000L);
              run.awaitQuiet();
              run.log.addPending();
              run.simulator.step();
              run.simulator.start();
              run.awaitQuiet();
              run.log.attempt("a start after the end", run.simulator::start);
              return run.close();
            });
    // That the log is a log: each kind of event was heard of.
    assertThat(lines).hasSizeGreaterThan(2_000);
    for (final String name :
        List.of(
            "STARTING",
            "START",
            "STOP",
            "TIME_CHANGED",
            "START_REPLICATION",
            "WARMUP",
            "END_REPLICATION",
            "cancelled true false",
            "cancelled false false",
            "lambda",
            "reflective number",
            "reflective at a limit",
            "the past: SimRuntimeException",
            "made for")) {
      assertThat(lines).as(name).anyMatch(line -> line.contains(name));
    }
  }

  @Test
  void aStopByAnEventAndAnotherStartAreTheSame() {
    final List<String> lines =
        onBoth(
            run -> {
              run.initialize();
              run.simulator.scheduleEventAbs(700L, run.simulator::stop);
              run.simulator.scheduleEventAbs(701L, () -> run.log.add("the next"));
              run.simulator.start();
              run.awaitQuiet();
              run.log.addPending();
              run.simulator.start();
              run.awaitQuiet();
              return run.close();
            });
    assertThat(lines).anyMatch(line -> line.startsWith("700 STARTED hears STOPPING"));
    assertThat(lines).anyMatch(line -> line.startsWith("700 STOPPED hears STOP"));
  }

  @Test
  void aStopByAnotherThreadIsTheSame() {
    final List<String> lines =
        onBoth(
            run -> {
              final CountDownLatch reached = new CountDownLatch(1);
              final CountDownLatch stopped = new CountDownLatch(1);
              run.initialize();
              run.simulator.scheduleEventAbs(
                  700L,
                  () -> {
                    reached.countDown();
                    await(stopped);
                    run.log.add("after the stop");
                  });
              run.simulator.scheduleEventAbs(700L, () -> run.log.add("the next"));
              run.simulator.start();
              await(reached);
              run.simulator.stop();
              stopped.countDown();
              run.awaitQuiet();
              run.log.addPending();
              run.log.attempt("a second stop", run.simulator::stop);
              run.simulator.start();
              run.awaitQuiet();
              return run.close();
            });
    assertThat(lines)
        .containsSubsequence(
            "700 STOPPING after the stop",
            "700 STOPPED hears STOP of 700 with null, replication STARTED",
            "700 STARTED the next");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WARN_AND_EXIT")
  void errorsAreTheSame(final ErrorStrategy strategy) {
    for (final boolean lambda : new boolean[] {true, false}) {
      final List<String> lines =
          onBoth(
              run -> {
                run.initialize();
                run.simulator.setErrorStrategy(strategy, Level.OFF);
                final Thrower thrower = new Thrower();
                if (lambda) {
                  run.simulator.scheduleEventAbs(700L, thrower::fail);
                } else {
                  run.simulator.scheduleEventAbs(700L, thrower, "fail", null);
                }
                run.simulator.scheduleEventAbs(700L, () -> run.log.add("the next"));
                run.simulator.start();
                run.awaitQuiet();
                run.log.addPending();
                if (strategy == ErrorStrategy.WARN_AND_PAUSE) {
                  run.simulator.start();
                  run.awaitQuiet();
                }
                return run.close();
              });
      assertThat(lines.contains("700 STARTED the next"))
          .isEqualTo(
              strategy != ErrorStrategy.WARN_AND_THROW && strategy != ErrorStrategy.WARN_AND_END);
    }
  }

  /** Something that goes wrong. */
  static final class Thrower {
    void fail() {
      throw new IllegalStateException("broken");
    }

    @Override
    public String toString() {
      return "thrower";
    }
  }

  @Test
  void anErrorInAStepIsTheSame() {
    onBoth(
        run -> {
          run.initialize();
          run.simulator.scheduleEventAbs(Long.valueOf(0), (short) 10, new Thrower(), "fail", null);
          run.log.attempt("a step", run.simulator::step);
          run.log.addPending();
          run.log.attempt("the next step", run.simulator::step);
          return run.close();
        });
  }

  @Test
  void aStoppingConditionIsTheSame() {
    final List<String> lines =
        onBoth(
            run -> {
              run.replication.setStoppingCondition(
                  model -> run.model.statistics().counter().getCount() > 2_000);
              run.initialize();
              run.simulator.start();
              run.awaitQuiet();
              return run.close();
            });
    assertThat(lines).noneMatch(line -> line.startsWith("5000"));
  }

  @Test
  void aStoppingConditionThatAnEventSetsIsTheSame() {
    onBoth(
        run -> {
          run.initialize();
          run.simulator.scheduleEventAbs(
              700L,
              () ->
                  run.replication.setStoppingCondition(
                      model -> run.simulator.getSimulatorTime() >= 710L));
          run.simulator.start();
          run.awaitQuiet();
          return run.close();
        });
  }

  @Test
  void anEndThatAnEventBringsIsTheSame() {
    final List<String> lines =
        onBoth(
            run -> {
              run.initialize();
              run.simulator.scheduleEventAbs(
                  700L,
                  () -> {
                    run.simulator.endReplication();
                    run.log.add("after the end");
                  });
              run.simulator.start();
              run.awaitQuiet();
              return run.close();
            });
    assertThat(lines).contains("5000 STOPPING after the end");
  }

  @Test
  void aNewLimitThatAnEventSetsIsTheSame() {
    onBoth(
        run -> {
          run.initialize();
          // Refused, for it runs; and yet it stops there.
          run.simulator.scheduleEventAbs(
              700L, () -> run.log.attempt("a limit", () -> run.simulator.runUpTo(800L)));
          run.simulator.start();
          run.awaitQuiet();
          run.log.addPending();
          return run.close();
        });
  }

  @Test
  void anExperimentOfThreeReplicationsIsTheSame() {
    final List<String> lines =
        onBoth(
            run -> {
              final QuietExperiment experiment = new QuietExperiment(run);
              final CountDownLatch over = new CountDownLatch(1);
              experiment.addListener(
                  event -> over.countDown(), Experiment.END_EXPERIMENT_EVENT, ReferenceType.STRONG);
              experiment.start();
              await(over);
              run.awaitQuiet();
              run.log.add("summary " + experiment.getSummaryStatistics());
              experiment
                  .getSummaryStatistics()
                  .forEach(
                      (name, fields) ->
                          fields.forEach(
                              (field, tally) ->
                                  run.log.add(
                                      name
                                          + " "
                                          + field
                                          + " "
                                          + tally.getN()
                                          + " "
                                          + tally.getSampleMean())));
              return run.close();
            });
    assertThat(lines).filteredOn(line -> line.contains("hears END_REPLICATION")).hasSize(3);
  }

  /**
   * Starts a replication once the one before has told everybody of its end. DSOL's own does not
   * wait for that, and its statistics may then hear of the end at the new replication's time.
   */
  private static final class QuietExperiment extends Experiment<Long, SimulatorInterface<Long>> {
    private static final long serialVersionUID = 1L;

    private final transient DsolRun run;

    QuietExperiment(final DsolRun run) {
      super(run.replication.getId() + "-x", run.simulator, run.model, 0L, 100L, 2_000L, 3);
      this.run = run;
    }

    @Override
    protected void startNextReplication() {
      run.awaitQuiet();
      super.startNextReplication();
    }
  }

  private static void await(final CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
