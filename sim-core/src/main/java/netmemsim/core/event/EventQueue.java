package netmemsim.core.event;

import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import nl.tudelft.simulation.dsol.eventlists.EventListInterface;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import org.jspecify.annotations.Nullable;

/**
 * The future event list, ordered by (time, order), where order packs the priority above the rank of
 * scheduling, so that the order is total and a tie cannot be left to chance. Each event's place is
 * known, which makes moving and cancelling O(log n) or better.
 *
 * <p>The first event is kept apart once it is known. Most events schedule another, which often is
 * the first in its turn, as the frames of a link are: then nothing else is touched. If it is not,
 * it takes the place of the one that is, with a single sift of the heap.
 *
 * <p>The near events are in a heap that is small enough for the processor's caches. Once there are
 * many, those after a time limit wait in a list without order; when the heap has run empty, the
 * limit moves on and the next share of them moves over. Where an event waits has no influence on
 * when it fires.
 */
public final class EventQueue implements EventListInterface<Long> {
  private static final int MAX_NEAR = 1 << 15;
  private static final int SAMPLES = 1024;

  private static final Comparator<Event> EXECUTION_ORDER =
      Comparator.<Event>comparingLong(event -> event.timePs)
          .thenComparingLong(event -> event.order);

  /** Before all others, or null when it is not known which is. */
  private @Nullable Event first;

  private final EventHeap near = new EventHeap();

  /** The events after {@link #nearUntilPs}. */
  private final FarEvents far = new FarEvents();

  private long nearUntilPs = Long.MAX_VALUE;

  /** A heap that grows beyond this sends its later part to the list; at least so many. */
  private final int leastMaxNear;

  private int maxNear;

  /** How many the heap then keeps, and later fetches. */
  private final int wantedNear;

  private long rank;
  private final long[] samples;

  /** The wrappers of DSOL events of other classes that are in the list; never iterated. */
  private final IdentityHashMap<SimEventInterface<Long>, ForeignEvent> foreignEvents =
      new IdentityHashMap<>();

  /** An empty list. */
  public EventQueue() {
    this(MAX_NEAR);
  }

  /** An empty list whose heap holds about so many events, at least 2. */
  EventQueue(final int maxNear) {
    leastMaxNear = maxNear;
    this.maxNear = maxNear;
    wantedNear = maxNear / 2;
    samples = new long[Math.min(SAMPLES, wantedNear)];
  }

  /**
   * Schedules an event.
   *
   * @param event an event that is not in a list
   * @param timePs absolute time in picoseconds, at least 0
   * @throws IllegalStateException when the event is scheduled already
   */
  public void schedule(final Event event, final long timePs) {
    if (event.number != Event.NOT_SCHEDULED) {
      throw new IllegalStateException("scheduled already: " + event);
    }
    stamp(event, timePs);
    place(event);
  }

  /**
   * Moves a scheduled event to another time, or schedules it when it is not; either way it ranks as
   * scheduled now.
   *
   * @param event the event
   * @param timePs absolute time in picoseconds, at least 0
   * @throws IllegalStateException when the event is scheduled in another list
   */
  public void reschedule(final Event event, final long timePs) {
    if (event.number == Event.NOT_SCHEDULED) {
      schedule(event, timePs);
      return;
    }
    if (!holds(event)) {
      throw new IllegalStateException("scheduled in another list: " + event);
    }
    final boolean isNear = event.number >= 0;
    final boolean staysNear = timePs <= nearUntilPs;
    // Also when the time stays: the rank has grown, and the priority is the event's for life.
    final boolean later = timePs >= event.timePs;
    final Event known = first;
    if (isNear != staysNear || event == known || (known != null && timePs <= known.timePs)) {
      remove(event);
      stamp(event, timePs);
      place(event);
      return;
    }
    stamp(event, timePs);
    if (isNear) {
      near.noteTime(event, later);
    } else {
      far.noteTime(event);
    }
  }

  /**
   * Takes an event out of the list.
   *
   * @param event the event
   * @return whether it was in the list
   */
  public boolean cancel(final Event event) {
    if (!holds(event)) {
      return false;
    }
    remove(event);
    return true;
  }

  /** The time in picoseconds of the first event, or {@link Long#MAX_VALUE} when there is none. */
  public long firstTimePs() {
    final Event known = knownFirst();
    return known == null ? Long.MAX_VALUE : known.timePs;
  }

  /**
   * Takes the first event out of the list if it is due.
   *
   * @param lastPs the last time in picoseconds at which an event is due
   * @return the event, or null when there is none until then
   */
  @Nullable Event takeUntil(final long lastPs) {
    final Event known = knownFirst();
    if (known == null || known.timePs > lastPs) {
      return null;
    }
    first = null;
    known.number = Event.NOT_SCHEDULED;
    return known;
  }

