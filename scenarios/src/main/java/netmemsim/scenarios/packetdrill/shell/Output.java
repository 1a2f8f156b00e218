package netmemsim.scenarios.packetdrill.shell;

/**
 * What a program leaves.
 *
 * @param status its exit status; 0 is good
 * @param text what it printed
 */
record Output(int status, String text) {
  /** Good, and nothing printed. */
  static final Output NOTHING = new Output(0, "");

  static Output of(final String text) {
    return new Output(0, text);
  }

  static Output failed(final String text) {
    return new Output(1, text);
  }
}
