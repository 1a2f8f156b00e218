package netmemsim.models.tcp;

import netmemsim.core.entity.Entity;
import netmemsim.core.event.Event;
import netmemsim.core.event.NetSimulator;

/** A timer on the simulator that fires in softirq on no particular core. */
public final class EventTimer implements TcpTimer {
  private final NetSimulator simulator;
  private final Event event;

  /**
   * A timer that is not scheduled.
   *
   * @param host whose events it makes
   * @param handler what happens when it expires
   */
  public EventTimer(final Entity host, final Runnable handler) {
    simulator = host.simulator();
    event =
        new Event(host) {
          @Override
          public void fire(final long nowPs) {
            handler.run();
          }
        };
  }

  @Override
  public void schedule(final long atPs) {
    simulator.moveTo(event, Math.max(atPs, simulator.nowPs()));
  }

  @Override
  public void cancel() {
    simulator.cancel(event);
  }

  @Override
  public boolean isScheduled() {
    return event.isScheduled();
  }
}
