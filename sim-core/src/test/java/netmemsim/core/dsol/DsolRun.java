package netmemsim.core.dsol;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import netmemsim.core.TestRun;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;

/** One simulator, with the model and the log. */
final class DsolRun {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final long DEADLINE_NS = 30_000_000_000L;

  private final String id = "dsol-run-" + COUNT.incrementAndGet();
  final DevsSimulator<Long> simulator;
  final DsolLog log;
  final DsolModel model;
  final SingleReplication<Long> replication = new SingleReplication<>(id, 0L, 200L, 5_000L);

  DsolRun(final Function<Serializable, DevsSimulator<Long>> make) {
    simulator = make.apply(id);
    TestRun.silenceDsol();
    log = new DsolLog(simulator);
    model = new DsolModel(simulator, log);
  }

  void initialize() {
    simulator.initialize(model, replication);
    log.add("initialised");
  }

  /** Waits until the simulator's thread waits for orders, or has ended. */
  void awaitQuiet() {
    final long deadline = System.nanoTime() + DEADLINE_NS;
    while (isBusy()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the simulator does not come to rest: " + log.lines());
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private boolean isBusy() {
    for (final Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(id) && thread.getState() != Thread.State.WAITING) {
        return true;
      }
    }
    return false;
  }

  /** Notes where it stands, and ends it. */
  List<String> close() {
    log.add("at last, replication " + simulator.getReplicationState());
    log.addPending();
    log.add(model.statistics());
    simulator.cleanUp();
    log.add("cleaned up, replication " + simulator.getReplicationState());
    return log.lines();
  }
}
