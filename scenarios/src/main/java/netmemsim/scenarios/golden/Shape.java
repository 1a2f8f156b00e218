package netmemsim.scenarios.golden;

/**
 * How far two curves over time are apart. At each row of one curve the other has a band: all values
 * that it passes within a window of time around the row. What lies outside of the band is the
 * distance there; the sum of distances over the sum of values is the distance of one curve from the
 * other. The greater of both ways counts. So a step or a spike that comes a little sooner or later
 * costs nothing, another height or another slope does.
 */
final class Shape {
  private final long[] times;
  private final double[] values;
  private final long windowUs;

  private Shape(final long[] times, final double[] values, final long windowUs) {
    this.times = times;
    this.values = values;
    this.windowUs = windowUs;
  }

  /**
   * The distance of two curves.
   *
   * @param oneTimes times of the one, ascending, microseconds
   * @param one its values, at least 0
   * @param otherTimes times of the other, ascending
   * @param other its values
   * @param windowUs half of the window, microseconds
   * @return percent of the mean
   */
  static double distance(
      final long[] oneTimes,
      final double[] one,
      final long[] otherTimes,
      final double[] other,
      final long windowUs) {
    final Shape first = new Shape(oneTimes, one, windowUs);
    final Shape second = new Shape(otherTimes, other, windowUs);
    return 100 * Math.max(first.outside(second), second.outside(first));
  }

  /** How much of this curve lies outside of the other's bands, as a share of this curve. */
  private double outside(final Shape other) {
    if (times.length == 0 || other.times.length == 0) {
      return times.length == other.times.length ? 0 : 1;
    }
    double sum = 0;
    double apart = 0;
    for (int i = 0; i < times.length; i++) {
      sum += values[i];
      final double low = other.extreme(times[i], false);
      final double high = other.extreme(times[i], true);
      apart += Math.max(0, Math.max(low - values[i], values[i] - high));
    }
    return apart == 0 ? 0 : apart / Math.max(sum, Double.MIN_NORMAL);
  }

  /** The greatest or least value in the window; a curve holds a value until its next row. */
  private double extreme(final long at, final boolean greatest) {
    int row = firstAfter(at - windowUs);
    // What held when the window began.
    double found = values[Math.max(0, row - 1)];
    while (row < times.length && times[row] <= at + windowUs) {
      found = greatest ? Math.max(found, values[row]) : Math.min(found, values[row]);
      row++;
    }
    return found;
  }

  private int firstAfter(final long time) {
    int low = 0;
    int high = times.length;
    while (low < high) {
      final int middle = (low + high) >>> 1;
      if (times[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
