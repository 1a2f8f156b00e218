package netmemsim.output.summary;

/** The colour of a text on a terminal: ANSI SGR codes (ECMA-48). */
public enum Colour {
  /** As it comes. */
  NONE(""),
  /** Bold. */
  BOLD("1"),
  /** Faint. */
  FAINT("2"),
  /** Red: failed. */
  RED("31"),
  /** Green: passed. */
  GREEN("32"),
  /** Yellow: worth a look. */
  YELLOW("33");

  private final String code;

  Colour(final String code) {
    this.code = code;
  }

  /**
   * Paints a text.
   *
   * @param text the text
   * @param colour whether to paint at all; false gives the text as it is
   * @return the text between escape sequences
   */
  public String paint(final String text, final boolean colour) {
    return !colour || this == NONE || text.isEmpty()
        ? text
        : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
