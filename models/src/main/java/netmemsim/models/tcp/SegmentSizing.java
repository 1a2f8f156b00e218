package netmemsim.models.tcp;

/**
 * Sizes: of a segment, of a buffer on the send queue, of a super-segment (net/ipv4/tcp_output.c,
 * tcp_sync_mss, tcp_tso_autosize, v6.18).
 */
final class SegmentSizing {
  private static final int IPV4_HEADER_BYTES = 20;
  private static final int IPV6_HEADER_BYTES = 40;
  private final TcpConnection connection;

  SegmentSizing(final TcpConnection connection) {
    this.connection = connection;
  }

  /** The largest payload that the route carries without options, bytes. */
  int routeMss() {
    final int ipHeader = connection.remoteAddress.isV6() ? IPV6_HEADER_BYTES : IPV4_HEADER_BYTES;
    return connection.layer.pathMtus.bytes(connection.remoteAddress)
        - ipHeader
        - TcpConstants.HEADER_BYTES;
  }

  /** The payload of a full segment, after the options that every segment carries. */
  int segmentBytes() {
    final int options = connection.headerBytes - TcpConstants.HEADER_BYTES;
    final int most = Math.min(routeMss(), connection.mssClamp) - options;
    return (int) boundToHalfWindow(Math.max(most, TcpConstants.MIN_SND_MSS));
  }

  /** A segment is at most half the greatest window seen (tcp_bound_to_half_wnd). */
  private long boundToHalfWindow(final long bytes) {
    final long greatest = connection.output.maxWindow;
    final long cutoff = greatest > TcpConstants.MSS_DEFAULT ? greatest >> 1 : greatest;
    final int least = 68 - connection.headerBytes;
    return cutoff > 0 && bytes > cutoff ? Math.max(cutoff, least) : bytes;
  }

  /** Most bytes of payload in a super-segment (sk_gso_max_size). */
  int gsoMaxPayload() {
    return connection.host.gsoMaxBytes() - (TcpConstants.MAX_TCP_HEADER + 1);
  }

  /** Bytes that a buffer on the write queue is filled to (tcp_xmit_size_goal). */
  int sizeGoal(final int mss) {
    final int most = (int) boundToHalfWindow(gsoMaxPayload());
    return Math.max(mss, Math.min(most / mss, connection.host.gsoMaxSegments()) * mss);
  }

  /** Segments in a super-segment: about a millisecond at the pacing rate, more at a low RTT. */
  int tsoSegments(final int mss) {
    final TcpSysctl sysctl = connection.sysctl;
    final int most = gsoMaxPayload();
    long bytes = connection.pacing.burstBytes();
    final long rttShift = connection.rtt.minRttUs() >> sysctl.tsoRttLog;
    if (rttShift < Integer.SIZE) {
      bytes += most >> rttShift;
    }
    // Both fit an int, by which a processor divides faster.
    final int segments = (int) Math.min(bytes, most) / mss;
    final int asked = connection.window.control.minTsoSegments();
    final int least = asked == 0 ? sysctl.minTsoSegs : asked;
    return Math.min(Math.max(segments, least), connection.host.gsoMaxSegments());
  }
}
