package netmemsim.bench.peers;

import netmemsim.core.event.NetSimulator;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import nl.tudelft.simulation.dsol.simulators.RunState;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;

/** The simulator, run on the caller's thread. */
public final class BulkSimulator extends NetSimulator implements AutoCloseable {
  private static final long serialVersionUID = 1L;

  /** A simulator at time 0. */
  public BulkSimulator() {
    super("bulk");
    initialize(
        new AbstractDsolModel<Long, SimulatorInterface<Long>>(this) {
          private static final long serialVersionUID = 1L;

          @Override
          public void constructModel() {
            // Nothing to build.
          }
        },
        new SingleReplication<>("bulk", 0L, 0L, Long.MAX_VALUE));
  }

  /**
   * Lets everything happen before a time.
   *
   * @param timePs picoseconds, not before now
   */
  public void runUntil(final long timePs) {
    runUntilTime = timePs;
    runState = RunState.STARTED;
    run();
    final Exception thrown = failure();
    if (thrown != null) {
      throw new IllegalStateException("the run failed", thrown);
    }
  }

  @Override
  public void close() {
    cleanUp();
  }
}
