package netmemsim.models.kernel;

/**
 * Where Linux's timer wheel rounds expiries to (kernel/time/timer.c, v6.12): a timer never fires
 * early, and the further away it is the coarser its slot.
 */
public final class TimerWheel {
  /** Ticks that the first level of the wheel spans. */
  private static final long FIRST_LEVEL_TICKS = 63;

  /** Each level is this many bits coarser than the one before. */
  private static final int LEVEL_SHIFT = 3;

  private static final int LEVELS = 9;

  private TimerWheel() {}

  /**
   * When a timer really fires.
   *
   * @param expires the tick it is set for
   * @param now the current tick
   * @return the tick in which it fires
   */
  public static long fireTick(final long expires, final long now) {
    final long delta = expires - now;
    if (delta < 0) {
      return now + 1;
    }
    int level = 0;
    long span = FIRST_LEVEL_TICKS;
    while (level < LEVELS - 1 && delta >= span) {
      level++;
      span <<= LEVEL_SHIFT;
    }
    final int shift = level * LEVEL_SHIFT;
    return ((expires >> shift) + 1) << shift;
  }
}
