package netmemsim.models.tcp;

/** NewReno (RFC 5681; net/ipv4/tcp_cong.c, v6.12). */
final class Reno implements CongestionControl {
  /** Linux's name. */
  static final String NAME = "reno";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int ssthresh(final CongestionWindow window) {
    return Math.max(window.cwnd >> 1, 2);
  }

  @Override
  public void congAvoid(final CongestionWindow window, final int acked) {
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

  @Override
  public int undoCwnd(final CongestionWindow window) {
    return Math.max(window.cwnd, window.priorCwnd);
  }
}
