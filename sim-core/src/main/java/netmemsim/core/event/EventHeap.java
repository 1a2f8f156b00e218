package netmemsim.core.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An implicit 4-ary heap of events over (time, order). It holds times and small numbers that stand
 * for the events, no references: a sift touches neither the events nor the garbage collector's card
 * table. The order is looked up on a tie only.
 */
final class EventHeap {
  private static final int ARITY_SHIFT = 2;
  private static final int ARITY = 1 << ARITY_SHIFT;
  private static final int INITIAL_CAPACITY = 64;

  /** The place of a number that no event has. */
  private static final int NOWHERE = -1;

  // By place: the time, and the number of the event. Times from the size on are Long.MAX_VALUE, so
  // that there are always four children to compare.
  private long[] times = new long[INITIAL_CAPACITY + ARITY];
  private int[] numbers = new int[INITIAL_CAPACITY + ARITY];

  /** Places in use. */
  private int size;

  // By number: the event, and its place.
  private @Nullable Event[] events = new Event[INITIAL_CAPACITY];
  private int[] places = new int[INITIAL_CAPACITY];

  /** The numbers that no event has, as a stack. */
  private int[] freeNumbers = new int[INITIAL_CAPACITY];

  private int freeCount;

  EventHeap() {
    Arrays.fill(times, Long.MAX_VALUE);
    freeNumbersFrom(0);
  }

  /** The number of events. */
  int size() {
    return size;
  }

  /** Whether an event that is not in it comes before all that are, of at least one. */
  boolean wouldBeFirst(final Event event) {
    final long firstPs = times[0];
    return event.timePs < firstPs
        || (event.timePs == firstPs && event.order < eventOf(numbers[0]).order);
  }

  /** Takes the first event out, of at least one. */
  Event takeFirst() {
    final Event first = eventOf(numbers[0]);
    remove(first);
    return first;
  }

  /** Takes the first event out, of at least one, and adds another with a single sift. */
  Event replaceFirst(final Event event) {
    final Event first = eventOf(numbers[0]);
    release(first);
    siftDown(0, event.timePs, numberFor(event));
    return first;
  }

  /** Adds an event. */
  void add(final Event event) {
    final int number = numberFor(event);
    siftUp(size++, event.timePs, number);
  }

  /** Adds an event where it may not belong; {@link #heapify} is to follow. */
  void addUnordered(final Event event) {
    put(size++, event.timePs, numberFor(event));
  }

  void heapify() {
    for (int place = (size - 2) >> ARITY_SHIFT; place >= 0; place--) {
      siftDown(place, times[place], numbers[place]);
    }
  }

  /** Moves an event to the place that its new time and order give it. */
  void noteTime(final Event event, final boolean later) {
    if (later) {
      siftDown(places[event.number], event.timePs, event.number);
    } else {
      siftUp(places[event.number], event.timePs, event.number);
    }
  }

  /** Whether an event is in this heap. */
  boolean holds(final Event event) {
    final int number = event.number;
    return number >= 0
        && number < events.length
        && events[number] == event
        && places[number] != NOWHERE;
  }

  void remove(final Event event) {
    final int place = places[event.number];
    release(event);
    final int last = --size;
    final long timePs = times[last];
    final int number = numbers[last];
    times[last] = Long.MAX_VALUE;
    if (place < last) {
      if (place > 0 && isBefore(timePs, number, (place - 1) >> ARITY_SHIFT)) {
        siftUp(place, timePs, number);
      } else {
        siftDown(place, timePs, number);
      }
    }
  }

  /** Moves the events after a time to a list. */
  void moveAfter(final long limitPs, final FarEvents list) {
    final int oldSize = size;
    size = 0;
    for (int place = 0; place < oldSize; place++) {
      final long timePs = times[place];
      final int number = numbers[place];
      if (timePs > limitPs) {
        final Event event = eventOf(number);
        release(event);
        list.add(event);
      } else {
        put(size++, timePs, number);
      }
    }
    Arrays.fill(times, size, oldSize, Long.MAX_VALUE);
    heapify();
  }

  /** See {@link FarEvents#timeOfShare}. */
  long timeOfShare(final int wanted, final long start, final long[] samples) {
    return FarEvents.timeOfShare(times, size, wanted, start, samples);
  }

