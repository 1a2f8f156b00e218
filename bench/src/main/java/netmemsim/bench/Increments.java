package netmemsim.bench;

/**
 * Exponential increments with a mean of 1 000 000 ps, computed beforehand so that neither side pays
 * for a logarithm. Both simulators draw the same sequence.
 */
final class Increments {
  private static final int SIZE = 1 << 10;
  private static final double MEAN_PS = 1e6;
  private static final long[] TABLE_PS = table();

  private long state = 0x2545F4914F6CDD1DL;

  /** The next increment in picoseconds, at least 1. */
  long nextPs() {
    // xorshift64 (Marsaglia 2003); its upper bits pick from the table.
    state ^= state << 13;
    state ^= state >>> 7;
    state ^= state << 17;
    return TABLE_PS[(int) (state >>> 54)];
  }

  /** The inverse distribution function at the middle of each of 1 024 equal shares. */
  private static long[] table() {
    final long[] table = new long[SIZE];
    for (int i = 0; i < SIZE; i++) {
      table[i] = Math.max(1, Math.round(-MEAN_PS * StrictMath.log((i + 0.5) / SIZE)));
    }
    return table;
  }
}
