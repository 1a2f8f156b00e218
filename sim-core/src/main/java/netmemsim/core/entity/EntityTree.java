package netmemsim.core.entity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongBiFunction;
import netmemsim.core.check.Invariant;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.metric.Metric;
import netmemsim.core.metric.Reading;
import netmemsim.core.random.RandomStreams;
import netmemsim.core.trace.FrameTap;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.TraceSink;
import org.jspecify.annotations.Nullable;

/**
 * All entities of one run, with what they registered: metrics, traces, invariants. Everything is
 * kept in order of creation.
 */
public final class EntityTree {
  private final NetSimulator simulator;
  private final RandomStreams random;
  private final List<Entity> entities = new ArrayList<>();
  private final Map<String, Entity> byPath = new HashMap<>();
  private final List<Reading> readings = new ArrayList<>();

  /** Groups that nobody asked for yet. */
  private final List<ReadingGroup> waiting = new ArrayList<>();

  private final Map<String, Reading> readingByPath = new HashMap<>();

  /** How many readings are in their final place. */
  private int expandedReadings;

  private final List<Trace> traces = new ArrayList<>();
  private final List<FrameTap> frameTaps = new ArrayList<>();
  private final List<Consumer<FrameTap>> tapWatchers = new ArrayList<>();
  private final List<Invariant> invariants = new ArrayList<>();
  private final List<Subscription> subscriptions = new ArrayList<>();

  private record Subscription(Predicate<Trace> wanted, TraceSink sink) {}

  /**
   * An empty tree.
   *
   * @param simulator the simulator that the entities live in
   * @param seed the run's seed
   */
  public EntityTree(final NetSimulator simulator, final long seed) {
    this.simulator = simulator;
    this.random = new RandomStreams(seed);
  }

  /** The simulator that the entities live in. */
  public NetSimulator simulator() {
    return simulator;
  }

  /** The random streams of the run. */
  public RandomStreams random() {
    return random;
  }

  /** All entities in order of creation; index equals {@code sourceIndex}. */
  public List<Entity> entities() {
    return Collections.unmodifiableList(entities);
  }

  /**
   * Finds an entity.
   *
   * @param path its full name
   * @return the entity, or null
   */
  public @Nullable Entity find(final String path) {
    return byPath.get(path);
  }

  /** All metrics in order of registration. */
  public List<Reading> readings() {
    expandGroups();
    return Collections.unmodifiableList(readings);
  }

  /**
   * Finds a metric.
   *
   * @param path entity path and metric name, separated by a slash
   * @return the metric, or null
   */
  public @Nullable Reading findReading(final String path) {
    final Reading single = readingByPath.get(path);
    if (single != null) {
      return single;
    }
    final int slash = path.lastIndexOf('/');
    final Entity entity = slash < 0 ? null : find(path.substring(0, slash));
    final ReadingGroup group = entity == null ? null : entity.readingGroup();
    return group == null ? null : group.find(path.substring(slash + 1));
  }

  /** Makes the readings of the groups, each in its place among those registered singly. */
  private void expandGroups() {
    if (waiting.isEmpty()) {
      return;
    }
    final List<Reading> singles =
        new ArrayList<>(readings.subList(expandedReadings, readings.size()));
    readings.subList(expandedReadings, readings.size()).clear();
    int taken = 0;
    for (final ReadingGroup next : waiting) {
      for (; taken < next.singlesBefore; taken++) {
        readings.add(singles.get(taken));
      }
      next.expand(readings::add);
    }
    readings.addAll(singles.subList(taken, singles.size()));
    waiting.clear();
    expandedReadings = readings.size();
  }

  /** All traces in order of registration. */
  public List<Trace> traces() {
    return Collections.unmodifiableList(traces);
  }

  /** All invariants in order of registration. */
  public List<Invariant> invariants() {
    return Collections.unmodifiableList(invariants);
  }

  /**
   * Connects a sink to traces, those of entities made later included.
   *
   * @param wanted which traces
   * @param sink the sink
   */
  public void subscribe(final Predicate<Trace> wanted, final TraceSink sink) {
    subscriptions.add(new Subscription(wanted, sink));
    for (final Trace trace : traces) {
      if (wanted.test(trace)) {
        trace.addSink(sink);
      }
    }
  }

  /**
   * Is shown every tap, those of entities made later included.
   *
   * @param watcher adds a sink to those that it wants
   */
  public void watchFrameTaps(final Consumer<FrameTap> watcher) {
    tapWatchers.add(watcher);
    frameTaps.forEach(watcher);
  }

  /**
   * Checks every invariant.
   *
   * @return what is wrong, one line each; empty when all hold
   */
  public List<String> violations() {
    final List<String> wrong = new ArrayList<>();
    for (final Invariant invariant : invariants) {
      final String violation = invariant.check();
      if (violation != null) {
        wrong.add(violation);
      }
    }
    return wrong;
  }

  int add(final Entity entity) {
    if (byPath.putIfAbsent(entity.path(), entity) != null) {
      throw new IllegalArgumentException("there is an entity " + entity.path() + " already");
    }
    entities.add(entity);
    return entities.size() - 1;
  }

  void add(final Reading reading) {
    if (readingByPath.putIfAbsent(reading.path(), reading) != null) {
      throw new IllegalArgumentException("there is a metric " + reading.path() + " already");
    }
    readings.add(reading);
  }

  ReadingGroup addGroup(
      final Entity entity,
      final List<Metric> metrics,
      final ToLongBiFunction<Entity, Metric> value) {
    if (waiting.isEmpty()) {
      expandedReadings = readings.size();
    }
    final ReadingGroup group =
        new ReadingGroup(entity, metrics, value, readings.size() - expandedReadings);
    waiting.add(group);
    return group;
  }

  void add(final Invariant invariant) {
    invariants.add(invariant);
  }

  void add(final Trace trace) {
    traces.add(trace);
    for (final Subscription subscription : subscriptions) {
      if (subscription.wanted.test(trace)) {
        trace.addSink(subscription.sink);
      }
    }
  }

  void add(final FrameTap tap) {
    frameTaps.add(tap);
    tapWatchers.forEach(watcher -> watcher.accept(tap));
  }
}
