package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;
import org.jspecify.annotations.Nullable;

/**
 * Data behind a gap (out_of_order_queue; net/ipv4/tcp_input.c, tcp_data_queue_ofo, v6.12). Sorted
 * by offset in an array: finding is a binary search, and the usual insertion is at the end.
 */
final class OutOfOrderQueue {
  private static final int INITIAL = 8;

  /** Of a connection to which nothing came out of order, as most. */
  private static final @Nullable Skb[] NOTHING = {};

  private final TcpConnection connection;
  private @Nullable Skb[] entries = NOTHING;
  private int first;
  private int size;

  OutOfOrderQueue(final TcpConnection connection) {
    this.connection = connection;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Number of buffers. */
  int buffers() {
    return size;
  }

  /** The buffer with the lowest offset, or null. */
  @Nullable Skb peek() {
    return size == 0 ? null : entries[first];
  }

  /** The buffer with the highest offset, or null. */
  @Nullable Skb last() {
    return size == 0 ? null : entries[first + size - 1];
  }

  private Skb at(final int index) {
    final Skb skb = entries[first + index];
    if (skb == null) {
      throw new IllegalStateException("no buffer at " + index + " of " + size);
    }
    return skb;
  }

  /** Takes the buffer with the lowest offset off. */
  Skb poll() {
    final Skb skb = at(0);
    entries[first] = null;
    first++;
    size--;
    if (size == 0) {
      first = 0;
    }
    return skb;
  }

  /** Takes the buffer with the highest offset off. */
  Skb pollLast() {
    final Skb skb = at(size - 1);
    entries[first + size - 1] = null;
    size--;
    if (size == 0) {
      first = 0;
    }
    return skb;
  }

  /**
   * Inserts a buffer that is charged to the socket; overlaps are resolved and reported by DSACK.
   *
   * @return whether it went into a buffer that was there, by merging or because it was known
   */
  boolean insert(final Skb skb) {
    final long start = skb.startOffset;
    final long end = SkbMerge.endOf(skb);
    int at = indexAfter(start);
    if (at > 0) {
      final Skb before = at(at - 1);
      final long beforeEnd = SkbMerge.endOf(before);
      if (start < beforeEnd) {
        if (end <= beforeEnd) {
          connection.mib.ofoMerge.increment();
          connection.sackReporter.setDuplicate(start, end);
          connection.receiveQueue.drop(skb);
          return true;
        }
        if (start > before.startOffset) {
          connection.sackReporter.setDuplicate(start, beforeEnd);
        } else {
          at--;
          supersede(at);
        }
      } else if (start == beforeEnd) {
        final int truesize = skb.truesize;
        final int delta = SkbMerge.tryMerge(before, skb);
        if (delta >= 0) {
          connection.receiveQueue.charge(delta - truesize);
          connection.mib.rcvCoalesce.increment();
          return true;
        }
      }
    }
    insertAt(at, skb);
    while (at + 1 < size) {
      final Skb after = at(at + 1);
      if (end <= after.startOffset) {
        break;
      }
      if (end < SkbMerge.endOf(after)) {
        connection.sackReporter.extendDuplicate(after.startOffset, end);
        break;
      }
      supersede(at + 1);
    }
    return false;
  }

  /** Drops a buffer that a newer one covers. */
  private void supersede(final int index) {
    final Skb old = at(index);
    connection.sackReporter.extendDuplicate(old.startOffset, SkbMerge.endOf(old));
    connection.mib.ofoMerge.increment();
    System.arraycopy(entries, first + index + 1, entries, first + index, size - index - 1);
    entries[first + size - 1] = null;
    size--;
    connection.receiveQueue.drop(old);
  }

  private int indexAfter(final long start) {
    if (size == 0 || at(size - 1).startOffset <= start) {
      return size;
    }
    int low = 0;
    int high = size - 1;
    while (low < high) {
      final int middle = (low + high) >>> 1;
      if (at(middle).startOffset <= start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void insertAt(final int index, final Skb skb) {
    if (first + size == entries.length) {
      makeRoom();
    }
    System.arraycopy(entries, first + index, entries, first + index + 1, size - index);
    entries[first + index] = skb;
    size++;
  }

  private void makeRoom() {
    final @Nullable Skb[] larger =
        size * 2 >= entries.length ? new Skb[Math.max(INITIAL, size * 2)] : entries;
    System.arraycopy(entries, first, larger, 0, size);
    if (larger == entries) {
      java.util.Arrays.fill(entries, size, entries.length, null);
    }
    entries = larger;
    first = 0;
  }

  /** Frees everything. */
  void clear() {
    while (size > 0) {
      connection.receiveQueue.drop(poll());
    }
  }
}
