package netmemsim.models.tcp;

/**
 * CUBIC (RFC 9438 as net/ipv4/tcp_cubic.c, v6.18, does it): after a loss the window follows a cubic
 * function of time through the window at that loss, or what Reno would have where that is more.
 * Times are in ticks, K and the function's time in units of 1/1024 s.
 */
final class Cubic implements CongestionControl {
  /** Linux's name. */
  static final String NAME = "cubic";

  /** beta of module tcp_cubic, in units of 1/1024: 0.7. */
  private static final int BETA = 717;

  private static final int BETA_SCALE = 1024;

  /** bic_scale of module tcp_cubic times 10: C of 0.4, in units of 1/1024, for an RTT of 100 ms. */
  private static final int CUBE_RTT_SCALE = 41 * 10;

  /** log2 of the units of time in a second (BICTCP_HZ). */
  private static final int TIME_SHIFT = 10;

  /** What K is the cube root of, for a distance of one segment. */
  private static final long CUBE_FACTOR = (1L << (10 + 3 * TIME_SHIFT)) / CUBE_RTT_SCALE;

  /** Delivered segments for one of Reno's window, by window: 8 times 3 (1 - beta) / (1 + beta). */
  private static final int FRIENDLY_SCALE = 8 * (BETA_SCALE + BETA) / 3 / (BETA_SCALE - BETA);

  private static final int SLOWEST = 100;
  private static final int SLOWEST_BEFORE_LOSS = 20;
  private static final int FASTEST = 2;
  private static final long NO_EPOCH = -1;
  private final TcpConnection connection;
  private final CongestionWindow window;
  private final HyStart hystart;

  /** Delivered segments for one segment of window. */
  private int count;

  /** Window at the last loss, less where fast convergence gave way. */
  int lastMaxCwnd;

  private int lastCwnd;
  private long lastJiffies;
  private int originPoint;
  private long k;

  /** The least RTT, microseconds; 0 before the first. */
  private long delayMinUs;

  private long epochStart = NO_EPOCH;
  private long ackCount;
  private int renoCwnd;

  Cubic(final TcpConnection connection, final CongestionWindow window) {
    this.connection = connection;
    this.window = window;
    this.hystart = new HyStart(connection);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void init() {
    reset();
    hystart.beginRound();
  }

  private void reset() {
    count = 0;
    lastMaxCwnd = 0;
    lastCwnd = 0;
    lastJiffies = 0;
    originPoint = 0;
    k = 0;
    delayMinUs = 0;
    epochStart = NO_EPOCH;
    ackCount = 0;
    renoCwnd = 0;
    hystart.found = false;
  }

  @Override
  public void cwndEvent(final Event event) {
    if (event != Event.TX_START || epochStart == NO_EPOCH) {
      return;
    }
    // Idle time is not time in which the window would have grown.
    final long now = connection.nowJiffies();
    final long idle = now - connection.output.lastSentJiffies;
    if (idle > 0) {
      epochStart = Math.min(epochStart + idle, now);
    }
  }

  @Override
  public void setState(final CaState state) {
    if (state == CaState.LOSS) {
      reset();
      hystart.beginRound();
    }
  }

  @Override
  public int ssthresh() {
    epochStart = NO_EPOCH;
    final int cwnd = window.cwnd;
    // Fast convergence: a flow that lost before it was back gives way to others.
    lastMaxCwnd =
        cwnd < lastMaxCwnd ? (int) ((long) cwnd * (BETA_SCALE + BETA) / (2 * BETA_SCALE)) : cwnd;
    return (int) Math.max((long) cwnd * BETA / BETA_SCALE, 2);
  }

  @Override
  public int undoCwnd() {
    return Math.max(window.cwnd, window.priorCwnd);
  }

  @Override
  public void congAvoid(final int acked) {
    if (!window.isLimited()) {
      return;
    }
    int left = acked;
    if (window.inSlowStart()) {
      left = window.slowStart(acked);
      if (left == 0) {
        return;
      }
    }
    update(window.cwnd, left);
    window.avoidCongestion(count, left);
  }

  @Override
  public void packetsAcked(final int acked, final long rttUs) {
    if (rttUs < 0) {
      return;
    }
    // Samples just after a recovery are not to be trusted.
    if (epochStart != NO_EPOCH && connection.nowJiffies() - epochStart < connection.jiffies.hz) {
      return;
    }
    final long delayUs = Math.max(1, rttUs);
    if (delayMinUs == 0 || delayMinUs > delayUs) {
      delayMinUs = delayUs;
    }
    if (!hystart.found && window.inSlowStart()) {
      hystart.update(delayUs, delayMinUs);
    }
  }

  /** Sets the speed of growth, at most once a tick (bictcp_update). */
  private void update(final int cwnd, final int acked) {
    final long now = connection.nowJiffies();
    ackCount += acked;
    if (lastCwnd == cwnd && now - lastJiffies <= connection.jiffies.hz / 32) {
      return;
    }
    if (epochStart == NO_EPOCH || now != lastJiffies) {
      lastCwnd = cwnd;
      lastJiffies = now;
      if (epochStart == NO_EPOCH) {
        beginEpoch(cwnd, acked, now);
      }
      followCurve(cwnd, now);
    }
    keepUpWithReno(cwnd);
    count = Math.max(count, FASTEST);
  }

  private void beginEpoch(final int cwnd, final int acked, final long now) {
    epochStart = now;
    ackCount = acked;
    renoCwnd = cwnd;
    if (lastMaxCwnd <= cwnd) {
      k = 0;
      originPoint = cwnd;
    } else {
      k = CubeRoot.of(CUBE_FACTOR * (lastMaxCwnd - cwnd));
      originPoint = lastMaxCwnd;
    }
  }

  private void followCurve(final int cwnd, final long now) {
    final long ticks = now - epochStart + connection.jiffies.ofUs(delayMinUs);
    final long time = (ticks << TIME_SHIFT) / connection.jiffies.hz;
    final long distance = Math.abs(time - k);
    final long delta = (CUBE_RTT_SCALE * distance * distance * distance) >>> (10 + 3 * TIME_SHIFT);
    final long target = time < k ? originPoint - delta : originPoint + delta;
    count = (int) (target > cwnd ? cwnd / (target - cwnd) : (long) SLOWEST * cwnd);
    // Before any loss the bandwidth is unknown, and the curve too careful.
    if (lastMaxCwnd == 0) {
      count = Math.min(count, SLOWEST_BEFORE_LOSS);
    }
  }

  private void keepUpWithReno(final int cwnd) {
    final long segmentsPerIncrement = ((long) cwnd * FRIENDLY_SCALE) >> 3;
    if (ackCount > segmentsPerIncrement) {
      final long increments = (ackCount - 1) / segmentsPerIncrement;
      ackCount -= increments * segmentsPerIncrement;
      renoCwnd += (int) increments;
    }
    if (renoCwnd > cwnd) {
      count = Math.min(count, cwnd / (renoCwnd - cwnd));
    }
  }
}
