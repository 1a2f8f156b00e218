package netmemsim.models.tcp;

import java.util.function.Function;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;

/**
 * Counters that are declared where their field is. The function that registers one lives here,
 * since a field is set before the body of its own class' constructor runs.
 */
abstract class CounterGroup {
  private final Function<Metric, Counter> registry;

  CounterGroup(final Function<Metric, Counter> registry) {
    this.registry = registry;
  }

  /** Registers a counter. */
  final Counter counter(final String name, final String unit, final String help) {
    return registry.apply(Metric.counter(name, unit, help));
  }
}
