package netmemsim.models.tcp;

/**
 * Counts deliveries, and samples their rate (net/ipv4/tcp_rate.c, v6.18;
 * draft-cheng-iccrg-delivery-rate-estimation): from the records that an ACK delivers, the one sent
 * last says since when, and over how many deliveries, to measure. The longer of the time it took to
 * send and of the time it took to acknowledge counts, so that compressed ACKs do not raise the
 * rate. Times are in whole microseconds, as the kernel's clock for this is.
 */
final class DeliveryRate {
  private static final long NONE = -1;
  private final TcpConnection connection;

  /** Segments delivered so far, by cumulative ACK or SACK (tp->delivered). */
  long delivered;

  /** Those of them that ACKs with ECE acknowledged (tp->delivered_ce). */
  long deliveredCe;

  /** When the last was delivered (delivered_mstamp), microseconds. */
  long deliveredUs;

  /** When the record was sent that was delivered last (first_tx_mstamp), microseconds. */
  long firstSentUs;

  /** Deliveries until the application's last pause is out of the samples; 0 for none. */
  long appLimited;

  /** Whether the receiver was seen to drop what it had SACKed, until this loss is repaired. */
  boolean reneged;

  /** Whether the ACK at hand has ECE. */
  boolean echoed;

  // The sample of the ACK at hand (struct rate_sample).

  /** The count when the latest-sent of what is delivered now was sent; 0 for none. */
  long priorDelivered;

  /** {@link #deliveredCe} at that time. */
  long priorDeliveredCe;

  /** {@link #deliveredUs} at that time. */
  long priorUs;

  /** Segments delivered over the interval, or -1. */
  long segments;

  /** Those of them with ECE. */
  long segmentsCe;

  /** The interval of the sample in microseconds, or -1 when there is no valid one. */
  long intervalUs;

  /** How long sending took, microseconds. */
  long sendIntervalUs;

  /** How long acknowledging took, microseconds. */
  long ackIntervalUs;

  /** Whether the application had paused before that record was sent. */
  boolean isAppLimited;

  /** Whether that record was a retransmission. */
  boolean isRetransmission;

  /** Segments that this ACK delivers (acked_sacked). */
  int acked;

  /** Segments that it shows lost. */
  int losses;

  /** Segments in flight before it. */
  int priorInFlight;

  /** Whether the receiver may have delayed it. */
  boolean isAckDelayed;

  /** Its latest RTT sample, microseconds, or -1. */
  long rttUs;

  private long lastEnd;

  // What TCP_INFO shows of the best samples of late.
  private long shownSegments;
  private long shownIntervalUs;
  private boolean shownAppLimited;

  DeliveryRate(final TcpConnection connection) {
    this.connection = connection;
  }

  /** Prepares for an ACK. */
  void begin() {
    priorDelivered = 0;
    priorDeliveredCe = 0;
    priorUs = 0;
    segments = 0;
    segmentsCe = 0;
    intervalUs = 0;
    isAppLimited = false;
    isRetransmission = false;
    acked = 0;
    losses = 0;
    isAckDelayed = false;
    rttUs = NONE;
    lastEnd = 0;
    echoed = false;
  }

  /** Counts deliveries. */
  void count(final int newlyDelivered) {
    delivered += newlyDelivered;
    if (echoed) {
      deliveredCe += newlyDelivered;
    }
  }

  /** A record leaves, for the first time or again (tcp_rate_skb_sent). */
  void sent(final SendRecord record) {
    if (record.firstSentUs == SendRecord.NEVER && connection.queue.packetsOut == record.segments) {
      final long sentUs = record.sentPs / TcpConstants.PS_PER_US;
      firstSentUs = sentUs;
      deliveredUs = sentUs;
    }
    record.firstSentUs = firstSentUs;
    record.deliveredUs = deliveredUs;
    record.deliveredBefore = delivered;
    record.deliveredCeBefore = deliveredCe;
    if (appLimited != 0) {
      record.flags |= SendRecord.APP_LIMITED;
    } else {
      record.flags &= ~SendRecord.APP_LIMITED;
    }
  }

  /** Notes a delivered record; its marks are set already (tcp_rate_skb_delivered). */
  void delivered(final SendRecord record) {
    if (record.deliveredUs == NONE) {
      return;
    }
    final long sentUs = record.sentPs / TcpConstants.PS_PER_US;
    if (priorDelivered == 0
        || sentUs > firstSentUs
        || (sentUs == firstSentUs && record.end > lastEnd)) {
      priorDelivered = record.deliveredBefore;
      priorDeliveredCe = record.deliveredCeBefore;
      priorUs = record.deliveredUs;
      isAppLimited = record.has(SendRecord.APP_LIMITED);
      isRetransmission = record.has(SendRecord.RETRANS | SendRecord.EVER_RETRANS);
      lastEnd = record.end;
      firstSentUs = sentUs;
      intervalUs = sentUs - record.firstSentUs;
    }
    if (record.has(SendRecord.SACKED)) {
      // Not again when it is acknowledged cumulatively.
      record.deliveredUs = NONE;
    }
  }

  /**
   * Completes the sample of an ACK (tcp_rate_gen).
   *
   * @param newlyDelivered segments that it delivers
   * @param newlyLost segments that it shows lost
   * @param wasReneged whether SACKs could not be believed when it came
   */
  void complete(final int newlyDelivered, final int newlyLost, final boolean wasReneged) {
    if (appLimited != 0 && delivered > appLimited) {
      appLimited = 0;
    }
    final long nowUs = connection.nowUs();
    if (newlyDelivered != 0) {
      deliveredUs = nowUs;
    }
    acked = newlyDelivered;
    losses = newlyLost;
    if (priorDelivered == 0 || wasReneged) {
      segments = NONE;
      intervalUs = NONE;
      return;
    }
    segments = delivered - priorDelivered;
    segmentsCe = deliveredCe - priorDeliveredCe;
    sendIntervalUs = intervalUs;
    ackIntervalUs = nowUs - priorUs;
    intervalUs = Math.max(sendIntervalUs, ackIntervalUs);
    // Shorter than any RTT: a spurious retransmission, or marks that are gone.
    if (intervalUs < connection.rtt.minRttUs()) {
      intervalUs = NONE;
      return;
    }
    if (!isAppLimited || segments * shownIntervalUs >= shownSegments * intervalUs) {
      shownSegments = segments;
      shownIntervalUs = intervalUs;
      shownAppLimited = isAppLimited;
    }
  }

  /**
   * The application writes: if nothing was left to send, what it sends now says nothing about the
   * network's rate (tcp_rate_check_app_limited).
   */
  void checkAppLimited() {
    final TcpOutput output = connection.output;
    final RetransmitQueue queue = connection.queue;
    if (output.write.writeEnd - output.sndNxt < output.mssCache
        && output.hostQueue.bytes() == 0
        && queue.inFlight() < connection.window.cwnd
        && queue.lostOut <= queue.retransOut) {
      appLimited = Math.max(1, delivered + queue.inFlight());
    }
  }

  /** The rate of the best sample of late in bytes per second (tcpi_delivery_rate), 0 for none. */
  long bytesPerSecond() {
    if (shownSegments == 0 || shownIntervalUs == 0) {
      return 0;
    }
    return shownSegments * connection.output.mssCache * 1_000_000L / shownIntervalUs;
  }

  /** Whether the application limited that rate (tcpi_delivery_rate_app_limited). */
  boolean showsAppLimited() {
    return shownAppLimited;
  }
}
