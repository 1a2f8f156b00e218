package netmemsim.models.tcp;

import netmemsim.core.entity.Entity;
import netmemsim.core.event.Event;
import netmemsim.core.event.NetSimulator;

/** A timer on the simulator that fires in softirq on no particular core. */
public final class EventTimer extends Event implements TcpTimer {
  private final NetSimulator simulator;
  private final Runnable handler;

  /**
   * A timer that is not scheduled.
   *
   * @param host whose events it makes
   * @param handler what happens when it expires
   */
  public EventTimer(final Entity host, final Runnable handler) {
    super(host);
    this.simulator = host.simulator();
    this.handler = handler;
  }

  @Override
  public void fire(final long nowPs) {
    handler.run();
  }

  @Override
  public void schedule(final long atPs) {
    simulator.moveTo(this, Math.max(atPs, simulator.nowPs()));
  }

  @Override
  public void cancel() {
    simulator.cancel(this);
  }
}
