package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * What was sent and is not acknowledged (tcp_rtx_queue), with the segment counts that loss recovery
 * works on. Records are as large as the super-segments that were sent and are split where a SACK or
 * a loss cuts them. Finding an offset is a binary search over the original super-segments and a
 * walk inside one of them; no operation walks the window.
 */
final class RetransmitQueue {
  private static final int INITIAL_BURSTS = 4;
  private final SendRecordPool pool;

  /** Records in order of last transmission, those believed lost left out (tsorted_sent_queue). */
  final RecordList sent = new RecordList();

  /** Lost records whose retransmission is due, by offset. */
  final RecordList lost = new RecordList();

  /** Segments sent and not cumulatively acknowledged. */
  int packetsOut;

  /** Segments selectively acknowledged, or duplicate ACKs where there is no SACK. */
  int sackedOut;

  /** Segments believed lost. */
  int lostOut;

  /** Retransmitted segments in flight. */
  int retransOut;

  /** Segments ever marked lost. */
  long lostTotal;

  /** Records on the queue. */
  int records;

  /** Of those, records whose buffer is merged into the one before. */
  int merged;

  /** Records looked at; the measure of what an ACK costs. */
  long visited;

  /** End of the highest record that was selectively acknowledged. */
  long highestSacked;

  private long transmissions;
  private long[] burstStart = new long[INITIAL_BURSTS];
  private @Nullable SendRecord[] burstFirst = new SendRecord[INITIAL_BURSTS];
  private int firstBurst;
  private int bursts;
  private @Nullable SendRecord tail;

  RetransmitQueue(final SendRecordPool pool) {
    this.pool = pool;
  }

  /** Segments in flight (tcp_packets_in_flight; RFC 6675 pipe). */
  int inFlight() {
    return packetsOut - sackedOut - lostOut + retransOut;
  }

  /** Segments that left the network, as far as known (tcp_left_out). */
  int leftOut() {
    return sackedOut + lostOut;
  }

  boolean isEmpty() {
    return tail == null;
  }

  @Nullable SendRecord head() {
    return bursts == 0 ? null : burstFirst[firstBurst];
  }

  @Nullable SendRecord tail() {
    return tail;
  }

  /** Adds what was just sent for the first time. */
  SendRecord append(
      final long start,
      final long end,
      final int segments,
      final int mss,
      final int flags,
      final long nowPs) {
    final SendRecord record = pool.take();
    record.start = start;
    record.end = end;
    record.segments = segments;
    record.mss = mss;
    record.flags = flags;
    record.sentPs = nowPs;
    record.firstSentUs = SendRecord.NEVER;
    record.sentOrder = ++transmissions;
    record.previous = tail;
    if (tail != null) {
      tail.next = record;
    }
    tail = record;
    if (bursts == burstStart.length) {
      grow();
    }
    final int slot = (firstBurst + bursts) & (burstStart.length - 1);
    burstStart[slot] = start;
    burstFirst[slot] = record;
    bursts++;
    records++;
    packetsOut += segments;
    sent.append(record);
    return record;
  }

  private void grow() {
    final int length = burstStart.length;
    final long[] starts = new long[2 * length];
    final SendRecord[] firsts = new SendRecord[2 * length];
    for (int i = 0; i < bursts; i++) {
      final int slot = (firstBurst + i) & (length - 1);
      starts[i] = burstStart[slot];
      firsts[i] = burstFirst[slot];
    }
    burstStart = starts;
    burstFirst = firsts;
    firstBurst = 0;
  }

  /** The record that holds an offset, or the first one after it; null past the end. */
  @Nullable SendRecord find(final long offset) {
    if (bursts == 0) {
      return null;
    }
    SendRecord record = burstFirst[(firstBurst + burstOf(offset)) & (burstStart.length - 1)];
    while (record != null && record.end <= offset) {
      visited++;
      record = record.next;
    }
    return record;
  }

