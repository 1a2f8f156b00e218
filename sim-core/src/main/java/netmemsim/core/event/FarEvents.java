package netmemsim.core.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Events that are not due for long, in no order. Each knows its index, as its number. */
final class FarEvents {
  private static final int INITIAL_CAPACITY = 1 << 15;

  private long[] times = new long[0];
  private @Nullable Event[] events = new Event[0];
  private int size;

  int size() {
    return size;
  }

  void add(final Event event) {
    if (size == times.length) {
      final int capacity = Math.max(INITIAL_CAPACITY, size * 2);
      times = Arrays.copyOf(times, capacity);
      events = Arrays.copyOf(events, capacity);
    }
    times[size] = event.timePs;
    events[size] = event;
    event.number = numberOf(size);
    size++;
  }

  /** Notes the time of an event that has moved. */
  void noteTime(final Event event) {
    times[indexOf(event)] = event.timePs;
  }

  boolean holds(final Event event) {
    final int index = indexOf(event);
    return index >= 0 && index < size && events[index] == event;
  }

  void remove(final Event event) {
    removeAt(indexOf(event));
  }

  /** Moves the events up to a time to an empty heap. */
  void moveUntil(final long limitPs, final EventHeap heap) {
    for (int index = size - 1; index >= 0; index--) {
      if (times[index] <= limitPs) {
        heap.addUnordered(removeAt(index));
      }
    }
    heap.heapify();
  }

  /** Copies the events into an array, from an index on. */
  void copyInto(final Event[] array, final int from) {
    for (int index = 0; index < size; index++) {
      array[from + index] = at(index);
    }
  }

  /** Forgets all events. */
  void clear() {
    for (int index = 0; index < size; index++) {
      at(index).number = Event.NOT_SCHEDULED;
      events[index] = null;
    }
    size = 0;
  }

  /** A time in picoseconds that about the wanted number of these events do not exceed. */
  long timeOfShare(final int wanted, final long start, final long[] samples) {
    return timeOfShare(times, size, wanted, start, samples);
  }

  /**
   * A time in picoseconds that about the wanted number of times, and at least one, do not exceed.
   *
   * @param times an array
   * @param size how much of it to look at, at least as much as there are samples
   * @param wanted less than the size
   * @param start any number: where to start, lest the stride should meet a pattern
   * @param samples room to work in; the more, the more exact
   */
  static long timeOfShare(
      final long[] times,
      final int size,
      final int wanted,
      final long start,
      final long[] samples) {
    final int stride = size / samples.length;
    int index = (int) (start % stride);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = times[index];
      index += stride;
    }
    Arrays.sort(samples);
    return samples[(int) ((long) wanted * samples.length / size)];
  }

  /** Takes an event out; the last one takes its index. */
  private Event removeAt(final int index) {
    final Event removed = at(index);
    size--;
    if (index < size) {
      final Event last = at(size);
      times[index] = times[size];
      events[index] = last;
      last.number = numberOf(index);
    }
    events[size] = null;
    removed.number = Event.NOT_SCHEDULED;
    return removed;
  }

  private Event at(final int index) {
    final Event event = events[index];
    if (event == null) {
      throw new IllegalStateException("no event at " + index);
    }
    return event;
  }

  /** The number of an event in this list: -2 and less. */
  private static int numberOf(final int index) {
    return Event.NOT_SCHEDULED - 1 - index;
  }

  private static int indexOf(final Event event) {
    return Event.NOT_SCHEDULED - 1 - event.number;
  }
}