  /** Copies the events into an array. Returns how many. */
  int copyInto(final Event[] array) {
    int count = 0;
    for (int number = 0; number < events.length; number++) {
      if (places[number] != NOWHERE) {
        array[count++] = eventOf(number);
      }
    }
    return count;
  }

  /** Forgets all events. */
  void clear() {
    for (int number = 0; number < events.length; number++) {
      if (places[number] != NOWHERE) {
        eventOf(number).number = Event.NOT_SCHEDULED;
      }
    }
    Arrays.fill(events, null);
    Arrays.fill(times, Long.MAX_VALUE);
    size = 0;
    freeCount = 0;
    freeNumbersFrom(0);
  }

  private Event eventOf(final int number) {
    final Event event = events[number];
    if (event == null) {
      throw new IllegalStateException("no event has number " + number);
    }
    return event;
  }

  private int numberFor(final Event event) {
    if (freeCount == 0) {
      grow();
    }
    final int number = freeNumbers[--freeCount];
    event.number = number;
    // Mostly the event that had the number before: then there is no reference to write.
    if (events[number] != event) {
      events[number] = event;
    }
    return number;
  }

  private void release(final Event event) {
    final int number = event.number;
    event.number = Event.NOT_SCHEDULED;
    places[number] = NOWHERE;
    freeNumbers[freeCount++] = number;
  }

  private boolean isBefore(final long timePs, final int number, final int place) {
    final long otherPs = times[place];
    return timePs < otherPs
        || (timePs == otherPs && eventOf(number).order < eventOf(numbers[place]).order);
  }

  private void siftUp(final int start, final long timePs, final int number) {
    int place = start;
    while (place > 0) {
      final int parent = (place - 1) >> ARITY_SHIFT;
      if (!isBefore(timePs, number, parent)) {
        break;
      }
      put(place, times[parent], numbers[parent]);
      place = parent;
    }
    put(place, timePs, number);
  }

  private void siftDown(final int start, final long timePs, final int number) {
    final long[] time = times;
    final int end = size;
    int place = start;
    int a = (place << ARITY_SHIFT) + 1;
    while (a < end) {
      // The least of four without a branch that depends on the times: it would be mispredicted.
      final long timeA = time[a];
      final long timeC = time[a + 2];
      final long ab = time[a + 1] - timeA;
      final long cd = time[a + 3] - timeC;
      final long left = timeA + (ab & (ab >> 63));
      final long right = timeC + (cd & (cd >> 63));
      final long leftRight = right - left;
      final int child;
      if (ab == 0 || cd == 0 || leftRight == 0) {
        child = firstOf(a, Math.min(a + ARITY, end));
      } else {
        final int ofLeft = (int) (ab >>> 63);
        final int ofRight = 2 + (int) (cd >>> 63);
        child = a + (ofLeft ^ ((ofLeft ^ ofRight) & (int) (leftRight >> 63)));
      }
      if (isBefore(timePs, number, child)) {
        break;
      }
      put(place, time[child], numbers[child]);
      place = child;
      a = (place << ARITY_SHIFT) + 1;
    }
    put(place, timePs, number);
  }

  /** Of the places from one to before another, the one whose event comes first. */
  private int firstOf(final int from, final int to) {
    int first = from;
    for (int place = from + 1; place < to; place++) {
      if (isBefore(times[place], numbers[place], first)) {
        first = place;
      }
    }
    return first;
  }

  private void put(final int place, final long timePs, final int number) {
    times[place] = timePs;
    numbers[place] = number;
    places[number] = place;
  }

  /** Makes more numbers, and places to go with them. */
  private void grow() {
    final int oldCapacity = events.length;
    final int capacity = oldCapacity * 2;
    times = Arrays.copyOf(times, capacity + ARITY);
    Arrays.fill(times, oldCapacity + ARITY, capacity + ARITY, Long.MAX_VALUE);
    numbers = Arrays.copyOf(numbers, capacity + ARITY);
    events = Arrays.copyOf(events, capacity);
    places = Arrays.copyOf(places, capacity);
    freeNumbers = Arrays.copyOf(freeNumbers, capacity);
    freeNumbersFrom(oldCapacity);
  }

  private void freeNumbersFrom(final int first) {
    for (int number = events.length - 1; number >= first; number--) {
      places[number] = NOWHERE;
      freeNumbers[freeCount++] = number;
    }
  }
}
