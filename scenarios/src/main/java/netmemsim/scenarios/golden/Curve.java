package netmemsim.scenarios.golden;

/** A figure of the sender's rows over time. */
enum Curve {
  /** tcpi_snd_cwnd, segments. */
  CWND,
  /** tcpi_rtt, microseconds. */
  SRTT,
  /** Unacknowledged less sacked and lost, and retransmitted; segments. */
  IN_FLIGHT;

  /** The curve that a measure looks at. */
  static Curve of(final Measure shape) {
    return switch (shape) {
      case CWND_SHAPE -> CWND;
      case SRTT_SHAPE -> SRTT;
      case IN_FLIGHT_SHAPE -> IN_FLIGHT;
      default -> throw new IllegalArgumentException(shape + " is no shape");
    };
  }

  /** Times of the rows, microseconds. */
  long[] times(final Timeline rows) {
    final int column = rows.column("t_us");
    final long[] times = new long[rows.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = rows.get(i, column);
    }
    return times;
  }

  /** Values of the rows. */
  double[] values(final Timeline rows) {
    final double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (this) {
            case CWND -> rows.get(i, rows.column("cwnd"));
            case SRTT -> rows.get(i, rows.column("srtt_us"));
            case IN_FLIGHT ->
                rows.get(i, rows.column("unacked"))
                    - rows.get(i, rows.column("sacked"))
                    - rows.get(i, rows.column("lost"))
                    + rows.get(i, rows.column("retrans"));
          };
    }
    return values;
  }
}
