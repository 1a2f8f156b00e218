package netmemsim.scenarios.packetdrill.language;

/**
 * What a script says of an IP header.
 *
 * @param check what of the TOS byte is meant
 * @param tos the TOS byte, or the two ECN bits
 * @param flowLabel IPv6 flow label; 0 for whatever
 * @param ttl time to live; 0 for whatever
 */
public record IpInfo(TosCheck check, int tos, int flowLabel, int ttl) {
  /** Nothing said. */
  public static final IpInfo NONE = new IpInfo(TosCheck.NONE, 0, 0, 0);

  /** What of the TOS byte is compared. */
  public enum TosCheck {
    /** Nothing. */
    NONE,
    /** The ECN bits. */
    ECN,
    /** ECT(0) or ECT(1). */
    ECT01,
    /** The whole byte. */
    TOS
  }
}
