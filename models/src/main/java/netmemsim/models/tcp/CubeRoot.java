package netmemsim.models.tcp;

/**
 * The cube root that CUBIC computes its K with (net/ipv4/tcp_cubic.c, cubic_root, v6.18): a first
 * value for the six leading bits, then one step of Newton's method, with the errors that this has
 * (0.2 % on average). The growth of a window follows those errors, so they are kept.
 */
final class CubeRoot {
  private static final int LEADING_BITS = 6;

  /** Cube roots of 0 to 63 in units of 1/64, less 10: the kernel's values, which are hand-tuned. */
  private static final int[] FIRST = {
    0, 54, 54, 54, 118, 118, 118, 118, 123, 129, 134, 138, 143, 147, 151, 156,
    157, 161, 164, 168, 170, 173, 176, 179, 181, 185, 187, 190, 192, 194, 197, 199,
    200, 202, 204, 206, 209, 211, 213, 215, 217, 219, 221, 222, 224, 225, 227, 229,
    231, 232, 234, 236, 237, 239, 240, 242, 244, 245, 246, 248, 250, 251, 252, 254
  };

  private CubeRoot() {}

  /**
   * The cube root.
   *
   * @param value 0 to 2^63 - 1
   */
  static long of(final long value) {
    final int bits = Long.SIZE - Long.numberOfLeadingZeros(value);
    if (bits <= LEADING_BITS) {
      return (FIRST[(int) value] + 35L) >> 6;
    }
    // A third of the bits, by a multiplication with 84/256.
    final int third = ((bits * 84) >> 8) - 1;
    final int leading = (int) (value >>> (third * 3));
    final long guess = ((FIRST[leading] + 10L) << third) >> 6;
    // A third is 341/1024 here.
    return ((2 * guess + value / (guess * (guess - 1))) * 341) >> 10;
  }
}
