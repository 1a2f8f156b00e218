package netmemsim.core.entity;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongBiFunction;
import netmemsim.core.metric.Metric;
import netmemsim.core.metric.Reading;
import org.jspecify.annotations.Nullable;

/** Metrics of one entity that were registered together; readings are made when they are wanted. */
final class ReadingGroup {
  private final Entity entity;
  private final List<Metric> metrics;
  private final ToLongBiFunction<Entity, Metric> value;

  /** How many single readings were registered before it since the last look at all readings. */
  final int singlesBefore;

  ReadingGroup(
      final Entity entity,
      final List<Metric> metrics,
      final ToLongBiFunction<Entity, Metric> value,
      final int singlesBefore) {
    this.entity = entity;
    this.metrics = metrics;
    this.value = value;
    this.singlesBefore = singlesBefore;
  }

  /** Makes the readings, in order. */
  void expand(final Consumer<Reading> to) {
    for (final Metric metric : metrics) {
      to.accept(reading(metric));
    }
  }

  /** Makes the reading of a metric, or null when there is none of that name. */
  @Nullable Reading find(final String name) {
    for (final Metric metric : metrics) {
      if (metric.name().equals(name)) {
        return reading(metric);
      }
    }
    return null;
  }

  private Reading reading(final Metric metric) {
    return new Reading(metric, entity, () -> value.applyAsLong(entity, metric), null);
  }
}
