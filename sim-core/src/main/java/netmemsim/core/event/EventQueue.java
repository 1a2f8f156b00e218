package netmemsim.core.event;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import nl.tudelft.simulation.dsol.eventlists.EventListInterface;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import org.jspecify.annotations.Nullable;

/**
 * The future event list: an implicit 4-ary heap over (time, order), where order packs the priority
 * above the rank of scheduling, so that the order is total and a tie cannot be left to chance. Each
 * event knows its place, which makes moving and cancelling O(log n).
 *
 * <p>Taking the first event leaves a hole at the root. The next insertion, which usually follows at
 * once because most events schedule another, fills it with a single sift; otherwise the last event
 * does when the first is next asked for.
 */
public final class EventQueue implements EventListInterface<Long> {
  private static final int ARITY_SHIFT = 2;
  private static final int ARITY = 1 << ARITY_SHIFT;
  private static final int INITIAL_CAPACITY = 64;

  /** Bits of the scheduling rank below the priority: 10^18 events before it would wrap. */
  private static final int RANK_BITS = 59;

  private long[] times = new long[INITIAL_CAPACITY];
  private long[] orders = new long[INITIAL_CAPACITY];
  private @Nullable Event[] events = new Event[INITIAL_CAPACITY];

  /** Slots in use, the hole included. */
  private int slots;

  private boolean holeAtRoot;
  private long rank;

  /**
   * Schedules an event.
   *
   * @param event an event that is not in the list
   * @param timePs absolute time in picoseconds
   * @throws IllegalStateException when the event is scheduled already
   */
  public void schedule(final Event event, final long timePs) {
    if (event.heapIndex != Event.NOT_SCHEDULED) {
      throw new IllegalStateException("scheduled already: " + event);
    }
    event.timePs = timePs;
    event.order = nextOrder(event);
    if (holeAtRoot) {
      holeAtRoot = false;
      siftDown(0, event);
    } else {
      if (slots == times.length) {
        grow();
      }
      siftUp(slots++, event);
    }
  }

  /**
   * Moves a scheduled event to another time, or schedules it when it is not; either way it ranks as
   * scheduled now.
   *
   * @param event the event
   * @param timePs absolute time in picoseconds
   */
  public void reschedule(final Event event, final long timePs) {
    if (event.heapIndex == Event.NOT_SCHEDULED) {
      schedule(event, timePs);
      return;
    }
    fillHole();
    final boolean later = timePs >= event.timePs;
    event.timePs = timePs;
    event.order = nextOrder(event);
    if (later) {
      siftDown(event.heapIndex, event);
    } else {
      siftUp(event.heapIndex, event);
    }
  }

  /**
   * Takes an event out of the list.
   *
   * @param event the event
   * @return whether it was in the list
   */
  public boolean cancel(final Event event) {
    if (event.heapIndex == Event.NOT_SCHEDULED) {
      return false;
    }
    fillHole();
    final int index = event.heapIndex;
    if (index >= slots || events[index] != event) {
      return false;
    }
    event.heapIndex = Event.NOT_SCHEDULED;
    final Event last = takeLast();
    if (last != event) {
      if (index > 0 && isBefore(last, (index - 1) >> ARITY_SHIFT)) {
        siftUp(index, last);
      } else {
        siftDown(index, last);
      }
    }
    return true;
  }

