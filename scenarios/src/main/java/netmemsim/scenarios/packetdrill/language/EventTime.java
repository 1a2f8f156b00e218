package netmemsim.scenarios.packetdrill.language;

/**
 * When something happens.
 *
 * @param kind how it is meant
 * @param usecs microseconds, from the start of the script or from the event before
 * @param endUsecs end of a range; equal to {@code usecs} when there is none
 */
public record EventTime(Kind kind, long usecs, long endUsecs) {
  /** How a time is meant. */
  public enum Kind {
    /** From the start of the script. */
    ABSOLUTE,
    /** {@code +x}: from the event before. */
    RELATIVE,
    /** {@code a~b}. */
    ABSOLUTE_RANGE,
    /** {@code +a~+b}. */
    RELATIVE_RANGE,
    /** {@code *}: any time. */
    ANY
  }

  /** Whether it counts from the event before. */
  public boolean isRelative() {
    return kind == Kind.RELATIVE || kind == Kind.RELATIVE_RANGE || kind == Kind.ANY;
  }

  /** Whether it is a range or any time, which only outbound packets may have. */
  public boolean isLoose() {
    return kind == Kind.ABSOLUTE_RANGE || kind == Kind.RELATIVE_RANGE || kind == Kind.ANY;
  }
}
