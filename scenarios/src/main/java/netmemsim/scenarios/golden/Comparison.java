package netmemsim.scenarios.golden;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A case beside the kernel.
 *
 * @param name the case
 * @param checks what was compared, in order; empty when the case could not be run
 * @param outcome what the model did in the run in the middle by completion time, or null
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
   * @param seen the median of the model's runs
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
   * Runs a case, begun at several places in a tick, and compares the medians.
   *
   * @param one the case
   * @param folder where it is from
   * @return how it went; a case that the model cannot run has failed
   * @throws GoldenException when the kernel's rows cannot be read
   */
  public static Comparison of(final GoldenCase one, final GoldenFolder folder) {
    final Timeline kernelRows =
        Timeline.read(one.senderFile(), List.of("t_us", "cwnd", "srtt_us", "unacked", "sacked"));
    final List<CaseOutcome> outcomes = new ArrayList<>();
    try {
      for (int phase = 0; phase < CaseRun.PHASES; phase++) {
        outcomes.add(
            new CaseRun(
                    CaseRun.startUs(phase, folder.hz()),
                    one.params(),
                    one.kernel().latency(),
                    folder)
                .execute());
      }
    } catch (CannotRunException e) {
      return new Comparison(one.name(), Map.of(), null, e.getMessage());
    }
    final Tolerance tolerance = new Tolerance(one.params(), one.kernel());
    final long windowUs =
        Math.max(
            Math.max(2 * one.params().rttUs(), 2 * Poller.INTERVAL_US),
            Math.round(tolerance.of(Measure.COMPLETE) * 1e6));
    final Map<Measure, Check> checks = new EnumMap<>(Measure.class);
    for (final Measure measure : Measure.values()) {
      final ToDoubleFunction<CaseOutcome> seen =
          measure.isShape()
              ? outcome -> apart(measure, kernelRows, outcome.sender(), windowUs)
              : outcome -> outcome.value(measure);
      checks.put(
          measure,
          new Check(
              median(outcomes, seen),
              measure.isShape() ? 0 : one.kernel().median(measure),
              tolerance.of(measure)));
    }
    outcomes.sort(Comparator.comparingDouble(outcome -> outcome.value(Measure.COMPLETE)));
    return new Comparison(one.name(), checks, outcomes.get(outcomes.size() / 2), null);
  }

  private static double median(
      final List<CaseOutcome> outcomes, final ToDoubleFunction<CaseOutcome> value) {
    final double[] sorted = outcomes.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double apart(
      final Measure shape, final Timeline kernel, final Timeline model, final long windowUs) {
    final Curve curve = Curve.of(shape);
    return Shape.distance(
        curve.times(kernel),
        curve.values(kernel),
        curve.times(model),
        curve.values(model),
        windowUs);
  }
}
