package netmemsim.output.summary;

/** Keeps a text from a scenario to one line, and from sending control sequences to a terminal. */
final class OneLine {
  private static final int LINE_SEPARATOR = 0x2028;
  private static final int PARAGRAPH_SEPARATOR = 0x2029;

  private OneLine() {}

  /** The text with a space for every control character and line end. */
  static String of(final String text) {
    final StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(c -> breaksLine(c) ? ' ' : c).forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean breaksLine(final int codePoint) {
    return Character.isISOControl(codePoint)
        || codePoint == LINE_SEPARATOR
        || codePoint == PARAGRAPH_SEPARATOR;
  }
}
