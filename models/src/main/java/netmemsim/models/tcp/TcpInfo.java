package netmemsim.models.tcp;

/**
 * TCP_INFO: the fields of struct tcp_info (include/uapi/linux/tcp.h, v6.18; net/ipv4/tcp.c,
 * tcp_get_info). AccECN is not modelled, its fields are left out. One object can be filled again
 * and again.
 */
public final class TcpInfo {
  /** TCPI_OPT_TIMESTAMPS. */
  public static final int OPT_TIMESTAMPS = 1;

  /** TCPI_OPT_SACK. */
  public static final int OPT_SACK = 2;

  /** TCPI_OPT_WSCALE. */
  public static final int OPT_WSCALE = 4;

  /** TCPI_OPT_ECN: ECN was negotiated. */
  public static final int OPT_ECN = 8;

  /** TCPI_OPT_ECN_SEEN: a packet with an ECT code point came. */
  public static final int OPT_ECN_SEEN = 16;

  /** TCPI_OPT_SYN_DATA: the data of our SYN was acknowledged. */
  public static final int OPT_SYN_DATA = 32;

  /** TCPI_OPT_USEC_TS. */
  public static final int OPT_USEC_TS = 64;

  /** TCPI_OPT_TFO_CHILD: accepted with Fast Open. */
  public static final int OPT_TFO_CHILD = 128;

  /** State by number (include/net/tcp_states.h). */
  public int state;

  /** Open 0, Disorder 1, CWR 2, Recovery 3, Loss 4. */
  public int caState;

  /** Timeouts in a row without progress. */
  public int retransmits;

  /** Window or keepalive probes in a row without an answer. */
  public int probes;

  /** Back-off of the RTO. */
  public int backoff;

  /** An OR of the OPT_ constants. */
  public int options;

  /** The peer's window scale. */
  public int sndWscale;

  /** Our window scale. */
  public int rcvWscale;

  /** 1 when the delivery rate was limited by the application. */
  public int deliveryRateAppLimited;

  /** Why Fast Open fell back (enum tcp_fastopen_client_fail). */
  public int fastopenClientFail;

  /** Retransmission timeout, microseconds. */
  public long rto;

  /** Delayed ACK timeout, microseconds. */
  public long ato;

  /** Payload of a full segment that is sent, bytes. */
  public int sndMss;

  /** Estimated payload of full segments that come, bytes. */
  public int rcvMss;

  /** Segments sent and not acknowledged; of a listener, connections that wait for accept. */
  public long unacked;

  /** Segments selectively acknowledged; of a listener, the backlog. */
  public long sacked;

  /** Segments believed lost. */
  public long lost;

  /** Retransmitted segments in flight. */
  public long retrans;

  /** Always 0 since Linux 4.15. */
  public long fackets;

  /** Time since data was sent, milliseconds in whole jiffies. */
  public long lastDataSent;

  /** Always 0: Linux does not remember. */
  public long lastAckSent;

  /** Time since data came, milliseconds in whole jiffies. */
  public long lastDataRecv;

  /** Time since an ACK came, milliseconds in whole jiffies. */
  public long lastAckRecv;

  /** Path MTU, bytes. */
  public int pmtu;

  /** The receive window's limit for now, bytes. */
  public long rcvSsthresh;

  /** Smoothed round-trip time, microseconds. */
  public long rtt;

  /** Its deviation, microseconds. */
  public long rttvar;

  /** Slow start threshold, segments. */
  public long sndSsthresh;

  /** Congestion window, segments. */
  public long sndCwnd;

  /** The segment size that the peer is expected to send, bytes. */
  public int advmss;

  /** Reordering that is reckoned with, segments. */
  public int reordering;

  /** The receiver's estimate of the round-trip time, microseconds. */
  public long rcvRtt;

  /** What the application reads in a round trip, bytes. */
  public long rcvSpace;

  /** Segments ever sent again. */
  public long totalRetrans;

  /** Pacing rate, bytes a second; -1 for unlimited. */
  public long pacingRate;

  /** SO_MAX_PACING_RATE, bytes a second; -1 for unlimited. */
  public long maxPacingRate;

  /** Bytes acknowledged, RFC 4898 tcpEStatsAppHCThruOctetsAcked. */
  public long bytesAcked;

  /** Bytes received in order, RFC 4898 tcpEStatsAppHCThruOctetsReceived. */
  public long bytesReceived;

  /** Segments sent, RFC 4898 tcpEStatsPerfSegsOut. */
  public long segsOut;

  /** Segments received, RFC 4898 tcpEStatsPerfSegsIn. */
  public long segsIn;

  /** Bytes written and never sent. */
  public long notsentBytes;

  /** Least round-trip time of late, microseconds; 2^32 - 1 before the first sample. */
  public long minRtt;

