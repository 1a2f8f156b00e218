package netmemsim.scenarios.packetdrill.live;

import netmemsim.core.event.Event;
import netmemsim.core.event.EventQueue;
import netmemsim.core.event.NetSimulator;

/** A simulator that its owner moves on, in the owner's thread, without a DSOL replication. */
public final class VirtualClock extends NetSimulator {
  private static final long serialVersionUID = 1L;

  private static final class Arrival extends Event {
    Arrival() {
      super(null, (short) 0);
    }

    @Override
    public void fire(final long nowPs) {}
  }

  private final transient Arrival arrival = new Arrival();

  /** A clock at time 0. */
  public VirtualClock() {
    super("packetdrill");
  }

  /**
   * One clock at a time: every DSOL simulator takes its log category out of a map that the whole
   * JVM shares.
   */
  public static synchronized VirtualClock make() {
    return new VirtualClock();
  }

  /**
   * Lets everything happen up to a time, what is due at that time included.
   *
   * @param timePs picoseconds
   */
  public void runUntil(final long timePs) {
    boolean more = step(timePs);
    while (more) {
      more = step(timePs);
    }
    if (timePs > nowPs()) {
      scheduleAt(arrival, timePs);
      stepImpl();
    }
  }

  /**
   * Lets the next thing happen, if it is due by a time.
   *
   * @param untilPs picoseconds
   * @return whether there was any
   */
  public boolean step(final long untilPs) {
    final EventQueue events = (EventQueue) getEventList();
    if (events.isEmpty() || events.firstTimePs() > untilPs) {
      return false;
    }
    stepImpl();
    return true;
  }
}
