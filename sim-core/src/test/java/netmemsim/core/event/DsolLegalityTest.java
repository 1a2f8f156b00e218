package netmemsim.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import nl.tudelft.simulation.dsol.experiment.Replication;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import nl.tudelft.simulation.dsol.simulators.ErrorStrategy;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import nl.tudelft.simulation.dsol.statistics.SimCounter;
import nl.tudelft.simulation.dsol.statistics.SimPersistent;
import nl.tudelft.simulation.dsol.statistics.SimTally;
import org.djutils.event.EventListener;
import org.djutils.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * NetSimulator is a legal DSOL simulator: one model, with statistics, warm-up, reflective and
 * lambda events, priorities, cancellation, listeners and every way to run, is run on the stock
 * simulator and on ours, and everything that either logged is compared.
 */
@Timeout(60)
class DsolLegalityTest {
  private static final long WARM_UP = 100;
  private static final long LENGTH = 1000;

  private static int replications;

  /** Listens to everything, and does a bit of everything. */
  @SuppressWarnings("NullAway.Init") // set in constructModel, as DSOL has it
  public static final class Model extends AbstractDsolModel<Long, DevsSimulator<Long>>
      implements EventListener {
    private static final long serialVersionUID = 1L;

    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final boolean failing;
    private SimCounter<Long> counter;
    private SimTally<Long> tally;
    private SimPersistent<Long> persistent;
    private SimEventInterface<Long> cancelled;
    private long state = 12345;

    Model(final DevsSimulator<Long> simulator, final boolean failing) {
      super(simulator);
      this.failing = failing;
    }

    @Override
    public void constructModel() {
      log("construct");
      counter = new SimCounter<>("counter", "counter", this);
      tally = new SimTally<>("tally", "tally", this);
      persistent = new SimPersistent<>("persistent", "persistent", this);
      final DevsSimulator<Long> simulator = getSimulator();
      simulator.scheduleEventRel(7L, () -> tick(3));
      simulator.scheduleEventAbs(50L, this, "reflective", new Object[] {"first"});
      for (final short priority : new short[] {3, 10, 1, 5, 7}) {
        simulator.scheduleEventAbs(60L, priority, () -> log("priority " + priority));
      }
      cancelled = simulator.scheduleEventAbs(80L, () -> log("must not happen"));
      final SimEventInterface<Long> reflective =
          simulator.scheduleEventAbs(90L, this, "reflective", new Object[] {"never"});
      simulator.scheduleEventAbs(
          70L,
          () -> {
            log("cancelled " + simulator.cancelEvent(cancelled));
            log("cancelled " + simulator.cancelEvent(reflective));
            log("cancelled again " + simulator.cancelEvent(cancelled));
          });
      simulator.scheduleEventAbs(
          200L, () -> simulator.addListener(this, SimulatorInterface.TIME_CHANGED_EVENT));
      simulator.scheduleEventAbs(
          230L, () -> simulator.removeListener(this, SimulatorInterface.TIME_CHANGED_EVENT));
      if (failing) {
        simulator.scheduleEventAbs(
            400L,
            () -> {
              throw new IllegalStateException("on purpose");
            });
      }
    }

    private void tick(final int step) {
      log("tick " + step);
      state = state * 6364136223846793005L + 1442695040888963407L;
      final long draw = state >>> 60;
      counter.register(draw);
      tally.register((double) draw);
      persistent.register(getSimulator().getSimulatorTime(), (double) draw);
      getSimulator().scheduleEventRel(1 + draw, () -> tick(step + 1));
      if (draw % 3 == 0) {
        getSimulator().scheduleEventNow(this, "reflective", new Object[] {"now"});
        getSimulator().scheduleEventNow((short) 9, () -> log("now, before"));
      }
    }

    public void reflective(final String what) {
      log("reflective " + what);
    }

    private void log(final String what) {
      log.add(getSimulator().getSimulatorTime() + " " + what);
    }

    @Override
    public void notify(final org.djutils.event.Event event) {
      log.add(
          "notified "
              + event.getType().getName()
              + " "
              + (event instanceof org.djutils.event.TimedEvent<?> timed
                  ? timed.getTimeStamp()
                  : "-"));
    }

    void logStatistics() {
      log.add("counter " + counter.getCount() + " of " + counter.getN());
      log.add("tally " + tally.getN() + " " + tally.getSampleMean() + " " + tally.getSampleStDev());
      log.add("persistent " + persistent.getN() + " " + persistent.getWeightedSampleMean());
    }
  }

  /** How the model is run. */
  private interface Procedure {
    void run(DevsSimulator<Long> simulator, Model model) throws Exception;
  }