  private int burstOf(final long offset) {
    int low = 0;
    int high = bursts - 1;
    while (low < high) {
      final int middle = (low + high + 1) >>> 1;
      visited++;
      if (burstStart[(firstBurst + middle) & (burstStart.length - 1)] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * Cuts a record in two; both keep its marks.
   *
   * @param record the record, which keeps the front
   * @param front segments that stay in it
   */
  void split(final SendRecord record, final int front) {
    assert front > 0 && front < record.segments;
    cut(record, front * record.mss, front, record.segments - front);
  }

  /**
   * Cuts a record at any byte.
   *
   * @param record the record, which keeps the front
   * @param bytes bytes that stay in it, less than its payload
   */
  void cut(final SendRecord record, final int bytes) {
    final int mss = record.mss;
    final int front = (bytes + mss - 1) / mss;
    final int back = Math.max(1, (record.payloadBytes() - bytes + mss - 1) / mss);
    uncount(record, record.segments - front - back);
    cut(record, bytes, front, back);
  }

  private void cut(
      final SendRecord record, final int bytes, final int frontSegments, final int backSegments) {
    final SendRecord back = pool.take();
    back.start = record.start + bytes;
    back.end = record.end;
    back.segments = backSegments;
    back.mss = record.mss;
    back.flags = record.flags;
    if (back.has(SendRecord.MERGED)) {
      merged++;
    }
    back.sentPs = record.sentPs;
    back.sentOrder = record.sentOrder;
    back.deliveredBefore = record.deliveredBefore;
    back.deliveredCeBefore = record.deliveredCeBefore;
    back.deliveredUs = record.deliveredUs;
    back.firstSentUs = record.firstSentUs;
    record.end = back.start;
    record.segments = frontSegments;
    record.flags &= ~(SendRecord.FIN | SendRecord.PUSH | SendRecord.END_OF_RECORD);
    back.previous = record;
    back.next = record.next;
    if (back.next == null) {
      tail = back;
    } else {
      back.next.previous = back;
    }
    record.next = back;
    final RecordList list = record.list;
    if (list != null) {
      list.insertAfter(record, back);
    }
    records++;
  }

  /**
   * Joins the record that follows to one, which must be in the same burst of counts: it is neither
   * selectively acknowledged nor of more than one segment (tcp_collapse_retrans).
   *
   * @param record the record, which becomes one segment
   * @param next the record after it
   */
  void join(final SendRecord record, final SendRecord next) {
    uncount(next, next.segments);
    RecordList.remove(next);
    record.end = next.end;
    record.flags |=
        next.flags
            & (SendRecord.FIN
                | SendRecord.PUSH
                | SendRecord.END_OF_RECORD
                | SendRecord.EVER_RETRANS);
    final SendRecord following = next.next;
    record.next = following;
    if (following == null) {
      tail = record;
    } else {
      following.previous = record;
    }
    final int burst = burstOf(next.start);
    final int slot = (firstBurst + burst) & (burstStart.length - 1);
    if (burstFirst[slot] == next) {
      final boolean last = burst == bursts - 1;
      final int after = (slot + 1) & (burstStart.length - 1);
      if (following == null || (!last && burstFirst[after] == following)) {
        removeBurst(burst);
      } else {
        burstFirst[slot] = following;
        burstStart[slot] = following.start;
      }
    }
    records--;
    pool.free(next);
  }

  private void removeBurst(final int burst) {
    final int mask = burstStart.length - 1;
    for (int i = burst; i > 0; i--) {
      burstStart[(firstBurst + i) & mask] = burstStart[(firstBurst + i - 1) & mask];
      burstFirst[(firstBurst + i) & mask] = burstFirst[(firstBurst + i - 1) & mask];
    }
    burstFirst[firstBurst] = null;
    firstBurst = (firstBurst + 1) & mask;
    bursts--;
  }

  /** Cuts a record into segments of another size (tcp_set_skb_tso_segs, tcp_adjust_pcount). */
  void resize(final SendRecord record, final int mss) {
    final int segments = Math.max(1, (record.payloadBytes() + mss - 1) / mss);
    record.mss = mss;
    uncount(record, record.segments - segments);
    record.segments = segments;
  }

  /**
   * A record was selectively acknowledged: neighbours that are so too share one buffer
   * (tcp_shift_skb_data).
   */
  void mergeSacked(final SendRecord record) {
    final SendRecord before = record.previous;
    if (before != null && before.has(SendRecord.SACKED)) {
      merge(record);
    }
    final SendRecord after = record.next;
    if (after != null && after.has(SendRecord.SACKED)) {
      merge(after);
    }
  }

  private void merge(final SendRecord record) {
    if (!record.has(SendRecord.MERGED)) {
      record.flags |= SendRecord.MERGED;
      merged++;
    }
  }

  /** A record has a buffer of its own again. */
  void unmerge(final SendRecord record) {
    if (record.has(SendRecord.MERGED)) {
      record.flags &= ~SendRecord.MERGED;
      merged--;
    }
  }

  /** Takes the first record off, and its segments out of all counts. */
  void removeHead() {
    final SendRecord record = head();
    if (record == null) {
      throw new IllegalStateException("nothing to remove");
    }
    uncount(record, record.segments);
    unmerge(record);
    RecordList.remove(record);
    final SendRecord following = record.next;
    if (following != null) {
      unmerge(following);
    }
    if (following == null) {
      tail = null;
      bursts = 0;
      burstFirst[firstBurst] = null;
      firstBurst = 0;
    } else {
      following.previous = null;
      final int second = (firstBurst + 1) & (burstStart.length - 1);
      if (bursts > 1 && burstFirst[second] == following) {
        burstFirst[firstBurst] = null;
        firstBurst = second;
        bursts--;
      } else {
        burstFirst[firstBurst] = following;
      }
    }
    records--;
    pool.free(record);
  }

  /** Cuts acknowledged segments off the front of the first record (tcp_trim_head). */
  void trimHead(final SendRecord record, final long newStart, final int segments) {
    uncount(record, segments);
    record.segments -= segments;
    record.start = newStart;
  }

  private void uncount(final SendRecord record, final int segments) {
    packetsOut -= segments;
    if (record.has(SendRecord.SACKED)) {
      sackedOut -= segments;
    }
    if (record.has(SendRecord.LOST)) {
      lostOut -= segments;
    }
    if (record.has(SendRecord.RETRANS)) {
      retransOut -= segments;
    }
  }

  /** Believes a record lost; a lost retransmission is due again (tcp_mark_skb_lost). */
  boolean markLost(final SendRecord record) {
    boolean retransmissionLost = false;
    if (record.has(SendRecord.SACKED)) {
      return false;
    }
    if (!record.has(SendRecord.LOST)) {
      record.flags |= SendRecord.LOST;
      lostOut += record.segments;
      lostTotal += record.segments;
    } else if (record.has(SendRecord.RETRANS)) {
      lostTotal += record.segments;
    }
    if (record.has(SendRecord.RETRANS)) {
      record.flags &= ~SendRecord.RETRANS;
      retransOut -= record.segments;
      retransmissionLost = true;
    }
    if (record.list != lost) {
      RecordList.remove(record);
      lost.insertByOffset(record);
    }
    return retransmissionLost;
  }

  /** Takes the belief back. */
  void clearLost(final SendRecord record) {
    if (record.has(SendRecord.LOST)) {
      record.flags &= ~SendRecord.LOST;
      lostOut -= record.segments;
    }
  }

  /** Notes that a record was sent again just now. */
  void retransmitted(final SendRecord record, final long nowPs) {
    if (!record.has(SendRecord.RETRANS)) {
      retransOut += record.segments;
    }
    record.flags |= SendRecord.RETRANS | SendRecord.EVER_RETRANS;
    record.sentPs = nowPs;
    record.sentOrder = ++transmissions;
    RecordList.remove(record);
    sent.append(record);
  }

  /** Frees everything. */
  void clear() {
    while (!isEmpty()) {
      removeHead();
    }
  }
}
