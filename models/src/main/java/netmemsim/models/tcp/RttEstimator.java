package netmemsim.models.tcp;

/**
 * Round-trip time and retransmission timeout (RFC 6298 as net/ipv4/tcp_input.c, tcp_rtt_estimator,
 * v6.12 does it): gains of 1/8 and 1/4, a finer gain for the deviation while the RTT falls, the
 * deviation's maximum held for a window, and a deviation of at least tcp_rto_min.
 */
final class RttEstimator {
  /** {@link #minRttUs} before the first sample, as 32 bits hold it. */
  static final long NO_SAMPLE_US = 0xFFFFFFFFL;

  private final TcpSysctl sysctl;
  private final TcpSocketOptions options;
  private final Jiffies jiffies;

  /** Smoothed RTT, microseconds times 8; 0 before the first sample. */
  long srttUs8;

  /** Smoothed deviation, microseconds times 4. */
  long mdevUs4;

  /** The greatest deviation in this window, microseconds times 4. */
  long mdevMaxUs4;

  /** The deviation that the RTO adds, microseconds times 4. */
  long rttvarUs4;

  /** Retransmission timeout, ticks, back-off included. */
  long rtoJiffies;

  /** Back-off of RTO and of window probes (icsk_backoff). */
  int backoff;

  private long windowEnd;

  // The greatest RTO in milliseconds, and in ticks: it hardly ever changes.
  private long knownMaxMs = -1;
  private long knownMaxJiffies;
  private final WindowedMin minFilter = new WindowedMin(NO_SAMPLE_US);

  RttEstimator(final TcpSysctl sysctl, final TcpSocketOptions options, final Jiffies jiffies) {
    this.sysctl = sysctl;
    this.options = options;
    this.jiffies = jiffies;
    rtoJiffies = jiffies.ofUs(TcpConstants.TIMEOUT_INIT_MS * 1000L);
    mdevUs4 = TcpConstants.TIMEOUT_INIT_MS * 1000L;
  }

  /**
   * Takes a sample and sets the RTO; ends the back-off (RFC 6298, 5.7).
   *
   * @param sampleUs the sample, microseconds, at least 0
   * @param sndUna oldest unacknowledged offset
   * @param sndNxt next offset to be sent
   */
  void sample(final long sampleUs, final long sndUna, final long sndNxt) {
    if (srttUs8 == 0) {
      srttUs8 = Math.max(1, sampleUs << 3);
      mdevUs4 = sampleUs << 1;
      rttvarUs4 = Math.max(mdevUs4, sysctl.rtoMinUs);
      mdevMaxUs4 = rttvarUs4;
      windowEnd = sndNxt;
    } else {
      smooth(sampleUs);
      if (sndUna > windowEnd) {
        if (mdevMaxUs4 < rttvarUs4) {
          rttvarUs4 -= (rttvarUs4 - mdevMaxUs4) >> 2;
        }
        windowEnd = sndNxt;
        mdevMaxUs4 = sysctl.rtoMinUs;
      }
    }
    backoff = 0;
    setRto();
  }

  private void smooth(final long sampleUs) {
    final long errorUs = sampleUs - (srttUs8 >> 3);
    srttUs8 = Math.max(1, srttUs8 + errorUs);
    long deviation = Math.abs(errorUs) - (mdevUs4 >> 2);
    if (errorUs < 0 && deviation > 0) {
      deviation >>= 3;
    }
    mdevUs4 += deviation;
    if (mdevUs4 > mdevMaxUs4) {
      mdevMaxUs4 = mdevUs4;
      rttvarUs4 = Math.max(rttvarUs4, mdevMaxUs4);
    }
  }

  /** Sets the RTO from the estimates, without back-off. */
  void setRto() {
    rtoJiffies = Math.min(jiffies.ofUs((srttUs8 >> 3) + rttvarUs4), rtoMaxJiffies());
  }

  /** Starts afresh because the handshake gave no sample (RFC 6298, 5.7). */
  void fallBack() {
    final long us = TcpConstants.TIMEOUT_FALLBACK_MS * 1000L;
    rttvarUs4 = us;
    mdevUs4 = us;
    mdevMaxUs4 = us;
    rtoJiffies = jiffies.ofUs(us);
  }

  /** Backs off one time less. */
  void takeBackoffBack() {
    final int left = backoff - 1;
    if (srttUs8 == 0) {
      rtoJiffies = jiffies.ofUs(TcpConstants.TIMEOUT_INIT_MS * 1000L);
    } else {
      setRto();
    }
    backoff = left;
    rtoJiffies = Math.min(rtoJiffies << left, rtoMaxJiffies());
  }

  /** Doubles the RTO. */
  void backOff() {
    backoff++;
    rtoJiffies = Math.min(rtoJiffies << 1, rtoMaxJiffies());
  }

  /** The greatest RTO in ticks. */
  long rtoMaxJiffies() {
    final long maxMs = rtoMaxMs();
    if (maxMs != knownMaxMs) {
      knownMaxMs = maxMs;
      knownMaxJiffies = jiffies.ofUs(maxMs * 1000);
    }
    return knownMaxJiffies;
  }

  /** The greatest RTO in milliseconds (TCP_RTO_MAX_MS, tcp_rto_max_ms). */
  long rtoMaxMs() {
    return options.rtoMaxMs == 0 ? sysctl.rtoMaxMs : options.rtoMaxMs;
  }

  /** The smoothed RTT in microseconds, 0 before the first sample. */
  long srttUs() {
    return srttUs8 >> 3;
  }

  /** Takes a sample into the windowed minimum (tcp_min_rtt_wlen). */
  void sampleMin(final long sampleUs, final long nowJiffies) {
    minFilter.update((long) sysctl.minRttWlenS * jiffies.hz, nowJiffies, Math.max(sampleUs, 1));
  }

  /** The least RTT of late, microseconds; very large before the first sample. */
  long minRttUs() {
    return minFilter.get();
  }
}
