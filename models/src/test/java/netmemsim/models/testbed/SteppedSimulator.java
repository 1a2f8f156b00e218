package netmemsim.models.testbed;

import netmemsim.core.event.Event;
import netmemsim.core.event.NetSimulator;

/** A simulator that a test moves on by itself, in its own thread, without a DSOL replication. */
public final class SteppedSimulator extends NetSimulator {
  private static final long serialVersionUID = 1L;

  /** Guards against events that schedule each other without end. */
  private static final int MAX_EVENTS = 20_000_000;

  private boolean there;

  /** A simulator at time 0. */
  public SteppedSimulator() {
    super("test");
  }

  /**
   * Lets everything happen up to a time, events at that time included.
   *
   * @param timePs picoseconds, not before now
   */
  public void runUntil(final long timePs) {
    there = false;
    scheduleAt(
        new Event(null, (short) 0) {
          @Override
          public void fire(final long nowPs) {
            there = true;
          }
        },
        timePs);
    for (int i = 0; !there; i++) {
      if (i == MAX_EVENTS) {
        throw new AssertionError("more than " + MAX_EVENTS + " events before " + timePs);
      }
      stepImpl();
    }
  }

  /**
   * Lets everything happen for some time.
   *
   * @param durationPs picoseconds
   */
  public void runFor(final long durationPs) {
    runUntil(nowPs() + durationPs);
  }
}
