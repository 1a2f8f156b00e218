package netmemsim.models.netmem;

/** A ring of buffers of fixed size, first in first out (include/linux/ptr_ring.h). */
final class PtrRing {
  private final Netmem[] entries;
  private int head;
  private int count;

  PtrRing(final int size) {
    entries = new Netmem[size];
  }

  /** Buffers in it. */
  int count() {
    return count;
  }

  boolean isFull() {
    return count == entries.length;
  }

  /** Adds a buffer to a ring that is not full. */
  void produce(final Netmem netmem) {
    int tail = head + count;
    if (tail >= entries.length) {
      tail -= entries.length;
    }
    entries[tail] = netmem;
    count++;
  }

  /** Takes the oldest buffer of a ring that is not empty. */
  Netmem consume() {
    final Netmem netmem = entries[head];
    head = head + 1 == entries.length ? 0 : head + 1;
    count--;
    return netmem;
  }
}
