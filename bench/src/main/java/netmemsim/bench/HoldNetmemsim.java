package netmemsim.bench;

import netmemsim.core.event.Event;
import netmemsim.core.event.NetSimulator;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.simulators.RunState;

/** The hold model on {@link NetSimulator}: each event schedules itself again. */
final class HoldNetmemsim extends NetSimulator {
  private static final long serialVersionUID = 1L;

  private final transient Increments increments = new Increments();
  private long left;

  HoldNetmemsim(final int pending) {
    super("hold");
    initialize(new EmptyModel(this), new SingleReplication<>("hold", 0L, 0L, Long.MAX_VALUE));
    runUntilTime = Long.MAX_VALUE;
    for (int i = 0; i < pending; i++) {
      scheduleIn(new Hold(), increments.nextPs());
    }
  }

  /** Runs that many events, on the caller's thread. */
  void runEvents(final long events) {
    left = events;
    runState = RunState.STARTED;
    run();
  }

  private final class Hold extends Event {
    Hold() {
      super(null);
    }

    @Override
    public void fire(final long nowPs) {
      scheduleIn(this, increments.nextPs());
      if (--left == 0) {
        stopImpl();
      }
    }
  }
}
