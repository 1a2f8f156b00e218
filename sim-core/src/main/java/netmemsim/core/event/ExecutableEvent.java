package netmemsim.core.event;

import nl.tudelft.simulation.dsol.SimRuntimeException;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.Executable;

/** One call of a DSOL {@code Executable}; made afresh for each scheduling, as DSOL's API asks. */
final class ExecutableEvent extends Event {
  private final Executable executable;

  ExecutableEvent(final short priority, final Executable executable) {
    super(null, priority);
    this.executable = executable;
  }

  @Override
  public void fire(final long nowPs) {
    try {
      executable.execute();
    } catch (Exception e) {
      throw new SimRuntimeException(e);
    }
  }
}
