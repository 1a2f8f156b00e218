package netmemsim.models.app;

/**
 * When ncdevmem gives tokens back.
 *
 * @param kind the rule
 * @param batch tokens that a batch needs, for {@link Kind#BATCH}; each how manieth is forgotten,
 *     for {@link Kind#LEAK}
 * @param delayPs how long a token is held, for {@link Kind#DELAY}, picoseconds
 */
public record TokenReturn(Kind kind, int batch, long delayPs) {
  /** The rules. */
  public enum Kind {
    /** After every recvmsg, as ncdevmem itself does. */
    PER_CALL,
    /** As soon as a number of tokens has gathered. */
    BATCH,
    /** A fixed time after recvmsg. */
    DELAY,
    /** After every recvmsg, but now and then one is forgotten. */
    LEAK,
    /** Never. */
    NEVER
  }

  /** After every recvmsg. */
  public static final TokenReturn PER_CALL = new TokenReturn(Kind.PER_CALL, 1, 0);

  /** Never. */
  public static final TokenReturn NEVER = new TokenReturn(Kind.NEVER, 0, 0);
}
