package netmemsim.core.event;

import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens at a point in simulated time. An entity owns its events and uses each one
 * again and again: scheduling, moving and cancelling allocate nothing. An event is in the event
 * list at most once.
 *
 * <p>Equal times run in order of priority (higher first, DSOL's 1 to 10), then of scheduling.
 */
public abstract class Event implements SimEventInterface<Long> {
  static final int NOT_SCHEDULED = -1;

  /** {@link #number} of the first event of a list. */
  static final int FIRST = Integer.MIN_VALUE;

  /** Bits of the rank of scheduling below the priority: 5.7e17 events before it would wrap. */
  private static final int RANK_BITS = 59;

  private final @Nullable EventSource source;
  private final short priority;

  /** The part of {@link #order} that the priority makes: the higher, the less. */
  final long orderOfPriority;

  // Written by EventQueue only.

  /**
   * Where it is: {@link #FIRST}, 0 and more in the heap, -2 and less in the far list, or {@link
   * #NOT_SCHEDULED}.
   */
  int number = NOT_SCHEDULED;

  long timePs;
  long order;

  /**
   * An event of an entity, at DSOL's normal priority.
   *
   * @param source the owner, or null for an event of nobody
   */
  protected Event(final @Nullable EventSource source) {
    this(source, NORMAL_PRIORITY);
  }

  /**
   * An event of an entity.
   *
   * @param source the owner, or null for an event of nobody
   * @param priority higher runs first among equal times; DSOL's range, 0 to 11
   */
  protected Event(final @Nullable EventSource source, final short priority) {
    if (priority < MIN_PRIORITY - 1 || priority > MAX_PRIORITY + 1) {
      throw new IllegalArgumentException("priority " + priority + " is not in 0..11");
    }
    this.source = source;
    this.priority = priority;
    this.orderOfPriority = (long) (MAX_PRIORITY + 1 - priority) << RANK_BITS;
  }

  /**
   * Lets it happen. Called by the simulator with the event already out of the event list, so that
   * it may schedule itself again.
   *
   * @param nowPs simulated time in picoseconds, equal to {@link #timePs()}
   */
  public abstract void fire(long nowPs);

  /**
   * Whether the event only looks: it is then left out of the fingerprint and of the event count.
   * Such an event must change no state of the model.
   */
  public boolean observesOnly() {
    return false;
  }

  /** Whether the event is in the event list. */
  public final boolean isScheduled() {
    return number != NOT_SCHEDULED;
  }

  /** The time in picoseconds for which the event is, or last was, scheduled. */
  public final long timePs() {
    return timePs;
  }

  /** The owner, or null. */
  public final @Nullable EventSource source() {
    return source;
  }

  @Override
  public void execute() {
    fire(timePs);
  }

  @Override
  public final Long getAbsoluteExecutionTime() {
    return timePs;
  }

  @Override
  public final short getPriority() {
    return priority;
  }

  /** The event's rank in the order of scheduling, as DSOL's id. */
  @Override
  public final long getId() {
    return order;
  }

  /** The event as its DSOL scheduler knows it. */
  SimEventInterface<Long> asDsolEvent() {
    return this;
  }

  @Override
  public String toString() {
    return getClass().getSimpleName()
        + (source == null ? "" : " of " + source.path())
        + " at "
        + timePs
        + " ps";
  }
}
