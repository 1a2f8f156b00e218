package netmemsim.scenarios.packetdrill.language;

/** A script that is not in the language; the message is {@code file:line: what is wrong}. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Something wrong at a line.
   *
   * @param file the script
   * @param line counted from 1
   * @param what what is wrong
   */
  public ScriptException(final String file, final int line, final String what) {
    super(file + ":" + line + ": " + what);
  }
}
