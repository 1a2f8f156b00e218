package netmemsim.models.tcp;

import netmemsim.models.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The sender's side of SACK (RFC 2018, RFC 2883; net/ipv4/tcp_input.c, tcp_sacktag_write_queue,
 * v6.12). The blocks of the ACK before are remembered, so that only what is new in a block is
 * looked at.
 */
final class SackTagger {
  private static final int BLOCKS = TcpHeader.MAX_SACK_BLOCKS;

  /** Of a connection that never got a SACK, as most. */
  private static final long[] NO_BLOCKS = {};

  private final TcpConnection connection;
  private final RetransmitQueue queue;

  /** What the ACK turned out to be. */
  int flags;

  /** Lowest offset that arrived out of order, never retransmitted. */
  long reorderedFrom;

  /** Time of sending of the first and last never-retransmitted record SACKed now; -1 for none. */
  long firstSentPs;

  /** See {@link #firstSentPs}. */
  long lastSentPs;

  private long[] blockStart = NO_BLOCKS;
  private long[] blockEnd = NO_BLOCKS;
  private int blocks;
  private long[] seenStart = NO_BLOCKS;
  private long[] seenEnd = NO_BLOCKS;
  private int seen;

  SackTagger(final TcpConnection connection) {
    this.connection = connection;
    this.queue = connection.queue;
  }

  /** Prepares for an ACK. */
  void begin() {
    flags = 0;
    reorderedFrom = Long.MAX_VALUE;
    firstSentPs = -1;
    lastSentPs = -1;
  }

  /**
   * Takes in the SACK blocks of an ACK.
   *
   * @param header the ACK
   * @param ack its acknowledged offset
   * @param priorUna snd_una before it
   */
  void tag(final TcpHeader header, final long ack, final long priorUna) {
    if (blockStart.length == 0) {
      blockStart = new long[BLOCKS];
      blockEnd = new long[BLOCKS];
      seenStart = new long[BLOCKS];
      seenEnd = new long[BLOCKS];
    }
    if (queue.sackedOut == 0) {
      queue.highestSacked = priorUna;
    }
    blocks = 0;
    for (int i = 0; i < header.sackBlocks; i++) {
      final long start = connection.sendOffset(header.sackLeft(i));
      final long end = connection.sendOffset(header.sackRight(i));
      if (i == 0 && isDsack(header, start, end, ack)) {
        dsack(start, end, priorUna);
      } else if (end > start && end <= connection.output.sndNxt && end > priorUna) {
        insertBlock(Math.max(start, priorUna), end);
      } else if (end > start) {
        connection.mib.sackDiscard.increment();
      }
    }
    if (queue.packetsOut > 0) {
      for (int i = 0; i < blocks; i++) {
        tagUnseen(blockStart[i], blockEnd[i]);
      }
    }
    seen = blocks;
    for (int i = 0; i < blocks; i++) {
      seenStart[i] = blockStart[i];
      seenEnd[i] = blockEnd[i];
    }
    final LossRecovery recovery = connection.recovery;
    if (reorderedFrom < queue.highestSacked
        && (recovery.state != CaState.LOSS || connection.undo.isPossible())) {
      recovery.checkReordering(reorderedFrom, false);
    }
  }

  /** Forgets the blocks of the ACK before, because marks were taken back. */
  void forgetSeen() {
    seen = 0;
  }

  private boolean isDsack(
      final TcpHeader header, final long start, final long end, final long ack) {
    if (start < ack) {
      connection.mib.dsackRecv.increment();
      return true;
    }
    if (header.sackBlocks > 1
        && end <= connection.sendOffset(header.sackRight(1))
        && start >= connection.sendOffset(header.sackLeft(1))) {
      connection.mib.dsackOfoRecv.increment();
      return true;
    }
    return false;
  }

  private void dsack(final long start, final long end, final long priorUna) {
    final LossRecovery recovery = connection.recovery;
    final int mss = connection.output.mssCache;
    final int duplicates = end - start > mss ? (int) ((end - start + mss - 1) / mss) : 1;
    // More duplicates than retransmissions: the network duplicated.
    recovery.dsackDuplicates += duplicates;
    if (recovery.dsackDuplicates > connection.retransmit.total) {
      return;
    }
    if (connection.tailProbe.highOffset == end) {
      flags |= AckFlags.DSACK_TLP;
    } else if (recovery.rack.reorderSeen) {
      recovery.rack.dsackSeen = true;
    }
    flags |= AckFlags.DSACKING_ACK;
    if (end <= priorUna) {
      connection.undo.provedNeedless(end, duplicates);
    } else {
      tagDuplicate(start, end, duplicates);
    }
  }