  /** The time in picoseconds of the first event, or {@link Long#MAX_VALUE} when there is none. */
  public long firstTimePs() {
    fillHole();
    return slots == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Takes the first event out of the list. The list must not be empty. */
  Event takeFirst() {
    fillHole();
    final Event first = events[0];
    if (first == null) {
      throw new NoSuchElementException("the event list is empty");
    }
    first.heapIndex = Event.NOT_SCHEDULED;
    if (slots == 1) {
      slots = 0;
      events[0] = null;
    } else {
      holeAtRoot = true;
    }
    return first;
  }

  private long nextOrder(final Event event) {
    return ((long) (Event.MAX_PRIORITY + 1 - event.getPriority()) << RANK_BITS) | rank++;
  }

  private void fillHole() {
    if (holeAtRoot) {
      holeAtRoot = false;
      siftDown(0, takeLast());
    }
  }

  private Event takeLast() {
    final int lastIndex = --slots;
    final Event last = events[lastIndex];
    events[lastIndex] = null;
    if (last == null) {
      throw new IllegalStateException("no event at " + lastIndex);
    }
    return last;
  }

  private boolean isBefore(final Event event, final int index) {
    final long timePs = times[index];
    return event.timePs < timePs || (event.timePs == timePs && event.order < orders[index]);
  }

  private void siftUp(final int start, final Event event) {
    int index = start;
    while (index > 0) {
      final int parent = (index - 1) >> ARITY_SHIFT;
      if (!isBefore(event, parent)) {
        break;
      }
      place(index, events[parent], times[parent], orders[parent]);
      index = parent;
    }
    place(index, event, event.timePs, event.order);
  }

  private void siftDown(final int start, final Event event) {
    final long[] time = times;
    final long[] order = orders;
    final long eventTimePs = event.timePs;
    final long eventOrder = event.order;
    final int end = slots;
    int index = start;
    while (true) {
      final int firstChild = (index << ARITY_SHIFT) + 1;
      if (firstChild >= end) {
        break;
      }
      int child = firstChild;
      long childTimePs = time[firstChild];
      final int pastChild = Math.min(firstChild + ARITY, end);
      for (int i = firstChild + 1; i < pastChild; i++) {
        final long candidatePs = time[i];
        if (candidatePs < childTimePs
            || (candidatePs == childTimePs && order[i] < order[child])) {
          child = i;
          childTimePs = candidatePs;
        }
      }
      if (eventTimePs < childTimePs || (eventTimePs == childTimePs && eventOrder < order[child])) {
        break;
      }
      place(index, events[child], childTimePs, order[child]);
      index = child;
    }
    place(index, event, eventTimePs, eventOrder);
  }

  private void place(
      final int index, final @Nullable Event event, final long timePs, final long order) {
    times[index] = timePs;
    orders[index] = order;
    events[index] = event;
    if (event != null) {
      event.heapIndex = index;
    }
  }

  private void grow() {
    final int capacity = times.length * 2;
    times = Arrays.copyOf(times, capacity);
    orders = Arrays.copyOf(orders, capacity);
    events = Arrays.copyOf(events, capacity);
  }

  // The list as DSOL sees it.

  @Override
  public void add(final SimEventInterface<Long> event) {
    final Event own = event instanceof Event e ? e : new ForeignEvent(event);
    schedule(own, own instanceof ForeignEvent ? event.getAbsoluteExecutionTime() : own.timePs);
  }

  @Override
  public boolean contains(final SimEventInterface<Long> event) {
    return find(event) != null;
  }

  @Override
  public boolean remove(final SimEventInterface<Long> event) {
    final Event found = find(event);
    return found != null && cancel(found);
  }

  /** The list's own event behind a DSOL event: itself, or the wrapper of a foreign one. */
  private @Nullable Event find(final SimEventInterface<Long> event) {
    if (event instanceof Event own) {
      return own.isScheduled() ? own : null;
    }
    fillHole();
    for (int i = 0; i < slots; i++) {
      if (events[i] instanceof ForeignEvent foreign && foreign.wraps(event)) {
        return foreign;
      }
    }
    return null;
  }

  @Override
  public void clear() {
    fillHole();
    for (int i = 0; i < slots; i++) {
      final Event event = events[i];
      if (event != null) {
        event.heapIndex = Event.NOT_SCHEDULED;
      }
      events[i] = null;
    }
    slots = 0;
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public int size() {
    return holeAtRoot ? slots - 1 : slots;
  }

  @Override
  public @Nullable SimEventInterface<Long> first() {
    fillHole();
    return slots == 0 ? null : ForeignEvent.unwrap(events[0]);
  }

  @Override
  public @Nullable SimEventInterface<Long> removeFirst() {
    return isEmpty() ? null : ForeignEvent.unwrap(takeFirst());
  }

  /** Iterates in the order of execution over a copy: for inspection, never for the run loop. */
  @Override
  public Iterator<SimEventInterface<Long>> iterator() {
    fillHole();
    final Event[] sorted = new Event[slots];
    System.arraycopy(events, 0, sorted, 0, slots);
    Arrays.sort(
        sorted,
        (a, b) ->
            a.timePs != b.timePs
                ? Long.compare(a.timePs, b.timePs)
                : Long.compare(a.order, b.order));
    return Arrays.stream(sorted).map(ForeignEvent::unwrapNonNull).iterator();
  }
}
