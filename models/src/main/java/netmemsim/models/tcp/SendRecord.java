package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/** A stretch of the stream that was sent and is not yet acknowledged (an skb on tcp_rtx_queue). */
final class SendRecord {
  /** Selectively acknowledged (TCPCB_SACKED_ACKED). */
  static final int SACKED = 1;

  /** A retransmission is in flight (TCPCB_SACKED_RETRANS). */
  static final int RETRANS = 2;

  /** Believed lost (TCPCB_LOST). */
  static final int LOST = 4;

  /** Was retransmitted at some time (TCPCB_EVER_RETRANS). */
  static final int EVER_RETRANS = 8;

  /** Carries the FIN, which is the last unit of the stretch. */
  static final int FIN = 16;

  /** Is the SYN. */
  static final int SYN = 32;

  /** Ends with PSH. */
  static final int PUSH = 64;

  /** Ends a record (MSG_EOR): is not joined with what follows. */
  static final int END_OF_RECORD = 128;

  /** The application had paused before it was sent (is_app_limited). */
  static final int APP_LIMITED = 256;

  /**
   * Selectively acknowledged, and its memory merged into the record before (tcp_shift_skb_data).
   */
  static final int MERGED = 512;

  /** {@link #firstSentUs} of a record that was not sent yet. */
  static final long NEVER = -1;

  /** First offset. */
  long start;

  /** Offset past the last; the FIN counts as one. */
  long end;

  /** When it was sent last, picoseconds. */
  long sentPs;

  /** Rank of that transmission among all of the connection: tells equal times apart. */
  long sentOrder;

  /** Delivered segments of the connection when it was sent, see {@link DeliveryRate}. */
  long deliveredBefore;

  /** Those with ECE. */
  long deliveredCeBefore;

  /** When the last of them was delivered, microseconds; -1 once this record counted. */
  long deliveredUs;

  /** When the record delivered last before it was sent, microseconds. */
  long firstSentUs;

  /** Number of segments. */
  int segments;

  /** Size of its segments, bytes. */
  int mss;

  /** An OR of the flags above. */
  int flags;

  @Nullable SendRecord next;

  @Nullable SendRecord previous;

  /** The list that it is on: by time of sending, or of lost records; null when on none. */
  @Nullable RecordList list;

  @Nullable SendRecord listNext;
  @Nullable SendRecord listPrevious;

  boolean has(final int flag) {
    return (flags & flag) != 0;
  }

  /** Bytes of payload, without SYN and FIN. */
  int payloadBytes() {
    return (int) (end - start) - (has(FIN | SYN) ? 1 : 0);
  }
}
