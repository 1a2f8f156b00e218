package netmemsim.models.tcp;

/**
 * The congestion window in segments: growth, proportional rate reduction (RFC 6937), and whether
 * the window is what limits the sender (net/ipv4/tcp_cong.c, tcp_input.c, tcp_output.c, v6.12).
 */
final class CongestionWindow {
  /** The greatest window, segments. */
  static final int MAX_CWND = 1 << 30;

  /** The algorithm (icsk_ca_ops). */
  CongestionControl control;

  /** snd_cwnd. */
  int cwnd = TcpConstants.INIT_CWND;

  /** snd_ssthresh. */
  int ssthresh = TcpConstants.INFINITE_SSTHRESH;

  /** Window before the reduction under way. */
  int priorCwnd;

  /** Threshold before the reduction, for undo; 0 when it must not be undone. */
  int priorSsthresh;

  /** Delivered and sent segments since the reduction began. */
  int prrDelivered;

  /** Segments sent since the reduction began. */
  int prrOut;

  /** When the window was last known to be in use, tick. */
  long stampJiffies;

  private int avoidanceCount;
  private boolean limited;
  private int maxPacketsOut;
  private long usageEnd;
  private int used;

  CongestionWindow(final TcpConnection connection, final String algorithm) {
    control = CongestionControl.of(algorithm, connection, this);
  }

  boolean inSlowStart() {
    return cwnd < ssthresh;
  }

  /** Whether the window held the sender back; in slow start, half of it in use is enough. */
  boolean isLimited() {
    return limited || (inSlowStart() && cwnd < 2 * maxPacketsOut);
  }

  /**
   * Exponential growth up to the threshold.
   *
   * @return the segments left over beyond it
   */
  int slowStart(final int acked) {
    final int raised = Math.min(cwnd + acked, ssthresh);
    final int left = acked - (raised - cwnd);
    cwnd = Math.min(raised, MAX_CWND);
    return left;
  }

  /**
   * Linear growth.
   *
   * @param segmentsPerIncrement delivered segments for one segment of window
   * @param acked delivered now
   */
  void avoidCongestion(final int segmentsPerIncrement, final int acked) {
    if (avoidanceCount >= segmentsPerIncrement) {
      avoidanceCount = 0;
      cwnd++;
    }
    avoidanceCount += acked;
    if (avoidanceCount >= segmentsPerIncrement) {
      final int increments = avoidanceCount / segmentsPerIncrement;
      avoidanceCount -= increments * segmentsPerIncrement;
      cwnd += increments;
    }
    cwnd = Math.min(cwnd, MAX_CWND);
  }

  /** Begins a reduction to the algorithm's threshold. */
  void beginReduction() {
    avoidanceCount = 0;
    priorCwnd = cwnd;
    prrDelivered = 0;
    prrOut = 0;
    ssthresh = control.ssthresh();
  }

  /**
   * Proportional rate reduction: what may be sent after this ACK.
   *
   * @param delivered newly delivered segments
   * @param newlyLost newly lost segments
   * @param advanced whether the ACK advanced snd_una
   * @param inFlight segments in flight
   */
  void reduce(
      final int delivered, final int newlyLost, final boolean advanced, final int inFlight) {
    if (delivered <= 0 || priorCwnd == 0) {
      return;
    }
    final int room = ssthresh - inFlight;
    prrDelivered += delivered;
    int send;
    if (room < 0) {
      final long share = ((long) ssthresh * prrDelivered + priorCwnd - 1) / priorCwnd;
      send = (int) share - prrOut;
    } else {
      send = Math.max(prrDelivered - prrOut, delivered);
      if (advanced && newlyLost == 0) {
        send++;
      }
      send = Math.min(room, send);
    }
    // Entering recovery always sends one retransmission.
    send = Math.max(send, prrOut > 0 ? 0 : 1);
    cwnd = inFlight + send;
  }

  /** After a retransmission timeout: one segment more than is in flight. */
  void collapse(final int inFlight, final long nowJiffies) {
    cwnd = inFlight + 1;
    avoidanceCount = 0;
    stampJiffies = nowJiffies;
  }

  /**
   * Notes how much of the window a round of sending used (tcp_cwnd_validate; RFC 7661 in spirit).
   *
   * @param isLimited whether the window stopped it
   * @param packetsOut segments sent and not acknowledged
   * @param sndUna oldest unacknowledged offset
   * @param sndNxt next offset to be sent
   * @param nowJiffies the tick
   * @return whether the window was not filled
   */
  boolean validate(
      final boolean isLimited,
      final int packetsOut,
      final long sndUna,
      final long sndNxt,
      final long nowJiffies) {
    if (sndUna >= usageEnd || isLimited || (!limited && packetsOut > maxPacketsOut)) {
      limited = isLimited;
      maxPacketsOut = packetsOut;
      usageEnd = sndNxt;
    }
    if (isLimited()) {
      used = 0;
      stampJiffies = nowJiffies;
      return false;
    }
    used = Math.max(used, packetsOut);
    return true;
  }

  /** The application used less than the window for an RTO: decay it (RFC 2861). */
  void decayUnused(final boolean inOpen, final boolean reducing, final long nowJiffies) {
    if (inOpen) {
      final int inUse = Math.max(used, TcpConstants.INIT_CWND);
      if (inUse < cwnd) {
        ssthresh = currentSsthresh(reducing);
        cwnd = (cwnd + inUse) >> 1;
      }
      used = 0;
    }
    stampJiffies = nowJiffies;
  }

  /** Halves the window for each RTO of idling, down to the initial window (RFC 5681, 4.1). */
  void restart(final long idleJiffies, final long rtoJiffies, final boolean reducing) {
    control.cwndEvent(CongestionControl.Event.CWND_RESTART);
    ssthresh = currentSsthresh(reducing);
    final int floor = Math.min(TcpConstants.INIT_CWND, cwnd);
    long idle = idleJiffies - rtoJiffies;
    while (idle > 0 && cwnd > floor) {
      cwnd >>= 1;
      idle -= rtoJiffies;
    }
    cwnd = Math.max(cwnd, floor);
    used = 0;
  }

  /**
   * The threshold to restore later: three quarters of the window, or more (tcp_current_ssthresh).
   */
  int currentSsthresh(final boolean reducing) {
    return reducing ? ssthresh : Math.max(ssthresh, (cwnd >> 1) + (cwnd >> 2));
  }
}
