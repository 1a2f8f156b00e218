package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Whether to send now or wait for more, and where to cut (net/ipv4/tcp_output.c, tcp_nagle_test,
 * tcp_mss_split_point, tcp_tso_should_defer, v6.12).
 */
final class SegmentChoice {
  private static final int MOST_DEFERRED_SEGMENTS = 3;
  private static final long DEFER_PS = 1_000_000_000L;
  private final TcpConnection connection;
  private final TcpOutput output;
  private final RetransmitQueue queue;
  private final CongestionWindow window;

  /** End of the last segment that was smaller than the MSS (snd_sml). */
  private long smallEnd;

  private boolean cwndLimited;
  private boolean windowLimited;

  SegmentChoice(final TcpConnection connection, final TcpOutput output) {
    this.connection = connection;
    this.output = output;
    this.queue = connection.queue;
    this.window = connection.window;
  }

  /** A round of sending begins. */
  void begin() {
    cwndLimited = false;
    windowLimited = false;
  }

  /** Whether the congestion window was the reason to wait in this round. */
  boolean cwndLimits() {
    return cwndLimited;
  }

  /** Whether the peer's window was. */
  boolean windowLimits() {
    return windowLimited;
  }

  /** The first segment does not fit the peer's window. */
  void noteWindowLimit() {
    windowLimited = true;
  }

  /** A segment smaller than the MSS was sent. */
  void sentSmall(final long end) {
    smallEnd = end;
  }

  /** Nagle's algorithm with Minshall's change: one small segment may be out (RFC 896). */
  boolean nagleAllows(final int payload, final int mss, final int nagleMode) {
    if ((nagleMode & TcpOutput.NAGLE_PUSH) != 0 || output.headCarriesFin() || output.hasUrgent()) {
      return true;
    }
    return payload >= mss || !nagleHolds(nagleMode);
  }

  private boolean nagleHolds(final int nagleMode) {
    return (nagleMode & TcpOutput.NAGLE_CORK) != 0
        || (nagleMode == TcpOutput.NAGLE_ON
            && queue.packetsOut > 0
            && smallEnd > output.sndUna
            && smallEnd <= output.sndNxt);
  }

  /** How much of the first buffer may go now (tcp_mss_split_point). */
  int splitPoint(final int payload, final int mss, final int mostSegments, final int nagleMode) {
    final long room = output.windowEnd() - output.sndNxt;
    final long most = (long) mss * mostSegments;
    if (most <= room && !output.write.headIsTail()) {
      return (int) Math.min(most, Integer.MAX_VALUE);
    }
    final long needed = Math.min(payload, room);
    if (most <= needed) {
      return (int) most;
    }
    final long partial = (int) needed % mss;
    return (int) (partial != 0 && nagleHolds(nagleMode) ? needed - partial : needed);
  }

  /** Whether to wait for a larger super-segment (tcp_tso_should_defer). */
  boolean waits(final int mss, final int mostSegments) {
    final long nowPs = connection.host.nowPs();
    if (connection.recovery.state.compareTo(CaState.RECOVERY) >= 0
        || nowPs - connection.pacing.departurePs > DEFER_PS) {
      return false;
    }
    final long cwndRoom = (long) (window.cwnd - queue.inFlight()) * mss;
    final long windowRoom = output.windowEnd() - output.sndNxt;
    final long limit = Math.min(cwndRoom, windowRoom);
    if (limit >= (long) mostSegments * mss
        || (!output.write.headIsTail() && limit >= output.headPayloadBytes())) {
      return false;
    }
    final int divisor = connection.sysctl.tsoWinDivisor;
    if (divisor > 0) {
      // That is: limit >= window / divisor, without the division.
      if (Math.min(output.sndWnd, (long) window.cwnd * mss) < (limit + 1) * divisor) {
        return false;
      }
    } else if (limit > (long) MOST_DEFERRED_SEGMENTS * mss) {
      return false;
    }
    final @Nullable SendRecord head = queue.head();
    if (head == null) {
      return false;
    }
    // Do not wait for an ACK that is further away than half a round trip, or a millisecond.
    final long srttPs = connection.rtt.srttUs8 * TcpConstants.PS_PER_US / 8;
    if (head.sentPs + srttPs - nowPs > Math.min(srttPs >> 1, DEFER_PS)) {
      return false;
    }
    final int payload = output.headPayloadBytes();
    if (cwndRoom < windowRoom && cwndRoom <= payload) {
      cwndLimited = true;
      return true;
    }
    if (cwndRoom >= windowRoom && windowRoom <= payload) {
      windowLimited = true;
      return true;
    }
    return !output.headCarriesFin() && !output.write.headIsRecord();
  }
}
