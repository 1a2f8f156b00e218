package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Marks that concern the whole queue: set after a timeout and taken back when it proves spurious.
 * These walk the window, but only once for each such event.
 */
final class LostMarks {
  private LostMarks() {}

  /**
   * Marks what a timeout proves lost: with SACK all that is overdue, else everything
   * (tcp_timeout_mark_lost).
   *
   * @return whether the receiver dropped what it had SACKed, so that no SACK can be believed
   */
  static boolean markAfterTimeout(
      final RetransmitQueue queue, final Rack rack, final TcpConnection connection) {
    final @Nullable SendRecord head = queue.head();
    final boolean reneged = head != null && head.has(SendRecord.SACKED);
    if (reneged || !connection.sackOk) {
      queue.sackedOut = 0;
    }
    // Off the list, to be put on again in order of offset.
    while (queue.lost.first != null) {
      RecordList.remove(queue.lost.first);
    }
    final long nowPs = connection.host.nowPs();
    @Nullable SendRecord record = head;
    while (record != null) {
      if (reneged) {
        record.flags &= ~SendRecord.SACKED;
        queue.unmerge(record);
      }
      final boolean recent =
          connection.sackOk
              && record != head
              && record.list == queue.sent
              && rack.remainingUs(record, 0, nowPs) > 0;
      if (!recent && !record.has(SendRecord.SACKED)) {
        queue.markLost(record);
      }
      record = record.next;
    }
    return reneged;
  }

  /** Nothing is lost after all; records go back to their place in the order of sending. */
  static void takeBack(final RetransmitQueue queue) {
    @Nullable SendRecord record = queue.head();
    while (record != null) {
      queue.clearLost(record);
      record = record.next;
    }
    @Nullable SendRecord before = null;
    @Nullable SendRecord moved = queue.lost.first;
    while (moved != null) {
      RecordList.remove(moved);
      if (before != null && before.sentOrder > moved.sentOrder) {
        before = null;
      }
      SendRecord after = before == null ? queue.sent.first : before.listNext;
      while (after != null && after.sentOrder <= moved.sentOrder) {
        before = after;
        after = after.listNext;
      }
      queue.sent.insertAfter(before, moved);
      before = moved;
      moved = queue.lost.first;
    }
  }
}
