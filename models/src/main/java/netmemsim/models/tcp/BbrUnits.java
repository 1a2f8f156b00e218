package netmemsim.models.tcp;

/** The fixed-point units of BBR (net/ipv4/tcp_bbr.c, v6.18). */
final class BbrUnits {
  /** A bandwidth is segments per microsecond, times two to this power. */
  static final int BW_SCALE = 24;

  /** One segment per microsecond. */
  static final long BW_UNIT = 1L << BW_SCALE;

  /** A gain is a factor times two to this power. */
  static final int GAIN_SCALE = 8;

  /** A gain of 1. */
  static final int GAIN_UNIT = 1 << GAIN_SCALE;

  /** bbr_pacing_margin_percent: pace this much slower than the estimate, to keep queues short. */
  private static final int MARGIN_PERCENT = 1;

  private static final long US_PER_SECOND = 1_000_000;

  private BbrUnits() {}

  /** Bytes per second of a bandwidth with a gain, less the margin. */
  static long bytesPerSecond(final long bandwidth, final int mss, final int gain) {
    final long scaled = (bandwidth * mss * gain) >> GAIN_SCALE;
    return (scaled * (US_PER_SECOND / 100 * (100 - MARGIN_PERCENT))) >> BW_SCALE;
  }

  /** Segments that a bandwidth delivers in a time. */
  static long segments(final long bandwidth, final long us) {
    return (bandwidth * us) >> BW_SCALE;
  }
}
