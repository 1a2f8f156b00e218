package netmemsim.scenarios.packetdrill.live;

/** A script needs what the model has not; the script is skipped and this is said. */
public final class NotModelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * What is not there.
   *
   * @param what such as {@code sysctl net.ipv4.tcp_mtu_probing = 2}
   */
  public NotModelledException(final String what) {
    super(what);
  }
}
