package netmemsim.core.metric;

/** A count that only grows. */
public final class Counter {
  private long value;

  /** Adds one. */
  public void increment() {
    value++;
  }

  /**
   * Adds.
   *
   * @param amount at least 0
   */
  public void add(final long amount) {
    assert amount >= 0 : "a counter only grows: " + amount;
    value += amount;
  }

  /** The count so far. */
  public long value() {
    return value;
  }
}
