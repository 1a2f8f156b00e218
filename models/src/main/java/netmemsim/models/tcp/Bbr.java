package netmemsim.models.tcp;

/**
 * BBR, version 1 (net/ipv4/tcp_bbr.c, v6.18; Cardwell et al., BBR: Congestion-Based Congestion
 * Control, 2016): the greatest rate of delivery of ten round trips and the least RTT of ten seconds
 * give pacing rate and window. STARTUP fills the pipe, DRAIN empties the queue that this made,
 * PROBE_BW cycles the rate around the estimate, PROBE_RTT empties the pipe to see the least RTT.
 */
final class Bbr implements CongestionControl {
  /** Linux's name. */
  static final String NAME = "bbr";

  private enum Mode {
    STARTUP,
    DRAIN,
    PROBE_BW,
    PROBE_RTT
  }

  /** sizeof(struct tcp_bbr_info). */
  private static final int INFO_BYTES = 20;

  private static final long US_PER_SECOND = 1_000_000;
  private static final int UNIT = BbrUnits.GAIN_UNIT;

  /** 2 / ln 2. */
  private static final int HIGH_GAIN = UNIT * 2885 / 1000 + 1;

  private static final int DRAIN_GAIN = UNIT * 1000 / 2885;
  private static final int CWND_GAIN = UNIT * 2;
  private static final int CYCLE = 8;
  private static final int RANDOM_PHASES = 7;

  /** Rounds of the bandwidth filter. */
  private static final int BANDWIDTH_ROUNDS = CYCLE + 2;

  private static final int MIN_CWND = 4;
  private static final int FULL_THRESHOLD = UNIT * 5 / 4;
  private static final int FULL_ROUNDS = 3;
  private static final int MIN_RTT_S = 10;
  private static final long PROBE_RTT_US = 200_000;

  /** bbr_min_tso_rate in bytes per second. */
  private static final long MIN_TSO_RATE = 1_200_000 / 8;

  private static final int MOST_TSO_SEGMENTS = 127;
  private static final int MOST_TSO_BYTES = 65536 - 1 - TcpConstants.MAX_TCP_HEADER;
  private static final long NOMINAL_RTT_US = 1000;
  private static final long PROBE_RTT_NOT_DONE = -1;
  private final TcpConnection connection;
  private final CongestionWindow window;
  private final BbrPolicer policer;
  private final BbrAggregation aggregation;

  /** Negated bandwidth samples, by round. */
  private final WindowedMin bandwidthFilter = new WindowedMin(0);

  private Mode mode = Mode.STARTUP;
  private long minRttUs;
  private long minRttStamp;
  private long probeRttDoneStamp;
  private boolean probeRttRoundDone;
  private long rounds;
  private long nextRoundDelivered;
  private boolean roundStart;
  private boolean idleRestart;
  private boolean packetConservation;
  private CaState priorState = CaState.OPEN;
  private int priorCwnd;
  private int pacingGain;
  private int cwndGain;
  private boolean fullReached;
  private long fullBandwidth;
  private int fullRounds;
  private int phase;
  private long phaseStartUs;
  private boolean seenRtt;

