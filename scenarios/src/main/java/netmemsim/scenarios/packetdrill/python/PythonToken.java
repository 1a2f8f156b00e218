package netmemsim.scenarios.packetdrill.python;

/**
 * A token of Python.
 *
 * @param kind what it is
 * @param text what it says; of a string, its value
 * @param line counted from 1
 */
record PythonToken(Kind kind, String text, int line) {
  enum Kind {
    NAME,
    INTEGER,
    FLOAT,
    STRING,
    FORMATTED,
    OPERATOR,
    NEWLINE,
    INDENT,
    DEDENT,
    END
  }

  boolean is(final String wanted) {
    return (kind == Kind.OPERATOR || kind == Kind.NAME) && text.equals(wanted);
  }
}
