package netmemsim.models.tcp;

import netmemsim.models.packet.TcpHeader;

/**
 * The receiver's side of SACK (RFC 2018; RFC 2883 for duplicates; net/ipv4/tcp_input.c,
 * tcp_sack_new_ofo_skb, tcp_dsack_set, v6.12): the newest block first, at most four.
 */
final class SackReporter {
  private static final int MOST = TcpHeader.MAX_SACK_BLOCKS;
  private static final int BLOCK_BYTES = 8;
  private static final int HEAD_BYTES = 4;

  /** TCP_SACK_BLOCKS_EXPECTED: a block behind these may never be reported again. */
  private static final int BLOCKS_EXPECTED = 2;

  /** Of a connection to which nothing came out of order, as most. */
  private static final long[] NO_BLOCKS = {};

  private final TcpConnection connection;
  private long[] start = NO_BLOCKS;
  private long[] end = NO_BLOCKS;
  private int count;
  private boolean duplicate;
  private long duplicateStart;
  private long duplicateEnd;

  SackReporter(final TcpConnection connection) {
    this.connection = connection;
  }

  /** Blocks that stand for data out of order. */
  int blocks() {
    return count;
  }

  /** The right edge of the block furthest to the right, or -1. */
  long rightmost() {
    long right = -1;
    for (int i = 0; i < count; i++) {
      right = Math.max(right, end[i]);
    }
    return right;
  }

  private int effective() {
    final int room =
        TcpConstants.MAX_OPTION_BYTES
            - (connection.timestampsOk ? TcpConstants.TIMESTAMP_BYTES : 0);
    return Math.min(count + (duplicate ? 1 : 0), (room - HEAD_BYTES) / BLOCK_BYTES);
  }

  /** Bytes that the blocks take in the header of the next segment. */
  int optionBytes() {
    return count == 0 && !duplicate ? 0 : HEAD_BYTES + BLOCK_BYTES * effective();
  }

  /** Puts the blocks into a header; a duplicate is reported once. */
  void fill(final TcpHeader header) {
    if (count == 0 && !duplicate) {
      return;
    }
    final int blocks = effective();
    int at = 0;
    if (duplicate) {
      header.setSack(
          0, connection.receiveSequence(duplicateStart), connection.receiveSequence(duplicateEnd));
      at = 1;
      duplicate = false;
    }
    for (int i = 0; at < blocks; i++, at++) {
      header.setSack(at, connection.receiveSequence(start[i]), connection.receiveSequence(end[i]));
    }
    header.sackBlocks = blocks;
  }

  /** A segment came that was there before. */
  void setDuplicate(final long from, final long to) {
    if (!connection.sackOk || connection.sysctl.dsack == 0) {
      return;
    }
    if (from < connection.input.rcvNxt) {
      connection.mib.dsackOldSent.increment();
    } else {
      connection.mib.dsackOfoSent.increment();
    }
    duplicate = true;
    duplicateStart = from;
    duplicateEnd = to;
  }

  /** More of it. */
  void extendDuplicate(final long from, final long to) {
    if (!duplicate) {
      setDuplicate(from, to);
    } else if (from <= duplicateEnd && to >= duplicateStart) {
      duplicateStart = Math.min(duplicateStart, from);
      duplicateEnd = Math.max(duplicateEnd, to);
    }
  }

  /** A segment came out of order: its block moves to the front. */
  void add(final long from, final long to) {
    for (int i = 0; i < count; i++) {
      if (from <= end[i] && to >= start[i]) {
        final long mergedStart = Math.min(start[i], from);
        final long mergedEnd = Math.max(end[i], to);
        if (i >= BLOCKS_EXPECTED) {
          start[i] = mergedStart;
          end[i] = mergedEnd;
          connection.delayedAck.compression.flush();
        }
        for (int j = i; j > 0; j--) {
          start[j] = start[j - 1];
          end[j] = end[j - 1];
        }
        start[0] = mergedStart;
        end[0] = mergedEnd;
        mergeIntoFirst();
        return;
      }
    }
    if (start.length == 0) {
      start = new long[MOST];
      end = new long[MOST];
    }
    if (count < MOST) {
      count++;
    } else {
      connection.delayedAck.compression.flush();
    }
    for (int j = count - 1; j > 0; j--) {
      start[j] = start[j - 1];
      end[j] = end[j - 1];
    }
    start[0] = from;
    end[0] = to;
  }

  private void mergeIntoFirst() {
    int kept = 1;
    for (int i = 1; i < count; i++) {
      if (start[i] <= end[0] && end[i] >= start[0]) {
        start[0] = Math.min(start[0], start[i]);
        end[0] = Math.max(end[0], end[i]);
      } else {
        start[kept] = start[i];
        end[kept] = end[i];
        kept++;
      }
    }
    count = kept;
  }

  /** Drops the blocks that lie below the next expected offset. */
  void advance(final long rcvNxt, final boolean nothingOutOfOrder) {
    if (nothingOutOfOrder) {
      count = 0;
      return;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (start[i] > rcvNxt) {
        start[kept] = start[i];
        end[kept] = end[i];
        kept++;
      }
    }
    count = kept;
  }

  /** Forgets all blocks, because what they stood for was dropped. */
  void clear() {
    count = 0;
    duplicate = false;
  }
}
