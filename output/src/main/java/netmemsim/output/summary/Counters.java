package netmemsim.output.summary;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.metric.Histogram;
import netmemsim.core.metric.Reading;
import netmemsim.output.file.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The readings of a run that are not zero, as {@code nstat} and {@code ethtool -S} show them:
 * grouped by entity, entities in tree order (a parent before its children, siblings and metrics in
 * order of creation). A snapshot: later changes do not show.
 */
public final class Counters {
  private static final int MEDIAN = 500;
  private static final int P99 = 990;

  private final List<Group> groups;

  private record Group(String path, List<Value> values) {}

  private record Value(String name, long value, @Nullable Spread spread) {}

  private record Spread(long sum, long max, long p50, long p99) {
    static Spread of(final Histogram histogram) {
      return new Spread(
          histogram.sum(), histogram.max(), histogram.quantile(MEDIAN), histogram.quantile(P99));
    }
  }

  private Counters(final List<Group> groups) {
    this.groups = groups;
  }

  /**
   * Reads all metrics now.
   *
   * @param tree the run's entities
   * @return what they show
   */
  public static Counters of(final EntityTree tree) {
    final List<Entity> entities = tree.entities();
    final List<List<Value>> values = new ArrayList<>();
    final List<List<Entity>> children = new ArrayList<>();
    final List<Entity> roots = new ArrayList<>();
    for (final Entity entity : entities) {
      values.add(new ArrayList<>());
      children.add(new ArrayList<>());
      final Entity parent = entity.parent();
      (parent == null ? roots : children.get(parent.sourceIndex())).add(entity);
    }
    for (final Reading reading : tree.readings()) {
      final long value = reading.read();
      if (value != 0) {
        final Histogram histogram = reading.histogram();
        values
            .get(reading.source().sourceIndex())
            .add(
                new Value(
                    reading.metric().name(),
                    value,
                    histogram == null ? null : Spread.of(histogram)));
      }
    }
    final List<Group> groups = new ArrayList<>();
    collect(roots, children, values, groups);
    return new Counters(groups);
  }

  private static void collect(
      final List<Entity> siblings,
      final List<List<Entity>> children,
      final List<List<Value>> values,
      final List<Group> into) {
    for (final Entity entity : siblings) {
      final int index = entity.sourceIndex();
      if (!values.get(index).isEmpty()) {
        into.add(new Group(entity.path(), values.get(index)));
      }
      collect(children.get(index), children, values, into);
    }
  }

  /**
   * For people: the path of each entity, below it a line {@code name: value} for each metric; a
   * histogram is {@code name: count=.. sum=.. max=.. p50=.. p99=..}.
   */
  public String text() {
    final StringBuilder text = new StringBuilder();
    for (final Group group : groups) {
      text.append(group.path).append('\n');
      for (final Value value : group.values) {
        text.append("  ").append(value.name).append(": ");
        final Spread spread = value.spread;
        if (spread == null) {
          text.append(value.value);
        } else {
          text.append("count=").append(value.value);
          text.append(" sum=").append(spread.sum);
          text.append(" max=").append(spread.max);
          text.append(" p50=").append(spread.p50);
          text.append(" p99=").append(spread.p99);
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** For programs, as a document of its own. */
  public String json() {
    return JsonText.render(this::writeTo);
  }

  /**
   * For programs, as a value in a larger document: {@code {"entity path": {"metric": value}}}; a
   * histogram is an object with count, sum, max, p50 and p99.
   */
  public void writeTo(final JsonGenerator json) {
    json.writeStartObject();
    for (final Group group : groups) {
      json.writeObjectPropertyStart(group.path);
      for (final Value value : group.values) {
        final Spread spread = value.spread;
        if (spread == null) {
          json.writeNumberProperty(value.name, value.value);
        } else {
          json.writeObjectPropertyStart(value.name);
          json.writeNumberProperty("count", value.value);
          json.writeNumberProperty("sum", spread.sum);
          json.writeNumberProperty("max", spread.max);
          json.writeNumberProperty("p50", spread.p50);
          json.writeNumberProperty("p99", spread.p99);
          json.writeEndObject();
        }
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