  /** Segments with data received, RFC 4898 tcpEStatsDataSegsIn. */
  public long dataSegsIn;

  /** Segments with data sent, RFC 4898 tcpEStatsDataSegsOut. */
  public long dataSegsOut;

  /** The latest delivery rate, bytes a second. */
  public long deliveryRate;

  /** Time with data to send, microseconds in whole jiffies. */
  public long busyTime;

  /** Time of that limited by the peer's window, microseconds in whole jiffies. */
  public long rwndLimited;

  /** Time of that limited by the send buffer, microseconds in whole jiffies. */
  public long sndbufLimited;

  /** Segments delivered. */
  public long delivered;

  /** Segments delivered with an ECN mark. */
  public long deliveredCe;

  /** Bytes sent, again ones too, RFC 4898 tcpEStatsPerfHCDataOctetsOut. */
  public long bytesSent;

  /** Bytes sent again, RFC 4898 tcpEStatsPerfOctetsRetrans. */
  public long bytesRetrans;

  /** Segments that DSACK said came twice. */
  public long dsackDups;

  /** Reordering events. */
  public long reordSeen;

  /** Segments received out of order. */
  public long rcvOoopack;

  /** The peer's window, bytes. */
  public long sndWnd;

  /** The window last advertised, bytes. */
  public long rcvWnd;

  /** Changes of the flow label or hash after timeouts. */
  public long rehash;

  /** Timeouts. */
  public int totalRto;

  /** Recoveries from timeouts. */
  public int totalRtoRecoveries;

  /** Time spent in them, milliseconds. */
  public long totalRtoTime;

  /**
   * A field by the kernel's name.
   *
   * @param name such as {@code tcpi_snd_cwnd}
   * @return its value
   * @throws IllegalArgumentException when there is none of that name
   */
  public long value(final String name) {
    final StringBuilder field = new StringBuilder();
    boolean upper = false;
    for (final char letter : name.substring(name.startsWith("tcpi_") ? 5 : 0).toCharArray()) {
      if (letter == '_') {
        upper = true;
      } else {
        field.append(upper ? Character.toUpperCase(letter) : letter);
        upper = false;
      }
    }
    try {
      return TcpInfo.class.getField(field.toString()).getLong(this);
    } catch (NoSuchFieldException | IllegalAccessException e) {
      throw new IllegalArgumentException("no such field of struct tcp_info: " + name, e);
    }
  }

  /** What a listener shows beside its queue. */
  public void clear() {
    state = 0;
    caState = 0;
    retransmits = 0;
    probes = 0;
    backoff = 0;
    options = 0;
    sndWscale = 0;
    rcvWscale = 0;
    deliveryRateAppLimited = 0;
    fastopenClientFail = 0;
    rto = 0;
    ato = 0;
    sndMss = 0;
    rcvMss = 0;
    unacked = 0;
    sacked = 0;
    lost = 0;
    retrans = 0;
    fackets = 0;
    lastDataSent = 0;
    lastAckSent = 0;
    lastDataRecv = 0;
    lastAckRecv = 0;
    pmtu = 0;
    rcvSsthresh = 0;
    rtt = 0;
    rttvar = 0;
    sndSsthresh = 0;
    sndCwnd = 0;
    advmss = 0;
    reordering = 0;
    rcvRtt = 0;
    rcvSpace = 0;
    totalRetrans = 0;
    pacingRate = 0;
    maxPacingRate = 0;
    bytesAcked = 0;
    bytesReceived = 0;
    segsOut = 0;
    segsIn = 0;
    notsentBytes = 0;
    minRtt = 0;
    dataSegsIn = 0;
    dataSegsOut = 0;
    deliveryRate = 0;
    busyTime = 0;
    rwndLimited = 0;
    sndbufLimited = 0;
    delivered = 0;
    deliveredCe = 0;
    bytesSent = 0;
    bytesRetrans = 0;
    dsackDups = 0;
    reordSeen = 0;
    rcvOoopack = 0;
    sndWnd = 0;
    rcvWnd = 0;
    rehash = 0;
    totalRto = 0;
    totalRtoRecoveries = 0;
    totalRtoTime = 0;
    pacingRate = -1;
    maxPacingRate = -1;
    sndCwnd = TcpConstants.INIT_CWND;
    reordering = 3;
    minRtt = 0xFFFFFFFFL;
  }

  private static int fastOpenOptions(final TcpConnection c) {
    final FastOpenClient client = c.fastOpenClient;
    final FastOpenServer server = c.fastOpenServer;
    return (client != null && client.dataAcked ? OPT_SYN_DATA : 0)
        | (server != null && server.isChild() ? OPT_TFO_CHILD : 0);
  }

