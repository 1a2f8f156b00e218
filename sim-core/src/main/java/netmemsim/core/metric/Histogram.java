package netmemsim.core.metric;

/**
 * A distribution of non-negative values in log-linear buckets: exact below 32, then 16 buckets for
 * each power of two, so that a quantile is at most 6.25 % too high. Integer only, hence the same
 * everywhere.
 */
public final class Histogram {
  private static final int SUB_BITS = 4;
  private static final int SUB_BUCKETS = 1 << SUB_BITS;
  private static final int EXACT = 2 * SUB_BUCKETS;
  private static final int BUCKETS = EXACT + (63 - SUB_BITS - 1) * SUB_BUCKETS;

  private final long[] counts = new long[BUCKETS];
  private long count;
  private long sum;
  private long max;

  /**
   * Records a value.
   *
   * @param value at least 0
   */
  public void record(final long value) {
    counts[bucketOf(value)]++;
    count++;
    sum += value;
    max = Math.max(max, value);
  }

  /** The number of values. */
  public long count() {
    return count;
  }

  /** The sum of the values. */
  public long sum() {
    return sum;
  }

  /** The largest value, or 0. */
  public long max() {
    return max;
  }

  /**
   * The value that the given share of all values does not exceed.
   *
   * @param perMille the share in thousandths: 990 for the 99th percentile
   * @return the upper end of the bucket that holds it, at most {@link #max()}; 0 when empty
   * @throws IllegalArgumentException when the share is not in 0..1000
   */
  public long quantile(final int perMille) {
    if (perMille < 0 || perMille > 1000) {
      throw new IllegalArgumentException("share " + perMille + " is not in 0..1000 per mille");
    }
    final long rank = Math.max(1, (count * perMille + 999) / 1000);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Math.min(max, upperEnd(i));
      }
    }
    return 0;
  }

  private static int bucketOf(final long value) {
    if (value < EXACT) {
      return (int) value;
    }
    final int exponent = 63 - Long.numberOfLeadingZeros(value);
    final int sub = (int) (value >>> (exponent - SUB_BITS)) - SUB_BUCKETS;
    return EXACT + (exponent - SUB_BITS - 1) * SUB_BUCKETS + sub;
  }

  private static long upperEnd(final int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    final int exponent = (bucket - EXACT) / SUB_BUCKETS + SUB_BITS + 1;
    final long sub = (bucket - EXACT) % SUB_BUCKETS + (long) SUB_BUCKETS;
    return ((sub + 1L) << (exponent - SUB_BITS)) - 1;
  }
}
