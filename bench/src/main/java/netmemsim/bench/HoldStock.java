package netmemsim.bench;

import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.Executable;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import nl.tudelft.simulation.dsol.simulators.RunState;

/** The hold model on DSOL's own simulator and event list, through its API for lambdas. */
final class HoldStock extends DevsSimulator<Long> {
  private static final long serialVersionUID = 1L;

  private final transient Increments increments = new Increments();
  private long left;

  HoldStock(final int pending) {
    super("hold");
    initialize(new EmptyModel(this), new SingleReplication<>("hold", 0L, 0L, Long.MAX_VALUE));
    runUntilTime = Long.MAX_VALUE;
    for (int i = 0; i < pending; i++) {
      scheduleEventRel(increments.nextPs(), new Hold());
    }
  }

  /** Runs that many events, on the caller's thread. */
  void runEvents(final long events) {
    left = events;
    runState = RunState.STARTED;
    run();
  }

  private final class Hold implements Executable {
    @Override
    public void execute() {
      scheduleEventRel(increments.nextPs(), this);
      if (--left == 0) {
        stopImpl();
      }
    }
  }
}
