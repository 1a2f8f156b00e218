package netmemsim.models.tcp;

/**
 * Counts delivered segments and remembers the count at the time of sending of what is acknowledged
 * now (net/ipv4/tcp_rate.c, v6.12). RACK uses it to tell rounds apart; rate-based congestion
 * control will.
 */
final class DeliveryRate {
  /** Segments delivered so far, by cumulative ACK or SACK (tp->delivered). */
  long delivered;

  /** The count when the latest-sent of the segments acknowledged now was sent; 0 for none. */
  long priorDelivered;

  /** Prepares for an ACK. */
  void begin() {
    priorDelivered = 0;
  }

  /** Notes a delivered record. */
  void delivered(final SendRecord record) {
    priorDelivered = Math.max(priorDelivered, record.deliveredBefore);
  }
}
