package netmemsim.models.tcp;

/**
 * Leaves slow start before it overflows the bottleneck's queue (hybrid slow start;
 * net/ipv4/tcp_cubic.c, hystart_update, v6.18): when the ACKs of a round come close together for as
 * long as the pipe is deep, or when the least RTT of a round has risen.
 */
final class HyStart {
  /** hystart_low_window, segments: below, a round is too short to tell. */
  private static final int LOW_WINDOW = 16;

  /** hystart_ack_delta_us: ACKs further apart end a train. */
  private static final long ACK_DELTA_US = 2000;

  /** HYSTART_MIN_SAMPLES: RTT samples that the least RTT of a round is taken from. */
  private static final int MIN_SAMPLES = 8;

  private static final long DELAY_MIN_US = 4000;
  private static final long DELAY_MAX_US = 16000;
  private static final long MOST_ACK_DELAY_US = 1000;
  private static final long US_PER_SECOND = 1_000_000;
  private final TcpConnection connection;

  /** Whether the exit was found since slow start began. */
  boolean found;

  private int samples;
  private long roundStartUs;
  private long roundEnd;
  private long lastAckUs;
  private long leastRttUs;

  HyStart(final TcpConnection connection) {
    this.connection = connection;
  }

  /** Begins a round: it ends when what is sent next is acknowledged. */
  void beginRound() {
    roundStartUs = connection.nowUs();
    lastAckUs = roundStartUs;
    roundEnd = connection.output.sndNxt;
    leastRttUs = Long.MAX_VALUE;
    samples = 0;
  }

  /**
   * Looks for the exit in an ACK.
   *
   * @param rttUs its RTT sample, microseconds
   * @param delayMinUs the least RTT seen, microseconds
   */
  void update(final long rttUs, final long delayMinUs) {
    if (connection.output.sndUna > roundEnd) {
      beginRound();
    }
    if (connection.window.cwnd < LOW_WINDOW) {
      return;
    }
    final long nowUs = connection.nowUs();
    if (nowUs - lastAckUs <= ACK_DELTA_US) {
      lastAckUs = nowUs;
      long thresholdUs = delayMinUs + ackDelayUs();
      // Pacing spreads the packets of slow start over up to half a round trip.
      if (connection.pacing.status == Pacing.Status.NONE) {
        thresholdUs >>= 1;
      }
      if (nowUs - roundStartUs > thresholdUs) {
        connection.mib.hystartTrainDetect.increment();
        connection.mib.hystartTrainCwnd.add(connection.window.cwnd);
        exit();
      }
    }
    leastRttUs = Math.min(leastRttUs, rttUs);
    if (samples < MIN_SAMPLES) {
      samples++;
    } else if (leastRttUs
        > delayMinUs + Math.max(DELAY_MIN_US, Math.min(delayMinUs >> 3, DELAY_MAX_US))) {
      connection.mib.hystartDelayDetect.increment();
      connection.mib.hystartDelayCwnd.add(connection.window.cwnd);
      exit();
    }
  }

  private void exit() {
    found = true;
    connection.window.ssthresh = connection.window.cwnd;
  }

  /** What TSO and GRO may add to the time between ACKs: four full buffers at the pacing rate. */
  private long ackDelayUs() {
    final long rate = connection.pacing.rate;
    if (rate == 0) {
      return 0;
    }
    final long fourBuffers = connection.output.sizing.gsoMaxPayload() * 4L * US_PER_SECOND;
    return Math.min(MOST_ACK_DELAY_US, fourBuffers / rate);
  }
}
