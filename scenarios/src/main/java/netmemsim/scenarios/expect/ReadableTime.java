package netmemsim.scenarios.expect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import netmemsim.core.time.Picoseconds;

/** Writes times for people who compare them: in milliseconds, to the nanosecond. */
final class ReadableTime {
  private static final int NANOSECONDS_OF_A_MILLISECOND = 6;

  private ReadableTime() {}

  /**
   * Writes a time.
   *
   * @param timePs picoseconds
   * @return for example {@code 5.031903ms}
   */
  static String of(final long timePs) {
    return BigDecimal.valueOf(timePs)
            .divide(BigDecimal.valueOf(Picoseconds.PER_MS))
            .setScale(NANOSECONDS_OF_A_MILLISECOND, RoundingMode.DOWN)
            .stripTrailingZeros()
            .toPlainString()
        + "ms";
  }
}
