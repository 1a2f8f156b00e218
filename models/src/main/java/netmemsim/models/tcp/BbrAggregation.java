package netmemsim.models.tcp;

/**
 * How much more ACKs deliver at once than the bandwidth explains (net/ipv4/tcp_bbr.c,
 * bbr_update_ack_aggregation, v6.18): the greatest excess of the last five to ten round trips, so
 * that the window keeps data flowing in the silence between the ACKs.
 */
final class BbrAggregation {
  private static final int WINDOW_ROUNDS = 5;
  private static final int MOST_ROUNDS = 31;
  private static final int MOST_ACKED = 0xFFFFF;
  private static final long MOST_US = 100_000;
  private final TcpConnection connection;
  private long epochUs;
  private long epochAcked;
  private int rounds;
  private boolean second;
  private long firstExtra;
  private long secondExtra;

  BbrAggregation(final TcpConnection connection) {
    this.connection = connection;
  }

  /** Forgets everything. */
  void reset() {
    beginEpoch();
    rounds = 0;
    second = false;
    firstExtra = 0;
    secondExtra = 0;
  }

  /** An epoch begins now, with nothing acknowledged. */
  void beginEpoch() {
    epochUs = connection.nowUs();
    epochAcked = 0;
  }

  /** Takes an ACK in. */
  void update(final DeliveryRate sample, final long bandwidth, final boolean roundStart) {
    if (sample.acked <= 0 || sample.segments < 0 || sample.intervalUs <= 0) {
      return;
    }
    if (roundStart) {
      rounds = Math.min(MOST_ROUNDS, rounds + 1);
      if (rounds >= WINDOW_ROUNDS) {
        rounds = 0;
        second = !second;
        setExtra(0);
      }
    }
    long expected = BbrUnits.segments(bandwidth, sample.deliveredUs - epochUs);
    // Slower than expected: whatever burst there was is over.
    if (epochAcked <= expected || epochAcked + sample.acked > MOST_ACKED) {
      epochAcked = 0;
      epochUs = sample.deliveredUs;
      expected = 0;
    }
    epochAcked = Math.min(MOST_ACKED, epochAcked + sample.acked);
    final long extra = Math.min(epochAcked - expected, connection.window.cwnd);
    if (extra > (second ? secondExtra : firstExtra)) {
      setExtra(extra);
    }
  }

  private void setExtra(final long extra) {
    if (second) {
      secondExtra = extra;
    } else {
      firstExtra = extra;
    }
  }

  /** Segments of window to add for it. */
  long extraSegments(final long bandwidth) {
    return Math.min(Math.max(firstExtra, secondExtra), BbrUnits.segments(bandwidth, MOST_US));
  }
}
