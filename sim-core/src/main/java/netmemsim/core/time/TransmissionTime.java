package netmemsim.core.time;

/**
 * The time that bits need at a fixed rate, kept as a reduced fraction so that it is exact for every
 * rate that divides a terabit and rounded up to the next picosecond for the others.
 */
public final class TransmissionTime {
  private final long psNumerator;
  private final long bitsDenominator;
  private final long rateBitsPerSecond;

  /**
   * Fixes a rate.
   *
   * @param rateBitsPerSecond the rate in bits per second, at least 1
   */
  public TransmissionTime(final long rateBitsPerSecond) {
    if (rateBitsPerSecond < 1) {
      throw new IllegalArgumentException("rate must be positive: " + rateBitsPerSecond);
    }
    this.rateBitsPerSecond = rateBitsPerSecond;
    final long divisor = greatestCommonDivisor(Picoseconds.PER_S, rateBitsPerSecond);
    psNumerator = Picoseconds.PER_S / divisor;
    bitsDenominator = rateBitsPerSecond / divisor;
  }

  /** The rate in bits per second. */
  public long rateBitsPerSecond() {
    return rateBitsPerSecond;
  }

  /**
   * The time on the wire.
   *
   * @param sizeBytes number of bytes, at least 0; up to 1 MiB even at 1 bit/s
   * @return picoseconds, rounded up
   * @throws ArithmeticException when it is too many bytes for the rate to be exact in a {@code
   *     long}
   */
  public long ofBytesPs(final long sizeBytes) {
    final long scaled = Math.multiplyExact(sizeBytes << 3, psNumerator);
    if (bitsDenominator == 1) {
      return scaled;
    }
    return Math.addExact(scaled, bitsDenominator - 1) / bitsDenominator;
  }

  private static long greatestCommonDivisor(final long a, final long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      final long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }
}
