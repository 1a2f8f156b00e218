package netmemsim.scenarios.golden;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case beside the kernel.
 *
 * @param name the case
 * @param checks what was compared, in order; empty when the case could not be run
 * @param outcome what the model did, or null
 * @param problem why it could not be run, or null
 */
public record Comparison(
    String name,
    Map<Measure, Check> checks,
    @Nullable CaseOutcome outcome,
    @Nullable String problem) {
  /**
   * A measure of both.
   *
   * @param seen the model's
   * @param expected the kernel's median; 0 for a distance
   * @param tolerance how far apart they may be
   */
  record Check(double seen, double expected, double tolerance) {
    boolean passed() {
      return Math.abs(seen - expected) <= tolerance + 1e-9;
    }
  }

  /** Whether all of it is as the kernel has it. */
  public boolean passed() {
    return problem == null && checks.values().stream().allMatch(Check::passed);
  }

  /**
   * Runs a case and compares it.
   *
   * @param one the case
   * @param folder where it is from
   * @return how it went; a case that the model cannot run has failed
   * @throws GoldenException when the kernel's rows cannot be read
   */
  public static Comparison of(final GoldenCase one, final GoldenFolder folder) {
    final Timeline kernelRows =
        Timeline.read(
            one.senderFile(), java.util.List.of("t_us", "cwnd", "srtt_us", "unacked", "sacked"));
    final CaseOutcome outcome;
    try {
      outcome = new CaseRun(one.params(), one.kernel().latency(), folder).execute();
    } catch (CannotRunException e) {
      return new Comparison(one.name(), Map.of(), null, e.getMessage());
    }
    final Tolerance tolerance = new Tolerance(one.params(), one.kernel());
    final Map<Measure, Check> checks = new EnumMap<>(Measure.class);
    outcome
        .values()
        .forEach(
            (measure, seen) ->
                checks.put(
                    measure, new Check(seen, one.kernel().median(measure), tolerance.of(measure))));
    final long windowUs =
        Math.max(
            Math.max(2 * one.params().rttUs(), 2 * Poller.INTERVAL_US),
            Math.round(tolerance.of(Measure.COMPLETE) * 1e6));
    for (final Measure shape : Measure.SHAPES) {
      final Curve curve = Curve.of(shape);
      final double apart =
          Shape.distance(
              curve.times(kernelRows),
              curve.values(kernelRows),
              curve.times(outcome.sender()),
              curve.values(outcome.sender()),
              windowUs);
      checks.put(shape, new Check(apart, 0, tolerance.of(shape)));
    }
    return new Comparison(one.name(), checks, outcome, null);
  }
}
