package netmemsim.bench.tshark;

/**
 * One measure of one run.
 *
 * @param measure what is compared
 * @param counter the counters that it is held against
 * @param ours their value
 * @param theirs what tshark counts
 * @param explained whether every frame by which they differ is accounted for
 * @param reason how
 */
record Finding(
    String measure, String counter, long ours, long theirs, boolean explained, String reason) {
  /** Two figures that must be the same. */
  static Finding equal(
      final String measure, final String counter, final long ours, final long theirs) {
    return new Finding(measure, counter, ours, theirs, false, "");
  }

  /** With a reason for a difference, or a note beside an agreement. */
  Finding because(final boolean accountedFor, final String why) {
    return new Finding(measure, counter, ours, theirs, accountedFor, why);
  }

  boolean agrees() {
    return ours == theirs;
  }

  boolean holds() {
    return agrees() || explained;
  }

  String verdict() {
    return agrees() ? "agrees" : explained ? "explained" : "DIFFERS";
  }
}
