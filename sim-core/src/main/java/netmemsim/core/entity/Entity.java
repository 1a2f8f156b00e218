package netmemsim.core.entity;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;
import netmemsim.core.check.Invariant;
import netmemsim.core.event.EventSource;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Histogram;
import netmemsim.core.metric.Metric;
import netmemsim.core.metric.Reading;
import netmemsim.core.random.NameHash;
import netmemsim.core.random.RandomStream;
import netmemsim.core.trace.FrameDirection;
import netmemsim.core.trace.FrameEncoder;
import netmemsim.core.trace.FrameTap;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import org.jspecify.annotations.Nullable;

/**
 * A modelled thing with a place in the tree of names, such as {@code server/eth1/rxq15}. Random
 * streams, metrics, traces and invariants are addressed by that name.
 */
public abstract class Entity implements EventSource {
  private final EntityTree tree;

  /** The tree's, which is asked for the time at every step. */
  private final NetSimulator simulator;

  private final @Nullable Entity parent;
  private final String path;

  /** Where the name begins in the path. */
  private final int nameStart;

  private final long pathHash;
  private final int index;
  private @Nullable ReadingGroup group;

  /**
   * A root entity.
   *
   * @param tree the run's tree
   * @param name its name, unique among the roots
   */
  protected Entity(final EntityTree tree, final String name) {
    this(tree, null, name);
  }

  /**
   * A child entity.
   *
   * @param parent where it belongs
   * @param name its name, unique among its siblings
   */
  protected Entity(final Entity parent, final String name) {
    this(parent.tree, parent, name);
  }

  private Entity(final EntityTree tree, final @Nullable Entity parent, final String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("an entity needs a name");
    }
    this.tree = tree;
    this.simulator = tree.simulator();
    this.parent = parent;
    this.path = parent == null ? name : parent.path + "/" + name;
    this.nameStart = path.length() - name.length();
    this.pathHash = NameHash.of(path);
    this.index = tree.add(this);
  }

  /** The run's tree. */
  public final EntityTree tree() {
    return tree;
  }

  /** The simulator. */
  public final NetSimulator simulator() {
    return simulator;
  }

  /** Simulated time in picoseconds. */
  public final long nowPs() {
    return simulator.nowPs();
  }

  /** Where it belongs, or null for a root. */
  public final @Nullable Entity parent() {
    return parent;
  }

  /** The last part of its path. */
  public final String name() {
    return path.substring(nameStart);
  }

  @Override
  public final String path() {
    return path;
  }

  @Override
  public final int sourceIndex() {
    return index;
  }

  @Override
  public final long sourceHash() {
    return pathHash;
  }

  @Override
  public final String toString() {
    return path;
  }

  /** Registers a counter. */
  protected final Counter counter(final Metric metric) {
    final Counter counter = new Counter();
    tree.add(new Reading(metric, this, counter::value, null));
    return counter;
  }

  /**
   * Registers a metric that is read from the entity's state.
   *
   * @param metric a gauge, or a counter whose count the entity keeps itself
   * @param value reads it; must change nothing
   */
  protected final void reading(final Metric metric, final LongSupplier value) {
    tree.add(new Reading(metric, this, value, null));
  }

  /**
   * Registers metrics that are read from the entity's state, all of them at once: an entity of
   * which there are many keeps one object for all its metrics until somebody asks for them.
   *
   * @param metrics what there is; none of it is registered in another way
   * @param value reads one of them of this entity; must change nothing, and captures nothing
   */
  protected final void readings(
      final List<Metric> metrics, final ToLongBiFunction<Entity, Metric> value) {
    if (group != null) {
      throw new IllegalStateException("there is a group of metrics already: " + path);
    }
    group = tree.addGroup(this, metrics, value);
  }

  /** The metrics registered together, or null. */
  final @Nullable ReadingGroup readingGroup() {
    return group;
  }

  /** Registers a histogram. */
  protected final Histogram histogram(final Metric metric) {
    final Histogram histogram = new Histogram();
    tree.add(new Reading(metric, this, histogram::count, histogram));
    return histogram;
  }

  /** Opens a tracepoint at this entity. */
  protected final Trace trace(final Tracepoint tracepoint) {
    final Trace trace = new Trace(simulator(), tracepoint, this);
    tree.add(trace);
    return trace;
  }

  /**
   * Opens a tap for captures at this entity, which is a device.
   *
   * @param direction which way the frames go
   * @param encoder knows their bytes
   */
  protected final FrameTap frameTap(final FrameDirection direction, final FrameEncoder encoder) {
    final FrameTap tap = new FrameTap(simulator(), this, direction, encoder);
    tree.add(tap);
    return tap;
  }

  /**
   * Registers a law that holds between any two events.
   *
   * @param law what it is called
   * @param violation null while it holds, else what is wrong, with the figures
   */
  protected final void invariant(final String law, final Supplier<@Nullable String> violation) {
    tree.add(new Invariant(law, this, violation));
  }

  /** A random stream of this entity. */
  protected final RandomStream stream(final String purpose) {
    return tree.random().stream(this, purpose);
  }
}
