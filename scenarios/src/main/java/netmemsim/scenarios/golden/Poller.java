package netmemsim.scenarios.golden;

import netmemsim.core.event.Event;
import netmemsim.models.tun.TunHost;

/**
 * The thread that takes a row every 10 ms, on a schedule that begins with the program's clock: what
 * it missed before it was started it takes at once.
 */
final class Poller {
  /** Time from row to row, microseconds. */
  static final long INTERVAL_US = 10_000;

  private static final long PS_PER_US = 1_000_000;
  private final TunHost host;
  private final Runnable row;
  private final Event tick;
  private long nextUs;
  private boolean stopped;

  /**
   * A poller that is not started.
   *
   * @param host whose time it takes
   * @param row takes a row
   */
  Poller(final TunHost host, final Runnable row) {
    this.host = host;
    this.row = row;
    this.tick =
        new Event(host) {
          @Override
          public void fire(final long nowPs) {
            poll(nowPs);
          }
        };
  }

  /**
   * Starts it.
   *
   * @param clockStartUs where the schedule begins
   */
  void start(final long clockStartUs) {
    nextUs = clockStartUs + INTERVAL_US;
    host.simulator().scheduleAt(tick, Math.max(host.nowPs(), nextUs * PS_PER_US));
  }

  private void poll(final long nowPs) {
    while (!stopped && nextUs * PS_PER_US <= nowPs) {
      row.run();
      nextUs += INTERVAL_US;
    }
    if (!stopped) {
      host.simulator().scheduleAt(tick, nextUs * PS_PER_US);
    }
  }

  /**
   * Stops it: no row from now on.
   *
   * @return when the thread has ended, microseconds: when it would have taken its next row
   */
  long stop() {
    stopped = true;
    return nextUs;
  }
}
