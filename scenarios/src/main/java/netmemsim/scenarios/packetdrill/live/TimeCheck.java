package netmemsim.scenarios.packetdrill.live;

import netmemsim.scenarios.packetdrill.language.EventTime;
import org.jspecify.annotations.Nullable;

/**
 * Whether something happened when it should: within the greater of the fixed tolerance and a
 * percentage of the distance to the event before.
 */
public final class TimeCheck {
  private static final double PERCENT = 100.0;
  private static final double USECS = 1e6;
  private final Settings settings;

  TimeCheck(final Settings settings) {
    this.settings = settings;
  }

  /**
   * Checks a time; all times are microseconds of the script.
   *
   * @param kind how the expected time is meant
   * @param fromUsecs expected, or the beginning of a range
   * @param toUsecs the end of a range
   * @param offsetUsecs what a relative time counts from
   * @param beforeUsecs when the event before was expected, or null
   * @param actualUsecs when it happened
   * @param what what it is
   * @throws FailureException when it was early or late
   */
  public void check(
      final EventTime.Kind kind,
      final long fromUsecs,
      final long toUsecs,
      final long offsetUsecs,
      final @Nullable Long beforeUsecs,
      final long actualUsecs,
      final String what) {
    if (kind == EventTime.Kind.ANY) {
      return;
    }
    long tolerance = settings.toleranceUsecs;
    if (beforeUsecs != null) {
      final long scaled = (long) (settings.tolerancePercent / PERCENT * (fromUsecs - beforeUsecs));
      tolerance = Math.max(tolerance, scaled);
    }
    final boolean range =
        kind == EventTime.Kind.ABSOLUTE_RANGE || kind == EventTime.Kind.RELATIVE_RANGE;
    final long last = range ? toUsecs : fromUsecs;
    if (actualUsecs >= fromUsecs - tolerance && actualUsecs <= last + tolerance) {
      return;
    }
    if (kind == EventTime.Kind.ABSOLUTE_RANGE) {
      throw new FailureException(
          String.format(
              "timing error: expected %s in time range %.6f~%.6f sec but happened at %.6f sec",
              what, fromUsecs / USECS, toUsecs / USECS, actualUsecs / USECS),
          true);
    }
    if (kind == EventTime.Kind.RELATIVE_RANGE) {
      throw new FailureException(
          String.format(
              "timing error: expected %s in relative time range +%.6f~+%.6f sec"
                  + " but happened at %+.6f sec",
              what,
              (fromUsecs - offsetUsecs) / USECS,
              (toUsecs - offsetUsecs) / USECS,
              (actualUsecs - offsetUsecs) / USECS),
          true);
    }
    throw new FailureException(
        String.format(
            "timing error: expected %s at %.6f sec but happened at %.6f sec; tolerance %.6f sec",
            what, fromUsecs / USECS, actualUsecs / USECS, tolerance / USECS),
        true);
  }
}
