package netmemsim.models.tcp;

/**
 * Socket options that TCP looks at, by the names of setsockopt(2); a listener's are copied to the
 * connections it accepts. A connection has one of these of its own and looks at it when it needs
 * the option; ranges are checked by the socket layer. 0 means the sysctl's value where the kernel
 * has it so.
 */
public final class TcpSocketOptions {
  private final TcpSysctl sysctl;
  int rcvbuf;
  int sndbuf;
  boolean rcvbufLocked;
  boolean sndbufLocked;
  boolean noDelay;
  int maxSegment;

  /** SO_REUSEADDR. */
  public boolean reuseAddress;

  /** SO_REUSEPORT. */
  public boolean reusePort;

  /** IPV6_V6ONLY. */
  public boolean v6Only;

  /** SO_RCVLOWAT, bytes, at least 1. */
  public int rcvlowat = 1;

  /** IP_RECVERR or IPV6_RECVERR. */
  public boolean recverr;

  /** SO_OOBINLINE. */
  public boolean oobInline;

  /** SO_KEEPALIVE. */
  public boolean keepAlive;

  /** TCP_KEEPIDLE, seconds; 0 for tcp_keepalive_time. */
  public int keepIdleS;

  /** TCP_KEEPINTVL, seconds; 0 for tcp_keepalive_intvl. */
  public int keepIntervalS;

  /** TCP_KEEPCNT; 0 for tcp_keepalive_probes. */
  public int keepCount;

  /** TCP_USER_TIMEOUT, milliseconds; 0 for none. */
  public int userTimeoutMs;

  /** TCP_THIN_LINEAR_TIMEOUTS. */
  public boolean thinLinearTimeouts;

  /** TCP_SYNCNT; 0 for tcp_syn_retries. */
  public int synCount;

  /** TCP_LINGER2, seconds; 0 for tcp_fin_timeout, -1 for no FIN_WAIT2 at all. */
  public int linger2S;

  /** TCP_DEFER_ACCEPT: SYN-ACK retransmissions that it waits; 0 for off. */
  public int deferAcceptRetries;

  /** TCP_WINDOW_CLAMP, bytes; 0 for none. */
  public int windowClamp;

  /** TCP_NOTSENT_LOWAT, bytes as an unsigned number; 0 for tcp_notsent_lowat. */
  public int notsentLowat;

  /** TCP_CORK. */
  public boolean cork;

  /** TCP_FASTOPEN: the most Fast Open connections that a listener has pending; 0 for off. */
  public int fastOpenBacklog;

  /** TCP_FASTOPEN_CONNECT. */
  public boolean fastOpenConnect;

  /** TCP_FASTOPEN_NO_COOKIE. */
  public boolean fastOpenNoCookie;

  /** SO_MAX_PACING_RATE, bytes a second; -1 for unlimited. */
  public long maxPacingRate = -1;

  /** IP_TOS or IPV6_TCLASS. */
  public int tos;

  /** IP_MTU_DISCOVER, IPV6_MTU_DISCOVER: 0 don't, 1 want, 2 do, 3 probe. */
  public int mtuDiscover = 1;

  /** TCP_CONGESTION; empty for tcp_congestion_control. */
  public String congestion = "";

  /** TCP_RTO_MAX_MS; 0 for tcp_rto_max_ms. */
  public int rtoMaxMs;

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

  /** Whether there is a congestion control of this name; ENOENT if not. */
  public static boolean isCongestionControl(final String name) {
    return CongestionControl.NAMES.contains(name);
  }

  TcpSysctl sysctl() {
    return sysctl;
  }

  /** TCP_NODELAY. */
  public boolean noDelay() {
    return noDelay;
  }

  /** TCP_MAXSEG, bytes; 0 for what the MTU allows. */
  public int maxSegment() {
    return maxSegment;
  }

  /** The same options, for a socket of its own. */
  public TcpSocketOptions copy() {
    final TcpSocketOptions copy = new TcpSocketOptions(sysctl);
    copy.rcvbuf = rcvbuf;
    copy.sndbuf = sndbuf;
    copy.rcvbufLocked = rcvbufLocked;
    copy.sndbufLocked = sndbufLocked;
    copy.noDelay = noDelay;
    copy.maxSegment = maxSegment;
    copy.reuseAddress = reuseAddress;
    copy.reusePort = reusePort;
    copy.v6Only = v6Only;
    copy.rcvlowat = rcvlowat;
    copy.recverr = recverr;
    copy.oobInline = oobInline;
    copy.keepAlive = keepAlive;
    copy.keepIdleS = keepIdleS;
    copy.keepIntervalS = keepIntervalS;
    copy.keepCount = keepCount;
    copy.userTimeoutMs = userTimeoutMs;
    copy.thinLinearTimeouts = thinLinearTimeouts;
    copy.synCount = synCount;
    copy.linger2S = linger2S;
    copy.deferAcceptRetries = deferAcceptRetries;
    copy.windowClamp = windowClamp;
    copy.notsentLowat = notsentLowat;
    copy.cork = cork;
    copy.fastOpenBacklog = fastOpenBacklog;
    copy.fastOpenConnect = fastOpenConnect;
    copy.fastOpenNoCookie = fastOpenNoCookie;
    copy.maxPacingRate = maxPacingRate;
    copy.tos = tos;
    copy.mtuDiscover = mtuDiscover;
    copy.congestion = congestion;
    copy.rtoMaxMs = rtoMaxMs;
    return copy;
  }

  /**
   * SO_RCVBUF: capped by net.core.rmem_max, doubled, at least 2304 bytes (net/core/sock.c, v6.12);
   * ends the buffer's tuning.
   *
   * @param bytes as passed to setsockopt
   */
  public void setReceiveBuffer(final int bytes) {
    BufferOptions.setReceiveBuffer(this, null, bytes, false);
  }

  /**
   * SO_SNDBUF: capped by net.core.wmem_max, doubled, at least 4608 bytes (net/core/sock.c, v6.12);
   * ends the buffer's tuning.
   *
   * @param bytes as passed to setsockopt
   */
  public void setSendBuffer(final int bytes) {
    BufferOptions.setSendBuffer(this, null, bytes, false);
  }

  /** Linux's name of the algorithm that a connection with these options begins with. */
  String algorithm() {
    return congestion.isEmpty() ? sysctl.congestionControl : congestion;
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