  /** Fills in what a socket shows that was never connected. */
  public void fillUnconnected() {
    clear();
    state = TcpState.CLOSE.number();
    deliveryRateAppLimited = 1;
    rto = TcpConstants.TIMEOUT_INIT_MS * 1000L;
    rttvar = rto >> 2;
    sndMss = TcpConstants.MSS_DEFAULT;
    sndSsthresh = TcpConstants.INFINITE_SSTHRESH;
  }

  /** Fills in the state of a connection. */
  public void fill(final TcpConnection c) {
    fastopenClientFail = c.fastOpenClient == null ? 0 : c.fastOpenClient.failure;
    state = c.state.number();
    caState = c.recovery.state.number();
    retransmits = c.timers.retransmits;
    probes = c.timers.probesOut;
    backoff = c.rtt.backoff;
    options =
        (c.timestampsOk ? OPT_TIMESTAMPS : 0)
            | (c.sackOk ? OPT_SACK : 0)
            | (c.windowScaleOk ? OPT_WSCALE : 0)
            | (c.ecn.agreed ? OPT_ECN : 0)
            | (c.ecn.seen ? OPT_ECN_SEEN : 0)
            | fastOpenOptions(c);
    sndWscale = c.windowScaleOk ? c.sendWindowScale : 0;
    rcvWscale = c.windowScaleOk ? c.receiveWindow.scale : 0;
    sndMss = c.output.mssCache;
    pmtu = c.pathMtuBytes;
    rcvMss = c.delayedAck.rcvMss;
    advmss = c.advertisedMss;
    totalRetrans = c.retransmit.total;
    fillTimes(c);
    fillSending(c);
    fillReceiving(c);
    fillCounts(c);
  }

  private void fillTimes(final TcpConnection c) {
    rto = c.jiffies.toUs(c.rtt.rtoJiffies);
    ato = c.jiffies.toUs(c.delayedAck.atoJiffies());
    final long now = c.nowJiffies();
    lastDataSent = milliseconds(c, now - c.output.lastSentJiffies);
    lastDataRecv = milliseconds(c, now - c.delayedAck.lastReceivedJiffies());
    lastAckRecv = milliseconds(c, now - c.acks.lastJiffies);
    rtt = c.rtt.srttUs();
    rttvar = c.rtt.mdevUs4 >> 2;
    minRtt = c.rtt.minRttUs();
    busyTime = c.output.chronograph.busyUs();
    rwndLimited = c.output.chronograph.us(Chronograph.WINDOW_LIMITED);
    sndbufLimited = c.output.chronograph.us(Chronograph.BUFFER_LIMITED);
  }

  private static long milliseconds(final TcpConnection c, final long ticks) {
    return c.jiffies.toUs(ticks) / 1000;
  }

  private void fillSending(final TcpConnection c) {
    unacked = c.queue.packetsOut;
    sacked = c.queue.sackedOut;
    lost = c.queue.lostOut;
    retrans = c.queue.retransOut;
    sndSsthresh = c.window.ssthresh;
    sndCwnd = c.window.cwnd;
    reordering = c.recovery.reordering;
    pacingRate = unlimited(c.pacing.rate);
    maxPacingRate = unlimited(c.pacing.maxRate());
    notsentBytes = Math.max(0, c.unsentBytes());
    deliveryRate = c.rates.bytesPerSecond();
    deliveryRateAppLimited = c.rates.showsAppLimited() ? 1 : 0;
    delivered = c.rates.delivered;
    deliveredCe = c.rates.deliveredCe;
    dsackDups = c.recovery.dsackDuplicates;
    sndWnd = c.output.sndWnd;
  }

  private static long unlimited(final long rate) {
    return rate == Pacing.UNLIMITED ? -1 : rate;
  }

  private void fillReceiving(final TcpConnection c) {
    rcvSsthresh = c.receiveWindow.ssthresh;
    rcvRtt = c.bufferTuning.rttUs();
    rcvSpace = c.bufferTuning.space();
    rcvWnd = c.receiveWindow.rcvWnd;
    bytesReceived = c.bytesReceived;
  }

  private void fillCounts(final TcpConnection c) {
    final ConnectionCounts counts = c.counts;
    bytesAcked = c.bytesAcked;
    segsOut = counts.segsOut;
    segsIn = counts.segsIn;
    dataSegsOut = counts.dataSegsOut;
    dataSegsIn = counts.dataSegsIn;
    bytesSent = counts.bytesSent;
    bytesRetrans = counts.bytesRetrans;
    reordSeen = counts.reordSeen;
    rcvOoopack = counts.rcvOoopack;
    rehash = counts.rehash;
    totalRto = counts.totalRto;
    totalRtoRecoveries = counts.totalRtoRecoveries;
    totalRtoTime = counts.rtoTimeMs(c.nowUs() / 1000);
  }
}
