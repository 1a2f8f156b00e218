package netmemsim.scenarios.packetdrill.live;

/** Something else happened than the script says. */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final boolean bearable;

  /**
   * A failure that ends the script.
   *
   * @param what what happened
   */
  public FailureException(final String what) {
    this(what, false);
  }

  /**
   * A failure.
   *
   * @param what what happened
   * @param bearable whether {@code --non_fatal} makes a warning of it
   */
  public FailureException(final String what, final boolean bearable) {
    super(what);
    this.bearable = bearable;
  }

  /** Whether {@code --non_fatal} makes a warning of it. */
  public boolean isBearable() {
    return bearable;
  }
}
