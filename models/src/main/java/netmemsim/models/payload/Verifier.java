package netmemsim.models.payload;

import org.jspecify.annotations.Nullable;

/**
 * Compares what an application found in memory with what it expects next in its stream, byte by
 * byte over one common period of content and expectation, which proves equality of the whole
 * stretch.
 */
public final class Verifier {
  private final byte[] expected;

  /** The bytes of {@link #foundContent}, one period of them. */
  private byte[] found = new byte[0];

  private @Nullable Content foundContent;
  private long position;
  private long errors;

  /**
   * Expects a stream from its start.
   *
   * @param expected what the sender is believed to send
   */
  public Verifier(final Content expected) {
    this.expected = new byte[expected.period()];
    expected.generate(this.expected);
  }

  /**
   * Checks the next stretch of the stream.
   *
   * @param content the content that the memory holds
   * @param contentPosition the stream position of the content's first byte
   * @param lengthBytes length of the stretch
   */
  public void check(final Content content, final long contentPosition, final int lengthBytes) {
    final byte[] is = bytesOf(content);
    final int common = commonPeriod(is.length, expected.length);
    int isAt = (int) (contentPosition % is.length);
    int expectedAt = (int) (position % expected.length);
    // A place in the common period stands for all bytes that are whole periods behind it.
    final int periods = lengthBytes / common;
    final int rest = lengthBytes % common;
    for (int i = 0; i < Math.min(lengthBytes, common); i++) {
      if (is[isAt] != expected[expectedAt]) {
        errors += i < rest ? periods + 1 : periods;
      }
      isAt = isAt + 1 == is.length ? 0 : isAt + 1;
      expectedAt = expectedAt + 1 == expected.length ? 0 : expectedAt + 1;
    }
    position += lengthBytes;
  }

  private byte[] bytesOf(final Content content) {
    if (!content.equals(foundContent)) {
      foundContent = content;
      found = new byte[content.period()];
      content.generate(found);
    }
    return found;
  }

  private static int commonPeriod(final int a, final int b) {
    int x = a;
    int y = b;
    while (y != 0) {
      final int rest = x % y;
      x = y;
      y = rest;
    }
    return a / x * b;
  }

  /**
   * Counts a stretch that memory holds nothing for.
   *
   * @param lengthBytes its length
   */
  public void missing(final int lengthBytes) {
    errors += lengthBytes;
    position += lengthBytes;
  }

  /**
   * Passes over a stretch that nobody looked at.
   *
   * @param lengthBytes its length
   */
  public void skip(final int lengthBytes) {
    position += lengthBytes;
  }

  /** Wrong bytes so far. */
  public long errors() {
    return errors;
  }

  /** Bytes checked so far. */
  public long position() {
    return position;
  }
}
