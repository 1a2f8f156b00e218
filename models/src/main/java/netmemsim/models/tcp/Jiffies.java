package netmemsim.models.tcp;

import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.TimerWheel;

/** The host's tick, and when its timers fire. */
final class Jiffies {
  private static final long US_PER_SECOND = 1_000_000;

  final int hz;
  final long tickPs;

  // The tick that was asked for last, and when it began.
  private long lastTick;
  private long lastTickPs;

  /** Microseconds of a tick, or 0 when they are not whole: a division is dear. */
  private final long wholeUs;

  Jiffies(final int hz) {
    if (hz < 1 || hz > 1_000_000) {
      throw new IllegalArgumentException("HZ must be 1 to 1000000: " + hz);
    }
    this.hz = hz;
    this.tickPs = Picoseconds.PER_S / hz;
    this.wholeUs = US_PER_SECOND % hz == 0 ? US_PER_SECOND / hz : 0;
  }

  /** The tick that a time lies in. */
  long at(final long timePs) {
    // Nearly all questions are about the tick asked for last; a division is dear.
    final long intoTick = timePs - lastTickPs;
    if (intoTick < 0 || intoTick >= tickPs) {
      lastTick = timePs / tickPs;
      lastTickPs = lastTick * tickPs;
    }
    return lastTick;
  }

  /** Ticks for a time span, rounded up (usecs_to_jiffies). */
  long ofUs(final long us) {
    return (us * hz + US_PER_SECOND - 1) / US_PER_SECOND;
  }

  /** The length of a number of ticks in microseconds. */
  long toUs(final long ticks) {
    return wholeUs != 0 ? ticks * wholeUs : ticks * US_PER_SECOND / hz;
  }

  /**
   * When a timer really fires.
   *
   * @param expires the tick it is set for
   * @param now the current tick
   * @return simulated time in picoseconds
   */
  long firePs(final long expires, final long now) {
    return TimerWheel.fireTick(expires, now) * tickPs;
  }
}
