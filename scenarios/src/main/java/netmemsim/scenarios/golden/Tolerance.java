package netmemsim.scenarios.golden;

/**
 * How far the model may be from the kernel's median: the kernel's own spread from run to run, or a
 * limit by the kind of case where that is larger. The limits are those of docs/golden.md.
 */
final class Tolerance {
  private static final double STEADY = 0.01;
  private static final double TAIL_DROP_OR_PROGRAM = 0.02;
  private static final double LATE_LOSS = 0.05;
  private static final double CUBIC_PERIODIC = 0.15;
  private static final double TAIL_DROP_RETRANS = 0.25;
  private static final double WINDOW = 0.05;
  private static final double QUEUE_AND_ACKS = 0.05;
  private static final double SHAPE_PERCENT = 10;
  private static final long FAST = 100_000_000;
  private final CaseParams params;
  private final KernelRuns kernel;

  Tolerance(final CaseParams params, final KernelRuns kernel) {
    this.params = params;
    this.kernel = kernel;
  }

  /**
   * The tolerance of a measure.
   *
   * @param measure which
   * @return in the units of the measure, both ways
   */
  double of(final Measure measure) {
    if (measure.isShape()) {
      return SHAPE_PERCENT;
    }
    final double median = kernel.median(measure);
    return Math.max(kernel.spread(measure), limit(measure, median));
  }

  private double limit(final Measure measure, final double median) {
    return switch (measure) {
      case COMPLETE -> completion() * median;
      case RETRANS -> tailDrops() ? Math.floor(TAIL_DROP_RETRANS * median) : 0;
      case CWND, SSTHRESH -> params.losses().isSingle() ? 0 : Math.floor(WINDOW * median);
      case QUEUE, ACKS -> Math.max(1, Math.floor(QUEUE_AND_ACKS * median));
      default -> 0;
    };
  }

  private boolean tailDrops() {
    return kernel.hadTailDrops() && !params.congestionControl().equals("cubic");
  }

  private double completion() {
    final LossList losses = params.losses();
    if (losses.every() > 0
        && params.congestionControl().equals("cubic")
        && params.rateBitsPerSecond() >= FAST) {
      return CUBIC_PERIODIC;
    }
    if (!losses.offsets().isEmpty()) {
      return LATE_LOSS;
    }
    return kernel.hadTailDrops() || isProgramCase() ? TAIL_DROP_OR_PROGRAM : STEADY;
  }

  /** Whether the programs do other than write and read as fast as they can. */
  private boolean isProgramCase() {
    final CaseParams plain = CaseParams.plain();
    return !params.sender().equals(plain.sender()) || !params.receiver().equals(plain.receiver());
  }
}
