package netmemsim.models.tcp;

import netmemsim.core.time.Picoseconds;

/**
 * The host's tick, and where Linux's timer wheel rounds expiries to (kernel/time/timer.c, v6.12): a
 * timer never fires early, and the further away it is the coarser its slot.
 */
final class Jiffies {
  /** Ticks that the first level of the wheel spans. */
  private static final long FIRST_LEVEL_TICKS = 63;

  /** Each level is this many bits coarser than the one before. */
  private static final int LEVEL_SHIFT = 3;

  private static final int LEVELS = 9;
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
    final long delta = expires - now;
    if (delta < 0) {
      return (now + 1) * tickPs;
    }
    int level = 0;
    long span = FIRST_LEVEL_TICKS;
    while (level < LEVELS - 1 && delta >= span) {
      level++;
      span <<= LEVEL_SHIFT;
    }
    final int shift = level * LEVEL_SHIFT;
    return (((expires >> shift) + 1) << shift) * tickPs;
  }
}
