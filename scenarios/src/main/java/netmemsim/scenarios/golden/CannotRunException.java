package netmemsim.scenarios.golden;

/** The model cannot run a case, and says why. */
final class CannotRunException extends Exception {
  private static final long serialVersionUID = 1L;

  CannotRunException(final String message) {
    super(message);
  }
}
