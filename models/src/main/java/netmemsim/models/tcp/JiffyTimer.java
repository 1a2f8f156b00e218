package netmemsim.models.tcp;

import netmemsim.core.time.Picoseconds;
import org.jspecify.annotations.Nullable;

/**
 * A timer in ticks. It is moved with nearly every ACK, so a later expiry is only noted: the event
 * that is under way looks at the note when it fires, and follows it.
 */
final class JiffyTimer implements Runnable {
  private final TcpHost host;
  private final Jiffies jiffies;
  private final Runnable handler;
  private @Nullable TcpTimer timer;
  private long firePs = Picoseconds.NEVER;
  private long eventPs = Picoseconds.NEVER;

  JiffyTimer(final TcpHost host, final Jiffies jiffies, final Runnable handler) {
    this.host = host;
    this.jiffies = jiffies;
    this.handler = handler;
  }

  /** Sets or moves the expiry to a tick. */
  void set(final long expires) {
    firePs = jiffies.firePs(expires, jiffies.at(host.nowPs()));
    if (eventPs > firePs) {
      eventPs = firePs;
      scheduleTimer();
    }
  }

  /** Forgets the expiry. */
  void clear() {
    firePs = Picoseconds.NEVER;
  }

  /** Forgets the expiry and the event with it, when the connection ends. */
  void cancel() {
    clear();
    if (timer != null) {
      timer.cancel();
    }
    eventPs = Picoseconds.NEVER;
  }

  /** Whether an expiry is set. */
  boolean isSet() {
    return firePs != Picoseconds.NEVER;
  }

  /**
   * The host's timer is made when it is first needed: many connections never need all of theirs.
   */
  private void scheduleTimer() {
    TcpTimer own = timer;
    if (own == null) {
      own = host.newTimer(this);
      timer = own;
    }
    own.schedule(firePs);
  }

  /** The host's timer expired. */
  @Override
  public void run() {
    eventPs = Picoseconds.NEVER;
    if (firePs == Picoseconds.NEVER) {
      return;
    }
    if (host.nowPs() < firePs) {
      eventPs = firePs;
      scheduleTimer();
      return;
    }
    firePs = Picoseconds.NEVER;
    handler.run();
  }
}
