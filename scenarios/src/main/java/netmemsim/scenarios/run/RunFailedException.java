package netmemsim.scenarios.run;

import netmemsim.core.time.Picoseconds;

/** A model failed in the middle of a run: a defect of the program, not of the scenario. */
public final class RunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param nowPs simulated time, picoseconds
   * @param cause what was thrown
   */
  public RunFailedException(final long nowPs, final Throwable cause) {
    super("the run failed at " + Picoseconds.format(nowPs) + ": " + cause, cause);
  }
}