  private static List<String> logOf(
      final DevsSimulator<Long> simulator, final boolean failing, final Procedure procedure)
      throws Exception {
    final Model model = new Model(simulator, failing);
    final SingleReplication<Long> replication =
        new SingleReplication<>("replication" + replications++, 0L, WARM_UP, LENGTH);
    for (final EventType type :
        List.of(
            SimulatorInterface.STARTING_EVENT,
            SimulatorInterface.START_EVENT,
            SimulatorInterface.STOPPING_EVENT,
            SimulatorInterface.STOP_EVENT,
            Replication.START_REPLICATION_EVENT,
            Replication.WARMUP_EVENT,
            Replication.END_REPLICATION_EVENT)) {
      simulator.addListener(model, type);
    }
    simulator.initialize(model, replication);
    procedure.run(simulator, model);
    model.logStatistics();
    model.log.add("end " + simulator.getSimulatorTime() + " " + simulator.getRunState());
    simulator.cleanUp();
    return model.log;
  }

  private static void compare(final boolean failing, final Procedure procedure) throws Exception {
    final Supplier<DevsSimulator<Long>> stock = () -> new DevsSimulator<>("simulator");
    final Supplier<DevsSimulator<Long>> ours = () -> new NetSimulator("simulator");
    final List<String> expected = logOf(stock.get(), failing, procedure);
    final List<String> seen = logOf(ours.get(), failing, procedure);
    assertThat(expected.size()).isGreaterThan(20);
    assertThat(seen).containsExactlyElementsOf(expected);
  }

  private static void await(final BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      synchronized (DsolLegalityTest.class) {
        DsolLegalityTest.class.wait(1);
      }
    }
  }

  /** Runs until the simulator has stopped by itself or by the end of the replication. */
  private static void untilStopped(final DevsSimulator<Long> simulator)
      throws InterruptedException {
    await(() -> !simulator.isStartingOrRunning() && !simulator.isStopping());
  }

  @Test
  void startRunsTheWholeReplicationAlike() throws Exception {
    compare(
        false,
        (simulator, model) -> {
          simulator.start();
          untilStopped(simulator);
        });
  }

  @Test
  void stepsAndRunsUpToATimeAlike() throws Exception {
    compare(
        false,
        (simulator, model) -> {
          for (int i = 0; i < 5; i++) {
            simulator.step();
          }
          simulator.runUpTo(60L);
          untilStopped(simulator);
          model.log.add("stopped at " + simulator.getSimulatorTime());
          simulator.runUpToAndIncluding(60L);
          untilStopped(simulator);
          model.log.add("stopped at " + simulator.getSimulatorTime());
          simulator.step();
          simulator.start();
          untilStopped(simulator);
        });
  }

  @Test
  void tellsListenersOfTimeFromBeforeTheRunAlike() throws Exception {
    compare(
        false,
        (simulator, model) -> {
          simulator.addListener(model, SimulatorInterface.TIME_CHANGED_EVENT);
          simulator.start();
          untilStopped(simulator);
        });
  }

  @Test
  void anErrorPausesTheRunAlike() throws Exception {
    compare(
        true,
        (simulator, model) -> {
          simulator.setErrorStrategy(ErrorStrategy.WARN_AND_PAUSE);
          simulator.start();
          untilStopped(simulator);
          model.log.add("paused at " + simulator.getSimulatorTime());
          simulator.start();
          untilStopped(simulator);
        });
  }

  @Test
  void anErrorIsLoggedAndTheRunGoesOnAlike() throws Exception {
    compare(
        true,
        (simulator, model) -> {
          simulator.setErrorStrategy(ErrorStrategy.LOG_AND_CONTINUE);
          simulator.start();
          untilStopped(simulator);
        });
  }

  @Test
  void anErrorWithinAStepIsThrownAlike() throws Exception {
    compare(
        true,
        (simulator, model) -> {
          simulator.runUpTo(400L);
          untilStopped(simulator);
          for (int i = 0; i < 3; i++) {
            try {
              simulator.step();
            } catch (RuntimeException e) {
              model.log.add("thrown " + e.getClass().getSimpleName());
            }
          }
        });
  }

  @Test
  void anotherThreadStopsTheRun() throws Exception {
    for (final DevsSimulator<Long> simulator :
        List.of(new DevsSimulator<Long>("stock"), new NetSimulator("ours"))) {
      final AbstractDsolModel<Long, DevsSimulator<Long>> endless =
          new AbstractDsolModel<>(simulator) {
            private static final long serialVersionUID = 1L;

            @Override
            public void constructModel() {
              again();
            }

            private void again() {
              getSimulator().scheduleEventRel(1L, this::again);
            }
          };
      simulator.initialize(
          endless, new SingleReplication<>("endless" + replications++, 0L, 0L, Long.MAX_VALUE / 2));
      simulator.start();
      await(() -> simulator.getSimulatorTime() > 1000);
      simulator.stop();
      await(simulator::isStopped);
      final long stoppedAt = simulator.getSimulatorTime();
      assertThat(stoppedAt).isGreaterThan(1000);
      simulator.step();
      assertThat(simulator.getSimulatorTime()).isEqualTo(stoppedAt + 1);
      simulator.cleanUp();
    }
  }

  @Test
  void aStoppingConditionEndsTheReplicationAlike() throws Exception {
    compare(
        false,
        (simulator, model) -> {
          simulator
              .getReplication()
              .setStoppingCondition(any -> simulator.getSimulatorTime() >= 500);
          simulator.start();
          untilStopped(simulator);
        });
  }
}
