package netmemsim.core;

import ch.qos.logback.classic.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import netmemsim.core.event.NetSimulator;
import nl.tudelft.simulation.dsol.experiment.Replication;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import org.djutils.event.EventListener;
import org.djutils.event.reference.ReferenceType;
import org.djutils.logger.CategoryLogger;

/** A run of a simulator for a test: build, run to the end, clean up. */
public final class TestRun {
  /** When a run ends, in picoseconds. */
  public static final long END_PS = 1_000_000_000_000L;

  private TestRun() {}

  /** A simulator that is ready for events. */
  public static NetSimulator simulator() {
    final NetSimulator simulator = new NetSimulator("test");
    silenceDsol();
    simulator.initialize(new Model(simulator), new SingleReplication<>("test", 0L, 0L, END_PS));
    return simulator;
  }

  /** Errors are thrown on purpose; call after a simulator is made, which opens a log. */
  public static void silenceDsol() {
    CategoryLogger.setLogLevelAll(Level.OFF);
    CategoryLogger.setLogLevel(CategoryLogger.CAT_ALWAYS, Level.OFF);
  }

  /** Runs to the end of the replication, or until an event fails. */
  public static void run(final NetSimulator simulator) {
    final CountDownLatch over = new CountDownLatch(1);
    final EventListener onEnd = event -> over.countDown();
    simulator.addListener(onEnd, Replication.END_REPLICATION_EVENT, ReferenceType.STRONG);
    simulator.addListener(onEnd, SimulatorInterface.STOP_EVENT, ReferenceType.STRONG);
    simulator.start();
    try {
      if (!over.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the run does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    simulator.cleanUp();
  }

  private static final class Model extends AbstractDsolModel<Long, SimulatorInterface<Long>> {
    private static final long serialVersionUID = 1L;

    Model(final SimulatorInterface<Long> simulator) {
      super(simulator);
    }

    @Override
    public void constructModel() {
      // The test schedules.
    }
  }
}
