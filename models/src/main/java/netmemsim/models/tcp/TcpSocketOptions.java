package netmemsim.models.tcp;

/** Socket options that TCP looks at; a listener's are copied to the connections it accepts. */
public final class TcpSocketOptions {
  private final TcpSysctl sysctl;
  int rcvbuf;
  int sndbuf;
  boolean rcvbufLocked;
  boolean sndbufLocked;
  boolean noDelay;
  int maxSegment;

  /**
   * The defaults of a new socket.
   *
   * @param sysctl the host's settings
   */
  public TcpSocketOptions(final TcpSysctl sysctl) {
    this.sysctl = sysctl;
    rcvbuf = sysctl.rmem[1];
    sndbuf = sysctl.wmem[1];
  }

  TcpSocketOptions copy() {
    final TcpSocketOptions copy = new TcpSocketOptions(sysctl);
    copy.rcvbuf = rcvbuf;
    copy.sndbuf = sndbuf;
    copy.rcvbufLocked = rcvbufLocked;
    copy.sndbufLocked = sndbufLocked;
    copy.noDelay = noDelay;
    copy.maxSegment = maxSegment;
    return copy;
  }

  /**
   * SO_RCVBUF: capped by net.core.rmem_max, doubled, at least 2304 bytes (net/core/sock.c, v6.12);
   * ends the buffer's tuning.
   *
   * @param bytes as passed to setsockopt
   */
  public void setReceiveBuffer(final int bytes) {
    rcvbuf = Math.max(2 * Math.min(bytes, sysctl.rmemMax), TcpConstants.MIN_RCVBUF);
    rcvbufLocked = true;
  }

  /**
   * SO_SNDBUF: capped by net.core.wmem_max, doubled, at least 4608 bytes (net/core/sock.c, v6.12);
   * ends the buffer's tuning.
   *
   * @param bytes as passed to setsockopt
   */
  public void setSendBuffer(final int bytes) {
    sndbuf = Math.max(2 * Math.min(bytes, sysctl.wmemMax), TcpConstants.MIN_SNDBUF);
    sndbufLocked = true;
  }

  /**
   * TCP_NODELAY.
   *
   * @param on whether small segments go out at once
   */
  public void setNoDelay(final boolean on) {
    noDelay = on;
  }

  /**
   * TCP_MAXSEG, before the connection is opened.
   *
   * @param bytes 88 to 32767; 0 for what the MTU allows
   */
  public void setMaxSegment(final int bytes) {
    if (bytes != 0 && (bytes < TcpConstants.MIN_MSS || bytes > Short.MAX_VALUE)) {
      throw new IllegalArgumentException("TCP_MAXSEG must be 88 to 32767: " + bytes);
    }
    maxSegment = bytes;
  }
}
