package netmemsim.core.time;

/**
 * Simulated time: a {@code long} count of picoseconds since the start of the run. A {@code long}
 * holds 106 days; a 64-byte frame at 200 Gbit/s lasts 2 560 ps.
 */
public final class Picoseconds {
  /** One nanosecond. */
  public static final long PER_NS = 1_000L;

  /** One microsecond. */
  public static final long PER_US = 1_000_000L;

  /** One millisecond. */
  public static final long PER_MS = 1_000_000_000L;

  /** One second. */
  public static final long PER_S = 1_000_000_000_000L;

  /** A time that never comes. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final long[] UNIT_PS = {PER_S, PER_MS, PER_US, PER_NS, 1L};
  private static final String[] UNIT = {"s", "ms", "us", "ns", "ps"};

  private Picoseconds() {}

  /**
   * Writes a time exactly, in the largest unit that leaves at most three decimals.
   *
   * @param timePs time in picoseconds
   * @return for example {@code 1.5ms}, {@code 20us}, {@code 0s}
   */
  public static String format(final long timePs) {
    if (timePs == NEVER) {
      return "never";
    }
    if (timePs == 0) {
      return "0s";
    }
    for (int i = 0; i < UNIT.length; i++) {
      final long unitPs = UNIT_PS[i];
      final long milliUnitPs = unitPs / 1000;
      final boolean largeEnough = timePs >= unitPs || timePs <= -unitPs;
      if (largeEnough && (milliUnitPs == 0 || timePs % milliUnitPs == 0)) {
        return decimal(timePs, unitPs) + UNIT[i];
      }
    }
    return timePs + "ps";
  }

  private static String decimal(final long timePs, final long unitPs) {
    final long whole = timePs / unitPs;
    final long rest = Math.abs(timePs % unitPs);
    if (rest == 0) {
      return Long.toString(whole);
    }
    String digits = Long.toString(rest * 1000 / unitPs + 1000).substring(1);
    while (digits.endsWith("0")) {
      digits = digits.substring(0, digits.length() - 1);
    }
    return whole + "." + digits;
  }
}
