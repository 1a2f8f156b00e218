package netmemsim.scenarios.golden;

import java.util.List;

/** A figure of a case that is compared: a column of the table. */
enum Measure {
  /** Seconds from connect() to the last byte read. */
  COMPLETE("complete s", 4),
  /** Segments sent again (tcpi_total_retrans). */
  RETRANS("retrans", 0),
  /** Retransmission timeouts (tcpi_total_rto). */
  RTO("RTO", 0),
  /** Fast recoveries (TCPSackRecovery and TCPRenoRecovery). */
  FAST_RECOVERIES("fast rec", 0),
  /** Tail loss probes sent (TCPLossProbes). */
  TLP("TLP", 0),
  /** Congestion window at the end, segments. */
  CWND("cwnd", 0),
  /** Slow start threshold at the end, segments. */
  SSTHRESH("ssthresh", 0),
  /** The longest queue of the bottleneck, packets. */
  QUEUE("queue", 0),
  /** ACKs without data that B sent. */
  ACKS("ACKs", 0),
  /** How far apart the congestion windows are over time, percent. */
  CWND_SHAPE("cwnd~ %", 1),
  /** How far apart the smoothed round trip times are over time, percent. */
  SRTT_SHAPE("srtt~ %", 1),
  /** How far apart the segments in flight are over time, percent. */
  IN_FLIGHT_SHAPE("flight~ %", 1);

  /** The counted ones, in order. */
  static final List<Measure> SHAPES = List.of(CWND_SHAPE, SRTT_SHAPE, IN_FLIGHT_SHAPE);

  private final String title;
  private final int decimals;

  Measure(final String title, final int decimals) {
    this.title = title;
    this.decimals = decimals;
  }

  /** Name for people. */
  String title() {
    return title;
  }

  /** Digits behind the point when it is printed. */
  int decimals() {
    return decimals;
  }

  /** Whether it is a distance, which has nothing to be expected but 0. */
  boolean isShape() {
    return SHAPES.contains(this);
  }
}
