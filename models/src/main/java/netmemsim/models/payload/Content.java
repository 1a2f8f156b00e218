package netmemsim.models.payload;

/**
 * The bytes of a stream as a function of the position in it, so that no byte need be stored. The
 * function repeats with a period, which makes two stretches comparable in full by comparing one
 * period of them.
 */
public interface Content {
  /**
   * The byte at a position.
   *
   * @param position bytes from the start of the stream, at least 0
   * @return the byte
   */
  byte at(long position);

  /** The number of bytes after which the function repeats, at least 1. */
  int period();

  /**
   * The bytes of one period, from position 0 on.
   *
   * @param into where they go; its length is {@link #period()}
   */
  default void generate(final byte[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = at(i);
    }
  }
}
