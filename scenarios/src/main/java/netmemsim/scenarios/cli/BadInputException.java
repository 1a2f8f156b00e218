package netmemsim.scenarios.cli;

/** What the user asked for cannot be done as it stands; the message is the one line to print. */
final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadInputException(final String message) {
    super(message);
  }
}
