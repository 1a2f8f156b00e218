package netmemsim.models.payload;

/**
 * The pattern of {@code ncdevmem -v N}: a counter that starts at 1 and is 0 at every N-th byte,
 * where 0 stands for a newline. {@code -v 7} gives 1 2 3 4 5 6 newline, again and again
 * (tools/testing/selftests/drivers/net/hw/ncdevmem.c, v6.16).
 *
 * @param modulus N, 1 to 256
 */
public record NcdevmemPattern(int modulus) implements Content {
  private static final byte NEWLINE = '\n';

  /** Checks the modulus. */
  public NcdevmemPattern {
    if (modulus < 1 || modulus > 256) {
      throw new IllegalArgumentException("the pattern's modulus must be 1 to 256: " + modulus);
    }
  }

  @Override
  public byte at(final long position) {
    final int counter = (int) ((position + 1) % modulus);
    return counter == 0 ? NEWLINE : (byte) counter;
  }

  @Override
  public int period() {
    return modulus;
  }
}
