package netmemsim.scenarios.packetdrill.python;

/** Python code that failed: an assertion, an unknown name, wrong types, or bad syntax. */
public class PythonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param what such as {@code AssertionError: 10}
   */
  public PythonException(final String what) {
    super(what);
  }

  /** Python that this interpreter does not have. */
  public static final class Unsupported extends PythonException {
    private static final long serialVersionUID = 1L;

    /**
     * What it lacks.
     *
     * @param what such as {@code statement 'class'}
     */
    public Unsupported(final String what) {
      super("not in the Python subset: " + what);
    }
  }
}
