package netmemsim.models.tcp;

/**
 * What was written and not yet sent: the boundaries of the buffers that Linux would have filled
 * (sk_write_queue), since PSH and segmentation follow them. The bytes themselves are a function of
 * the stream offset.
 */
final class WriteQueue {
  private static final int INITIAL = 2;

  /** The buffer ends a record. */
  private static final byte RECORD = 1;

  /** The buffer holds pages of the user, which are not moved to another (skb_shift). */
  private static final byte USER_PAGES = 2;

  private long[] ends = new long[INITIAL];
  private boolean[] pushes = new boolean[INITIAL];
  private byte[] marks = new byte[INITIAL];
  private int first;
  private int size;

  /** Offset past the last byte written; the FIN counts as one (write_seq). */
  long writeEnd;

  /** Next offset to be sent for the first time (snd_nxt, once the SYN is out). */
  long sendStart;

  /** Whether the last unit is the FIN. */
  boolean finQueued;

  boolean isEmpty() {
    return size == 0;
  }

  /** Number of buffers. */
  int buffers() {
    return size;
  }

  /** Bytes in the last buffer, 0 when there is none. */
  long tailBytes() {
    return size == 0 ? 0 : writeEnd - (size == 1 ? sendStart : ends[slot(size - 2)]);
  }

  /** Offset past the first buffer. */
  long headEnd() {
    return ends[first];
  }

  /** Whether the first buffer ends with PSH. */
  boolean headPush() {
    return pushes[first];
  }

  boolean headIsTail() {
    return size == 1;
  }

  /** Fills the last buffer further. */
  void extendTail(final long bytes) {
    writeEnd += bytes;
    ends[slot(size - 1)] = writeEnd;
  }

  /** Begins a buffer. */
  void append(final long bytes) {
    if (size == ends.length) {
      grow();
    }
    writeEnd += bytes;
    final int slot = slot(size);
    ends[slot] = writeEnd;
    pushes[slot] = false;
    marks[slot] = 0;
    size++;
  }

  /** Marks the end of the last buffer with PSH (tcp_mark_push). */
  void markPush() {
    pushes[slot(size - 1)] = true;
  }

  /** Takes PSH off the last buffer, since a further write fills it. */
  void unmarkPush() {
    pushes[slot(size - 1)] = false;
  }

  /** Ends the last buffer as a record (MSG_EOR): nothing is added to it. */
  void markRecordEnd() {
    marks[slot(size - 1)] |= RECORD;
  }

  /** Marks that the last buffer holds pages of the user (MSG_ZEROCOPY). */
  void markUserPages() {
    marks[slot(size - 1)] |= USER_PAGES;
  }

  /** Whether the last buffer, if there is one, takes no more (tcp_skb_can_collapse_to). */
  boolean tailIsRecord() {
    return size > 0 && (marks[slot(size - 1)] & RECORD) != 0;
  }

  /** Whether the first buffer ends a record. */
  boolean headIsRecord() {
    return (marks[first] & RECORD) != 0;
  }

  /**
   * Moves bytes from the second buffer to the first (tcp_grow_skb, since v6.10). A buffer that is
   * only a FIN stays.
   *
   * @param most bytes at most
   */
  void growHead(final long most) {
    if (size < 2 || marks[first] != 0) {
      return;
    }
    final int second = slot(1);
    if ((marks[second] & USER_PAGES) != 0) {
      return;
    }
    final boolean fin = finQueued && size == 2;
    final long payload = ends[second] - ends[first] - (fin ? 1 : 0);
    final long moved = Math.min(most, payload);
    if (moved <= 0) {
      return;
    }
    if (moved < payload) {
      ends[first] += moved;
      return;
    }
    pushes[second] |= pushes[first];
    first = second;
    size--;
  }

  /** Marks the end of the first buffer with PSH. */
  void markHeadPush() {
    pushes[first] = true;
  }

  /** Appends the FIN to the last buffer, or as a buffer of its own. */
  void appendFin() {
    if (size == 0) {
      append(1);
    } else {
      extendTail(1);
    }
    finQueued = true;
  }

  /** Bytes were written that leave with the SYN and never wait here. */
  void sentWithSyn(final long bytes) {
    writeEnd += bytes;
    sendStart = writeEnd;
  }

  /** Moves the start of what is unsent on. */
  void sentUpTo(final long offset) {
    sendStart = offset;
    while (size > 0 && ends[first] <= offset) {
      first = slot(1);
      size--;
    }
  }

  private int slot(final int index) {
    return (first + index) & (ends.length - 1);
  }

  private void grow() {
    final long[] largerEnds = new long[2 * size];
    final boolean[] largerPushes = new boolean[2 * size];
    final byte[] largerMarks = new byte[2 * size];
    for (int i = 0; i < size; i++) {
      largerEnds[i] = ends[slot(i)];
      largerPushes[i] = pushes[slot(i)];
      largerMarks[i] = marks[slot(i)];
    }
    ends = largerEnds;
    pushes = largerPushes;
    marks = largerMarks;
    first = 0;
  }
}
