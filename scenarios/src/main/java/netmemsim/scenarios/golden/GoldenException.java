package netmemsim.scenarios.golden;

/** A folder of traces cannot be read as it stands; the message says where and what. */
public final class GoldenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Something is wrong.
   *
   * @param where file and place in it
   * @param what what is wrong there
   */
  public GoldenException(final String where, final String what) {
    super(where + ": " + what);
  }
}
