package netmemsim.models.tcp;

/**
 * Data Center TCP (RFC 8257; net/ipv4/tcp_dctcp.c, v6.18): the window is reduced by half the share
 * of marked segments, and the receiver echoes each mark. A connection whose peer does not agree to
 * ECN is Reno.
 */
final class Dctcp implements CongestionControl {
  /** Linux's name. */
  static final String NAME = "dctcp";

  /** sizeof(struct tcp_dctcp_info). */
  private static final int INFO_BYTES = 16;

  private static final int ALPHA_SHIFT = 10;
  private static final int MAX_ALPHA = 1 << ALPHA_SHIFT;

  /** dctcp_shift_g: a gain of 1/16. */
  private static final int GAIN_SHIFT = 4;

  private final TcpConnection connection;
  private final CongestionWindow window;

  /** The share of marked segments, in units of 1/1024. */
  int alpha = MAX_ALPHA;

  /** Whether ECN was refused. */
  private boolean reno;

  private boolean lastMarked;
  private long lastReceived;
  private long roundEnd;
  private long roundDelivered;
  private long roundDeliveredCe;
  private int lossCwnd;

  Dctcp(final TcpConnection connection, final CongestionWindow window) {
    this.connection = connection;
    this.window = window;
  }

  @Override
  public String name() {
    return reno ? "dctcp-reno" : NAME;
  }

  @Override
  public boolean needsEcn() {
    return !reno;
  }

  @Override
  public void init() {
    reno = !connection.ecn.agreed;
    if (reno) {
      return;
    }
    lastReceived = connection.input.rcvNxt;
    alpha = MAX_ALPHA;
    lossCwnd = 0;
    lastMarked = false;
    beginRound();
  }

  @Override
  public void info(final CongestionInfo into) {
    into.lengthBytes = INFO_BYTES;
    into.dctcpEnabled = reno ? 0 : 1;
    into.dctcpCeState = 0;
    into.dctcpAlpha = 0;
    into.dctcpAbEcn = 0;
    into.dctcpAbTot = 0;
    if (!reno) {
      final long mss = connection.output.mssCache;
      into.dctcpCeState = lastMarked ? 1 : 0;
      into.dctcpAlpha = alpha;
      into.dctcpAbEcn = mss * (connection.rates.deliveredCe - roundDeliveredCe);
      into.dctcpAbTot = mss * (connection.rates.delivered - roundDelivered);
    }
  }

  private void beginRound() {
    roundEnd = connection.output.sndNxt;
    roundDelivered = connection.rates.delivered;
    roundDeliveredCe = connection.rates.deliveredCe;
  }

  @Override
  public int ssthresh() {
    if (reno) {
      return Math.max(window.cwnd >> 1, 2);
    }
    lossCwnd = window.cwnd;
    final int cut = (int) (((long) window.cwnd * alpha) >> (ALPHA_SHIFT + 1));
    return Math.max(window.cwnd - cut, 2);
  }

  @Override
  public void congAvoid(final int acked) {
    Reno.grow(window, acked);
  }

  @Override
  public int undoCwnd() {
    return Math.max(window.cwnd, reno ? window.priorCwnd : lossCwnd);
  }

  @Override
  public void inAckEvent(final int flags) {
    if (reno || connection.output.sndUna < roundEnd) {
      return;
    }
    final long delivered = connection.rates.delivered - roundDelivered;
    final long marked = connection.rates.deliveredCe - roundDeliveredCe;
    final int decay = alpha >> GAIN_SHIFT;
    alpha -= decay == 0 ? alpha : decay;
    if (marked > 0) {
      final long share = (marked << (ALPHA_SHIFT - GAIN_SHIFT)) / Math.max(1, delivered);
      alpha = (int) Math.min(alpha + share, MAX_ALPHA);
    }
    beginRound();
  }

  @Override
  public void setState(final CaState state) {
    if (!reno && state == CaState.RECOVERY && connection.recovery.state != CaState.RECOVERY) {
      onLoss();
    }
  }

  @Override
  public void cwndEvent(final Event event) {
    if (reno) {
      return;
    }
    switch (event) {
      case ECN_IS_CE -> mark(true);
      case ECN_NO_CE -> mark(false);
      case LOSS -> onLoss();
      default -> {}
    }
  }

  /** A loss counts as in Reno, whatever the marks say. */
  private void onLoss() {
    lossCwnd = window.cwnd;
    window.ssthresh = Math.max(window.cwnd >> 1, 2);
  }

  /** Data came marked or not: a change of the mark ends a delayed ACK (RFC 8257, 3.2). */
  private void mark(final boolean marked) {
    final Ecn ecn = connection.ecn;
    if (marked != lastMarked) {
      if (connection.delayedAck.isTimerSet()) {
        ecn.demandsCwr = lastMarked;
        connection.segments.ackUpTo(lastReceived);
      }
      connection.delayedAck.now = true;
    }
    lastReceived = connection.input.rcvNxt;
    lastMarked = marked;
    ecn.demandsCwr = marked;
  }
}