  Bbr(final TcpConnection connection, final CongestionWindow window) {
    this.connection = connection;
    this.window = window;
    this.policer = new BbrPolicer(connection);
    this.aggregation = new BbrAggregation(connection);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean controlsRate() {
    return true;
  }

  @Override
  public void init() {
    window.ssthresh = TcpConstants.INFINITE_SSTHRESH;
    priorCwnd = 0;
    rounds = 0;
    nextRoundDelivered = connection.rates.delivered;
    priorState = CaState.OPEN;
    packetConservation = false;
    probeRttDoneStamp = PROBE_RTT_NOT_DONE;
    probeRttRoundDone = false;
    minRttUs = connection.rtt.minRttUs();
    minRttStamp = connection.nowJiffies();
    bandwidthFilter.restart(0, 0);
    seenRtt = false;
    beginRateFromRtt();
    roundStart = false;
    idleRestart = false;
    fullReached = false;
    fullBandwidth = 0;
    fullRounds = 0;
    phase = 0;
    phaseStartUs = 0;
    policer.reset();
    mode = Mode.STARTUP;
    updateGains();
    aggregation.reset();
    connection.pacing.need();
  }

  /** Bandwidth by the filter, or the policer's. */
  private long bandwidth() {
    return policer.active ? policer.bandwidth : maxBandwidth();
  }

  @Override
  public void info(final CongestionInfo into) {
    into.lengthBytes = INFO_BYTES;
    into.bbrBw = (bandwidth() * connection.output.mssCache * US_PER_SECOND) >> BbrUnits.BW_SCALE;
    into.bbrMinRtt = minRttUs;
    into.bbrPacingGain = pacingGain;
    into.bbrCwndGain = cwndGain;
  }

  private long maxBandwidth() {
    return -bandwidthFilter.get();
  }

  // Pacing.

  private long rateOf(final long bandwidth, final int gain) {
    return BbrUnits.bytesPerSecond(bandwidth, connection.output.mssCache, gain);
  }

  /** The initial window in a round trip, with the high gain. */
  private void beginRateFromRtt() {
    long rttUs = NOMINAL_RTT_US;
    if (connection.rtt.srttUs8 != 0) {
      rttUs = Math.max(1, connection.rtt.srttUs());
      seenRtt = true;
    }
    connection.pacing.setRate(rateOf(window.cwnd * BbrUnits.BW_UNIT / rttUs, HIGH_GAIN));
  }

  private void setPacingRate(final long bandwidth, final int gain) {
    final long rate = Math.min(rateOf(bandwidth, gain), connection.pacing.maxRate());
    if (!seenRtt && connection.rtt.srttUs8 != 0) {
      beginRateFromRtt();
    }
    if (fullReached || rate > connection.pacing.rate) {
      connection.pacing.setRate(rate);
    }
  }

  @Override
  public int minTsoSegments() {
    return connection.pacing.rate < MIN_TSO_RATE ? 1 : 2;
  }

  private int tsoSegmentsGoal() {
    final long bytes = Math.min(connection.pacing.burstBytes(), MOST_TSO_BYTES);
    final int segments = (int) Math.max(bytes / connection.output.mssCache, minTsoSegments());
    return Math.min(segments, MOST_TSO_SEGMENTS);
  }

  @Override
  public int sendBufferExpand() {
    return 3;
  }

  // Window.

  private long product(final long bandwidth, final int gain) {
    if (minRttUs == RttEstimator.NO_SAMPLE_US) {
      return TcpConstants.INIT_CWND;
    }
    final long scaled = (bandwidth * minRttUs * gain) >> BbrUnits.GAIN_SCALE;
    return (scaled + BbrUnits.BW_UNIT - 1) / BbrUnits.BW_UNIT;
  }

  /** Room for full buffers in both hosts, in even numbers, and for probing at small windows. */
  private long withBudget(final long segments) {
    long budget = segments + 3L * tsoSegmentsGoal();
    budget = (budget + 1) & ~1L;
    return mode == Mode.PROBE_BW && phase == 0 ? budget + 2 : budget;
  }

  private long inFlightFor(final long bandwidth, final int gain) {
    return withBudget(product(bandwidth, gain));
  }

  /** What will be in the network when the next buffer departs. */
  private long inNetworkAtDeparture(final long inFlightNow) {
    final long waitPs = connection.pacing.departurePs - connection.host.nowPs();
    final long waitUs = Math.max(0, waitPs) / TcpConstants.PS_PER_US;
    final long delivered = BbrUnits.segments(bandwidth(), waitUs);
    final long inFlight = pacingGain > UNIT ? inFlightNow + tsoSegmentsGoal() : inFlightNow;
    return Math.max(0, inFlight - delivered);
  }

  private void saveCwnd() {
    final boolean good = priorState.compareTo(CaState.RECOVERY) < 0 && mode != Mode.PROBE_RTT;
    priorCwnd = good ? window.cwnd : Math.max(priorCwnd, window.cwnd);
  }

  private void setCwnd(final DeliveryRate sample, final long bandwidth) {
    if (sample.acked != 0) {
      window.cwnd = (int) Math.min(nextCwnd(sample, bandwidth), CongestionWindow.MAX_CWND);
    }
    if (mode == Mode.PROBE_RTT) {
      window.cwnd = Math.min(window.cwnd, MIN_CWND);
    }
  }

  private long nextCwnd(final DeliveryRate sample, final long bandwidth) {
    final CaState state = connection.recovery.state;
    final int acked = sample.acked;
    long cwnd = window.cwnd;
    if (sample.losses > 0) {
      cwnd = Math.max(cwnd - sample.losses, 1);
    }
    if (state == CaState.RECOVERY && priorState != CaState.RECOVERY) {
      // For a round trip, send as much as is delivered.
      packetConservation = true;
      nextRoundDelivered = sample.delivered;
      cwnd = connection.queue.inFlight() + (long) acked;
    } else if (priorState.compareTo(CaState.RECOVERY) >= 0
        && state.compareTo(CaState.RECOVERY) < 0) {
      cwnd = Math.max(cwnd, priorCwnd);
      packetConservation = false;
    }
    priorState = state;
    if (packetConservation) {
      return Math.max(cwnd, connection.queue.inFlight() + (long) acked);
    }
    long target = product(bandwidth, cwndGain);
    if (fullReached) {
      target += aggregation.extraSegments(bandwidth);
    }
    target = withBudget(target);
    if (fullReached) {
      cwnd = Math.min(cwnd + acked, target);
    } else if (cwnd < target || sample.delivered < TcpConstants.INIT_CWND) {
      cwnd += acked;
    }
    return Math.max(cwnd, MIN_CWND);
  }

  // Model.

  @Override
  public void congControl(final DeliveryRate sample) {
    updateBandwidth(sample);
    aggregation.update(sample, bandwidth(), roundStart);
    if (mode == Mode.PROBE_BW && isPhaseOver(sample)) {
      nextPhase();
    }
    checkFull(sample);
    checkDrain();
    updateMinRtt(sample);
    updateGains();
    final long bandwidth = bandwidth();
    setPacingRate(bandwidth, pacingGain);
    setCwnd(sample, bandwidth);
  }

  private void updateBandwidth(final DeliveryRate sample) {
    roundStart = false;
    if (sample.segments < 0 || sample.intervalUs <= 0) {
      return;
    }
    if (sample.priorDelivered >= nextRoundDelivered) {
      nextRoundDelivered = sample.delivered;
      rounds++;
      roundStart = true;
      packetConservation = false;
    }
    lookForPolicer(sample.losses > 0, sample.isAppLimited);
    final long measured = sample.segments * BbrUnits.BW_UNIT / sample.intervalUs;
    // An application that pauses says nothing about the path, unless it is faster than thought.
    if (!sample.isAppLimited || measured >= maxBandwidth()) {
      bandwidthFilter.update(BANDWIDTH_ROUNDS, rounds, -measured);
    }
  }

  private void lookForPolicer(final boolean lost, final boolean appLimited) {
    if (!policer.active) {
      policer.sample(lost, appLimited, roundStart);
      if (policer.active) {
        pacingGain = UNIT;
      }
    } else if (mode == Mode.PROBE_BW && roundStart && policer.expires()) {
      beginProbeBandwidth();
    }
  }

  private boolean isPhaseOver(final DeliveryRate sample) {
    final boolean fullLength = sample.deliveredUs - phaseStartUs > minRttUs;
    if (pacingGain == UNIT) {
      return fullLength;
    }
    final long inFlight = inNetworkAtDeparture(sample.priorInFlight);
    final long bandwidth = maxBandwidth();
    if (pacingGain > UNIT) {
      return fullLength && (sample.losses > 0 || inFlight >= inFlightFor(bandwidth, pacingGain));
    }
    return fullLength || inFlight <= inFlightFor(bandwidth, UNIT);
  }

  private void nextPhase() {
    phase = (phase + 1) & (CYCLE - 1);
    phaseStartUs = connection.rates.deliveredUs;
  }

  private void beginProbeBandwidth() {
    mode = Mode.PROBE_BW;
    phase = CYCLE - 1 - Integer.remainderUnsigned(connection.host.randomInt(), RANDOM_PHASES);
    nextPhase();
  }

  private void checkFull(final DeliveryRate sample) {
    if (fullReached || !roundStart || sample.isAppLimited) {
      return;
    }
    final long bandwidth = maxBandwidth();
    if (bandwidth >= (fullBandwidth * FULL_THRESHOLD) >> BbrUnits.GAIN_SCALE) {
      fullBandwidth = bandwidth;
      fullRounds = 0;
      return;
    }
    fullRounds++;
    fullReached = fullRounds >= FULL_ROUNDS;
  }

  private void checkDrain() {
    if (mode == Mode.STARTUP && fullReached) {
      mode = Mode.DRAIN;
      window.ssthresh = (int) inFlightFor(maxBandwidth(), UNIT);
    }
    if (mode == Mode.DRAIN
        && inNetworkAtDeparture(connection.queue.inFlight()) <= inFlightFor(maxBandwidth(), UNIT)) {
      beginProbeBandwidth();
    }
  }

  private void updateMinRtt(final DeliveryRate sample) {
    final long now = connection.nowJiffies();
    final boolean expired = now > minRttStamp + (long) MIN_RTT_S * connection.jiffies.hz;
    if (sample.rttUs >= 0 && (sample.rttUs < minRttUs || (expired && !sample.isAckDelayed))) {
      minRttUs = sample.rttUs;
      minRttStamp = now;
    }
    if (expired && !idleRestart && mode != Mode.PROBE_RTT) {
      mode = Mode.PROBE_RTT;
      saveCwnd();
      probeRttDoneStamp = PROBE_RTT_NOT_DONE;
    }
    if (mode == Mode.PROBE_RTT) {
      probeRtt(now);
    }
    if (sample.segments > 0) {
      idleRestart = false;
    }
  }

  private void probeRtt(final long now) {
    final DeliveryRate rates = connection.rates;
    final int inFlight = connection.queue.inFlight();
    rates.appLimited = Math.max(1, rates.delivered + inFlight);
    if (probeRttDoneStamp == PROBE_RTT_NOT_DONE) {
      if (inFlight <= MIN_CWND) {
        probeRttDoneStamp = now + connection.jiffies.ofUs(PROBE_RTT_US);
        probeRttRoundDone = false;
        nextRoundDelivered = rates.delivered;
      }
      return;
    }
    probeRttRoundDone |= roundStart;
    if (probeRttRoundDone) {
      checkProbeRttDone(now);
    }
  }

  private void checkProbeRttDone(final long now) {
    if (probeRttDoneStamp == PROBE_RTT_NOT_DONE || now <= probeRttDoneStamp) {
      return;
    }
    minRttStamp = now;
    window.cwnd = Math.max(window.cwnd, priorCwnd);
    if (fullReached) {
      beginProbeBandwidth();
    } else {
      mode = Mode.STARTUP;
    }
  }

  private void updateGains() {
    switch (mode) {
      case STARTUP -> {
        pacingGain = HIGH_GAIN;
        cwndGain = HIGH_GAIN;
      }
      case DRAIN -> {
        pacingGain = DRAIN_GAIN;
        cwndGain = HIGH_GAIN;
      }
      case PROBE_BW -> {
        pacingGain = policer.active ? UNIT : phaseGain();
        cwndGain = CWND_GAIN;
      }
      case PROBE_RTT -> {
        pacingGain = UNIT;
        cwndGain = UNIT;
      }
    }
  }

  private int phaseGain() {
    return switch (phase) {
      case 0 -> UNIT * 5 / 4;
      case 1 -> UNIT * 3 / 4;
      default -> UNIT;
    };
  }

  // Other hooks.

  @Override
  public void congAvoid(final int acked) {
    throw new IllegalStateException("bbr sets its window itself");
  }

  @Override
  public int ssthresh() {
    saveCwnd();
    return window.ssthresh;
  }

  @Override
  public int undoCwnd() {
    // The slow-down was needless: look for the full pipe anew.
    fullBandwidth = 0;
    fullRounds = 0;
    policer.reset();
    return window.cwnd;
  }

  @Override
  public void setState(final CaState state) {
    if (state == CaState.LOSS) {
      priorState = CaState.LOSS;
      fullBandwidth = 0;
      // A timeout ends a round.
      roundStart = true;
      lookForPolicer(true, false);
    }
  }

  @Override
  public void cwndEvent(final Event event) {
    if (event != Event.TX_START || connection.rates.appLimited == 0) {
      return;
    }
    idleRestart = true;
    aggregation.beginEpoch();
    // No need for more than the estimated rate after idling.
    if (mode == Mode.PROBE_BW) {
      setPacingRate(bandwidth(), UNIT);
    } else if (mode == Mode.PROBE_RTT) {
      checkProbeRttDone(connection.nowJiffies());
    }
  }
}