  /** A retransmission of something that is still on the queue arrived in vain. */
  private void tagDuplicate(final long start, final long end, final int duplicates) {
    final @Nullable SendRecord record = queue.find(start);
    if (record == null || record.start >= end || !record.has(SendRecord.EVER_RETRANS)) {
      return;
    }
    connection.undo.provedNeedless(record.end, duplicates);
    if (record.has(SendRecord.RETRANS) && record.start >= start && record.end <= end) {
      record.flags &= ~SendRecord.RETRANS;
      queue.retransOut -= record.segments;
    }
  }

  private void insertBlock(final long start, final long end) {
    int at = blocks;
    while (at > 0 && blockStart[at - 1] > start) {
      blockStart[at] = blockStart[at - 1];
      blockEnd[at] = blockEnd[at - 1];
      at--;
    }
    blockStart[at] = start;
    blockEnd[at] = end;
    blocks++;
  }

  /** Tags the parts of a block that the ACK before did not hold. */
  private void tagUnseen(final long start, final long end) {
    long from = start;
    for (int i = 0; i < seen && from < end; i++) {
      if (seenEnd[i] <= from || seenStart[i] >= end) {
        continue;
      }
      if (seenStart[i] > from) {
        tagRange(from, seenStart[i]);
      }
      from = seenEnd[i];
    }
    if (from < end) {
      // Segments that the last block cut are whole now.
      tagRange(from, end);
    }
  }

  private void tagRange(final long from, final long end) {
    @Nullable SendRecord record = queue.find(from);
    while (record != null && record.start < end) {
      queue.visited++;
      if (!record.has(SendRecord.SACKED)) {
        record = tagRecord(record, from, end);
      }
      record = record.next;
    }
  }

  /** Tags the whole segments of a record that lie in a range; returns the record to go on from. */
  private SendRecord tagRecord(final SendRecord record, final long from, final long end) {
    SendRecord part = record;
    final long start = blockStartOf(from);
    if (part.start < start) {
      final long skip = start - part.start + part.mss - 1;
      final long front = skip / part.mss;
      if (front >= part.segments) {
        return part;
      }
      queue.split(part, (int) front);
      final SendRecord back = part.next;
      if (back == null) {
        return part;
      }
      part = back;
    }
    if (part.end > end) {
      final int whole = (int) ((end - part.start) / part.mss);
      if (whole <= 0) {
        return part;
      }
      if (whole < part.segments) {
        queue.split(part, whole);
      } else {
        return part;
      }
    }
    tagSacked(part);
    return part;
  }

  /** The start of the block that holds an offset: a segment may begin before what is unseen. */
  private long blockStartOf(final long offset) {
    for (int i = 0; i < blocks; i++) {
      if (blockStart[i] <= offset && offset < blockEnd[i]) {
        return blockStart[i];
      }
    }
    return offset;
  }

  private void tagSacked(final SendRecord record) {
    final LossRecovery recovery = connection.recovery;
    recovery.rack.delivered(record, record.end, connection.host.nowPs());
    if (!record.has(SendRecord.RETRANS)) {
      if (!record.has(SendRecord.EVER_RETRANS)) {
        if (record.start < queue.highestSacked) {
          reorderedFrom = Math.min(reorderedFrom, record.start);
        }
        if (record.end <= recovery.highOffset) {
          flags |= AckFlags.ORIG_SACK_ACKED;
        }
        if (firstSentPs < 0) {
          firstSentPs = record.sentPs;
        }
        lastSentPs = record.sentPs;
      }
      queue.clearLost(record);
    } else if (record.has(SendRecord.LOST)) {
      queue.clearLost(record);
      record.flags &= ~SendRecord.RETRANS;
      queue.retransOut -= record.segments;
    }
    RecordList.remove(record);
    record.flags |= SendRecord.SACKED;
    flags |= AckFlags.DATA_SACKED;
    queue.sackedOut += record.segments;
    queue.mergeSacked(record);
    queue.highestSacked = Math.max(queue.highestSacked, record.end);
    connection.rates.count(record.segments);
    connection.rates.delivered(record);
  }
}
