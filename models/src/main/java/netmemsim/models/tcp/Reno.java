package netmemsim.models.tcp;

/** NewReno (RFC 5681; net/ipv4/tcp_cong.c, v6.18). */
final class Reno implements CongestionControl {
  /** Linux's name. */
  static final String NAME = "reno";

  private final CongestionWindow window;

  Reno(final CongestionWindow window) {
    this.window = window;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int ssthresh() {
    return Math.max(window.cwnd >> 1, 2);
  }

  @Override
  public void congAvoid(final int acked) {
    grow(window, acked);
  }

  @Override
  public int undoCwnd() {
    return Math.max(window.cwnd, window.priorCwnd);
  }

  /** Slow start up to the threshold, then a segment each window (tcp_reno_cong_avoid). */
  static void grow(final CongestionWindow window, final int acked) {
    if (!window.isLimited()) {
      return;
    }
    int left = acked;
    if (window.inSlowStart()) {
      left = window.slowStart(acked);
    }
    if (left > 0) {
      window.avoidCongestion(window.cwnd, left);
    }
  }
}
