package netmemsim.scenarios.golden;

import java.util.Map;

/**
 * What the model did.
 *
 * @param values the measures that are no shapes
 * @param sender the sender's rows
 * @param receiver the receiver's rows
 * @param packets what reached the forwarder
 */
record CaseOutcome(
    Map<Measure, Double> values, Timeline sender, Timeline receiver, PacketLog packets) {
  /** A measure that is no shape. */
  double value(final Measure measure) {
    final Double value = values.get(measure);
    if (value == null) {
      throw new IllegalArgumentException("a run has no " + measure);
    }
    return value;
  }
}
