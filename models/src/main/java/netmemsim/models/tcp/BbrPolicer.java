package netmemsim.models.tcp;

/**
 * Finds out that a token bucket polices the flow (net/ipv4/tcp_bbr.c, bbr_lt_bw_sampling, v6.18):
 * two intervals of several round trips, each from loss to loss, with much loss and about the same
 * throughput. Their mean is the bandwidth for the next 48 round trips then.
 */
final class BbrPolicer {
  private static final int MIN_ROUNDS = 4;
  private static final int MAX_ROUNDS = 4 * MIN_ROUNDS;

  /** bbr_lt_loss_thresh: lost by delivered, 20 %. */
  private static final int LOSS_THRESHOLD = 50;

  /** bbr_lt_bw_ratio: an eighth. */
  private static final int BANDWIDTH_RATIO = BbrUnits.GAIN_UNIT / 8;

  /** bbr_lt_bw_diff, bytes per second: 4 kbit/s. */
  private static final long BANDWIDTH_DIFFERENCE = 4000 / 8;

  /** bbr_lt_bw_max_rtts. */
  private static final int ROUNDS_IN_USE = 48;

  private static final long US_PER_MS = 1000;
  private final TcpConnection connection;
  private boolean sampling;
  private int rounds;
  private long lastDelivered;
  private long lastLost;
  private long lastMs;

  /** Whether {@link #bandwidth} is to be used. */
  boolean active;

  /** Bandwidth of the last interval, or of the policer. */
  long bandwidth;

  BbrPolicer(final TcpConnection connection) {
    this.connection = connection;
  }

  /** Forgets everything. */
  void reset() {
    bandwidth = 0;
    active = false;
    sampling = false;
    beginInterval();
  }

  private void beginInterval() {
    lastMs = connection.rates.deliveredUs / US_PER_MS;
    lastDelivered = connection.rates.delivered;
    lastLost = connection.queue.lostTotal;
    rounds = 0;
  }

  /**
   * Counts a round while the policer's bandwidth is in use.
   *
   * @return whether it was in use for long enough, and is given up
   */
  boolean expires() {
    rounds++;
    if (rounds < ROUNDS_IN_USE) {
      return false;
    }
    reset();
    return true;
  }

  /**
   * Takes an ACK in, while not {@link #active}.
   *
   * @param lost whether something was found lost
   * @param appLimited whether the sample was limited by the application
   * @param roundStart whether a round begins
   */
  void sample(final boolean lost, final boolean appLimited, final boolean roundStart) {
    if (!sampling) {
      // Not before the first loss: until then the bucket has tokens.
      if (!lost) {
        return;
      }
      beginInterval();
      sampling = true;
    }
    if (appLimited) {
      reset();
      return;
    }
    if (roundStart) {
      rounds++;
    }
    if (rounds < MIN_ROUNDS) {
      return;
    }
    if (rounds > MAX_ROUNDS) {
      reset();
    } else if (lost) {
      endInterval();
    }
  }

  private void endInterval() {
    final long lost = connection.queue.lostTotal - lastLost;
    final long delivered = connection.rates.delivered - lastDelivered;
    final long ms = connection.rates.deliveredUs / US_PER_MS - lastMs;
    if (delivered == 0 || lost << BbrUnits.GAIN_SCALE < LOSS_THRESHOLD * delivered || ms < 1) {
      return;
    }
    judge(delivered * BbrUnits.BW_UNIT / (ms * US_PER_MS));
  }

  private void judge(final long newBandwidth) {
    if (bandwidth != 0) {
      final long difference = Math.abs(newBandwidth - bandwidth);
      final int mss = connection.output.mssCache;
      if (difference * BbrUnits.GAIN_UNIT <= BANDWIDTH_RATIO * bandwidth
          || BbrUnits.bytesPerSecond(difference, mss, BbrUnits.GAIN_UNIT) <= BANDWIDTH_DIFFERENCE) {
        bandwidth = (newBandwidth + bandwidth) >> 1;
        active = true;
        rounds = 0;
        return;
      }
    }
    bandwidth = newBandwidth;
    beginInterval();
  }
}