  private boolean holds(final Event event) {
    return event == first || near.holds(event) || far.holds(event);
  }

  private void stamp(final Event event, final long timePs) {
    event.timePs = timePs;
    event.order = event.orderOfPriority | rank++;
  }

  /** Puts an event where it belongs. */
  private void place(final Event event) {
    final Event known = first;
    if (known == null) {
      placeAfterFirst(event);
    } else if (isBefore(event, known)) {
      setFirst(event);
      insert(known);
    } else {
      insert(event);
    }
  }

  /** The first was taken: the event is the next one, or makes it known. */
  private void placeAfterFirst(final Event event) {
    if (event.timePs > nearUntilPs) {
      far.add(event);
    } else if (near.size() == 0 || near.wouldBeFirst(event)) {
      setFirst(event);
    } else {
      setFirst(near.replaceFirst(event));
    }
  }

  private void setFirst(final Event event) {
    first = event;
    event.number = Event.FIRST;
  }

  private static boolean isBefore(final Event event, final Event other) {
    return event.timePs < other.timePs
        || (event.timePs == other.timePs && event.order < other.order);
  }

  private void insert(final Event event) {
    if (event.timePs > nearUntilPs) {
      far.add(event);
      return;
    }
    near.add(event);
    if (near.size() > maxNear) {
      nearUntilPs = near.timeOfShare(wantedNear, rank, samples);
      near.moveAfter(nearUntilPs, far);
      setMaxNear();
    }
  }

  private void remove(final Event event) {
    if (event == first) {
      first = null;
      event.number = Event.NOT_SCHEDULED;
    } else if (event.number >= 0) {
      near.remove(event);
    } else {
      far.remove(event);
    }
  }

  /** Finds out which event is the first; null when there is none. */
  private @Nullable Event knownFirst() {
    if (first == null && (near.size() > 0 || fetch())) {
      setFirst(near.takeFirst());
    }
    return first;
  }

  private boolean fetch() {
    final int waiting = far.size();
    if (waiting == 0) {
      return false;
    }
    nearUntilPs =
        waiting <= wantedNear ? Long.MAX_VALUE : far.timeOfShare(wantedNear, rank, samples);
    far.moveUntil(nearUntilPs, near);
    setMaxNear();
    return true;
  }

  /** Events at one time cannot be parted: with many of them, tries again at twice as many. */
  private void setMaxNear() {
    maxNear = Math.max(leastMaxNear, 2 * near.size());
  }

  private Event[] toArray() {
    final Event[] all = new Event[size()];
    int count = near.copyInto(all);
    if (first != null) {
      all[count++] = first;
    }
    far.copyInto(all, count);
    return all;
  }

  // The list as DSOL sees it.

  /** Adds an event at the time it says; does nothing when it is in the list, as a set does. */
  @Override
  public void add(final SimEventInterface<Long> event) {
    if (contains(event)) {
      return;
    }
    if (event instanceof Event own) {
      schedule(own, own.timePs);
    } else {
      final ForeignEvent wrapper = new ForeignEvent(event, this);
      schedule(wrapper, event.getAbsoluteExecutionTime());
      foreignEvents.put(event, wrapper);
    }
  }

  @Override
  public boolean contains(final SimEventInterface<Long> event) {
    return event instanceof Event own ? holds(own) : foreignEvents.containsKey(event);
  }

  @Override
  public boolean remove(final SimEventInterface<Long> event) {
    if (event instanceof Event own) {
      return cancel(own);
    }
    final ForeignEvent wrapper = foreignEvents.remove(event);
    return wrapper != null && cancel(wrapper);
  }

  /** Is told that a DSOL event of another class is no longer in the list. */
  void forget(final SimEventInterface<Long> foreign) {
    foreignEvents.remove(foreign);
  }

  @Override
  public void clear() {
    if (first != null) {
      remove(first);
    }
    near.clear();
    far.clear();
    foreignEvents.clear();
    nearUntilPs = Long.MAX_VALUE;
    maxNear = leastMaxNear;
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public int size() {
    return near.size() + far.size() + (first == null ? 0 : 1);
  }

  @Override
  public @Nullable SimEventInterface<Long> first() {
    final Event known = knownFirst();
    return known == null ? null : known.asDsolEvent();
  }

  @Override
  public @Nullable SimEventInterface<Long> removeFirst() {
    final Event taken = takeUntil(Long.MAX_VALUE);
    if (taken == null) {
      return null;
    }
    final SimEventInterface<Long> event = taken.asDsolEvent();
    foreignEvents.remove(event);
    return event;
  }

  /** Iterates in the order of execution over a copy: for inspection, never for the run loop. */
  @Override
  public Iterator<SimEventInterface<Long>> iterator() {
    final Event[] all = toArray();
    Arrays.sort(all, EXECUTION_ORDER);
    return Arrays.stream(all).map(Event::asDsolEvent).iterator();
  }
}
