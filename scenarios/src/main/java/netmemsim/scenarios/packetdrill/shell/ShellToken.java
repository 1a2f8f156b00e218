package netmemsim.scenarios.packetdrill.shell;

/**
 * A word or an operator of a command line.
 *
 * @param operator whether it is an operator such as {@code &&}
 * @param text the operator, or the word with quotes and expansions done
 */
record ShellToken(boolean operator, String text) {
  boolean is(final String wanted) {
    return operator && text.equals(wanted);
  }
}
