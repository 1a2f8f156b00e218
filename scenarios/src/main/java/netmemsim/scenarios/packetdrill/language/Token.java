package netmemsim.scenarios.packetdrill.language;

/**
 * A word of a script.
 *
 * @param kind what it is
 * @param text what it says; without quotes, back quotes, {@code %{ }%} and {@code --}
 * @param line the line it begins on, counted from 1
 */
record Token(Kind kind, String text, int line) {
  /** Kinds of tokens. */
  enum Kind {
    /** A name, reserved or not. */
    WORD,
    /** A decimal number, maybe negative. */
    INTEGER,
    /** A number after 0x. */
    HEX,
    /** A number with a point. */
    FLOAT,
    /** Between double quotes. */
    STRING,
    /** Between back quotes. */
    COMMAND,
    /** Between %{ and }%. */
    CODE,
    /** An IPv4 address. */
    IPV4,
    /** An IPv6 address. */
    IPV6,
    /** A name after two dashes. */
    OPTION,
    /** Three points. */
    ELLIPSIS,
    /** Any other character. */
    SYMBOL,
    /** The end of the script. */
    END
  }

  boolean is(final Kind wanted) {
    return kind == wanted;
  }

  boolean isSymbol(final char wanted) {
    return kind == Kind.SYMBOL && text.charAt(0) == wanted;
  }

  boolean isWord(final String wanted) {
    return kind == Kind.WORD && text.equals(wanted);
  }

  /** How to name it in an error. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the script";
      case STRING -> "\"" + text + "\"";
      case COMMAND -> "`" + text + "`";
      case CODE -> "%{";
      case OPTION -> "--" + text;
      default -> "'" + text + "'";
    };
  }
}
