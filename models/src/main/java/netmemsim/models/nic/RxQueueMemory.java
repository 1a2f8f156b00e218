package netmemsim.models.nic;

import netmemsim.models.netmem.Netmem;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.packet.Packet;

/**
 * What {@code ndo_queue_mem_alloc} makes and {@code ndo_queue_mem_free} frees: the page pool of an
 * RX queue, its ring of posted buffers, and the completions that wait for NAPI.
 */
final class RxQueueMemory {
  final PagePool pool;
  final int size;

  /** What the ring counted until it was stopped, by {@link RingCounter}. */
  final long[] counted = new long[RingCounter.COUNT];

  private final int mask;

  private final Netmem[] bufferMemory;
  private final int[] bufferOffset;

  /** Next buffer that the hardware fills. */
  private long consumed;

  /** Next buffer that NAPI hands up. */
  private long reaped;

  /** Next free slot. */
  private long posted;

  /** Buffers up to here are visible to the hardware. */
  private long doorbell;

  /** Whether a queue ran on it and was stopped. */
  boolean stoppedBefore;

  private final Packet[] completed;
  private final long[] readyPs;
  private final int[] buffersOf;
  private final int[] segmentBytesOf;
  private final int[] segmentsOf;
  private long completedHead;
  private long completedTail;

  RxQueueMemory(final PagePool pool, final int size) {
    this.pool = pool;
    this.size = size;
    int slots = 1;
    while (slots < size) {
      slots <<= 1;
    }
    mask = slots - 1;
    bufferMemory = new Netmem[slots];
    bufferOffset = new int[slots];
    completed = new Packet[slots];
    readyPs = new long[slots];
    buffersOf = new int[slots];
    segmentBytesOf = new int[slots];
    segmentsOf = new int[slots];
  }

  /** Descriptors that hold no buffer and no unreaped data: how many may be posted. */
  int freeSlots() {
    return size - 1 - (int) (posted - reaped);
  }

  /** Buffers that the hardware can see and has not filled. */
  int visible() {
    return (int) (doorbell - consumed);
  }

  /** Buffers that are posted and not yet handed up. */
  int postedBuffers() {
    return (int) (posted - reaped);
  }

  /** Buffers ever posted. */
  long posted() {
    return posted;
  }

  /** Buffers ever handed up. */
  long reaped() {
    return reaped;
  }

  /** Posts a buffer; the caller rings the doorbell. */
  void post(final Netmem memory, final int offset) {
    final int slot = (int) posted & mask;
    bufferMemory[slot] = memory;
    bufferOffset[slot] = offset;
    posted++;
  }

  /** Takes back what was posted last and is not visible yet. */
  void unpost(final int buffers) {
    for (int i = 0; i < buffers; i++) {
      posted--;
      bufferMemory[(int) posted & mask].put();
    }
  }

  /** Takes over the completions that wait in another ring. */
  void adopt(final RxQueueMemory other) {
    while (other.hasCompletions()) {
      complete(
          other.firstPacket(),
          other.firstBuffers(),
          other.firstReadyPs(),
          other.firstSegmentBytes(),
          other.firstSegments());
      other.popCompletion();
    }
  }

  /** Rings the doorbell if the tail is a multiple of the unit. */
  void ringDoorbell(final int unit) {
    if (posted % unit == 0) {
      doorbell = posted;
    }
  }

  /** The memory of the buffer that is {@code ahead} places behind the next to be filled. */
  Netmem fillMemory(final int ahead) {
    return bufferMemory[(int) (consumed + ahead) & mask];
  }

  int fillOffset(final int ahead) {
    return bufferOffset[(int) (consumed + ahead) & mask];
  }

  /** Whether there is no room for another completion: headers have a buffer for each descriptor. */
  boolean isFull() {
    return completedTail - completedHead >= size;
  }

  /**
   * The hardware filled buffers with a packet.
   *
   * @param segmentBytes payload of its first segment
   * @param segments wire packets that the hardware made it of
   */
  void complete(
      final Packet packet,
      final int buffers,
      final long atPs,
      final int segmentBytes,
      final int segments) {
    final int slot = (int) completedTail & mask;
    completed[slot] = packet;
    readyPs[slot] = atPs;
    buffersOf[slot] = buffers;
    segmentBytesOf[slot] = segmentBytes;
    segmentsOf[slot] = segments;
    completedTail++;
    consumed += buffers;
  }

  boolean hasCompletions() {
    return completedHead != completedTail;
  }

  /** When the first completion can be seen by the CPU, in picoseconds. */
  long firstReadyPs() {
    return readyPs[(int) completedHead & mask];
  }

  /** The number of completions that the CPU can see, up to a limit. */
  int ready(final long nowPs, final int limit) {
    int count = 0;
    while (count < limit
        && completedHead + count != completedTail
        && readyPs[(int) (completedHead + count) & mask] <= nowPs) {
      count++;
    }
    return count;
  }

  /** The first completion's packet. */
  Packet firstPacket() {
    return completed[(int) completedHead & mask];
  }

  /** The first completion's number of buffers. */
  int firstBuffers() {
    return buffersOf[(int) completedHead & mask];
  }

  /** Payload of the first segment of the first completion. */
  int firstSegmentBytes() {
    return segmentBytesOf[(int) completedHead & mask];
  }

  /** Wire packets in the first completion. */
  int firstSegments() {
    return segmentsOf[(int) completedHead & mask];
  }

  /** Done with the first completion, its buffers taken. */
  void popCompletion() {
    completedHead++;
  }

  Netmem reapMemory() {
    return bufferMemory[(int) reaped & mask];
  }

  /** Takes the next filled buffer. Its offset is read before. */
  int reapOffset() {
    return bufferOffset[(int) reaped & mask];
  }

  void popBuffer() {
    reaped++;
  }

  /** Posts the next filled buffer again instead of handing it up. */
  void repost() {
    final Netmem memory = reapMemory();
    final int offset = reapOffset();
    popBuffer();
    post(memory, offset);
  }

  /** Gives every buffer back to the pool and forgets completions. Returns the packets lost. */
  int reset() {
    int lost = 0;
    while (hasCompletions()) {
      firstPacket().release();
      popCompletion();
      lost++;
    }
    while (reaped < posted) {
      reapMemory().put();
      popBuffer();
    }
    consumed = 0;
    reaped = 0;
    posted = 0;
    doorbell = 0;
    return lost;
  }
}
