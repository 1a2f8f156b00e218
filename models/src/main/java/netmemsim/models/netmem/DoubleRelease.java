package netmemsim.models.netmem;

/**
 * A driver's defect: one in so many buffers is released twice, and the pool counts it out twice, as
 * mlx5 did in January 2020 (catalogue G2).
 */
final class DoubleRelease {
  private int every;
  private int left;

  /** Buffers counted out that never left. */
  long count;

  void setEvery(final int returns) {
    every = returns;
    left = returns;
  }

  /** Whether the buffer that is being returned is released twice. */
  boolean strikes() {
    if (every == 0 || --left > 0) {
      return false;
    }
    left = every;
    count++;
    return true;
  }
}
