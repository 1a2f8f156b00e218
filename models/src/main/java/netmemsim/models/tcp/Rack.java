package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Loss detection by time (RACK, RFC 8985; net/ipv4/tcp_recovery.c, v6.12): a segment is lost when
 * one that was sent later has arrived, and a reordering window has passed since.
 *
 * <p>Differs from Linux in two things. The reordering timer waits for the latest delivered time of
 * sending, not for the latest record sent before it, so that no ACK walks the window. And what was
 * sent at the same time is told apart by order of sending, where Linux has only the offset.
 */
final class Rack {
  private static final int MAX_STEPS = 255;
  private final RetransmitQueue queue;
  private final RttEstimator rtt;

  /** Time of sending of the latest segment that was delivered, picoseconds. */
  private long sentPs;

  /** Rank of that transmission. */
  private long sentOrder;

  /** End of that segment. */
  private long end;

  /** Its round trip, microseconds. */
  private long rttUs;

  /** Whether it moved since the last look for losses. */
  boolean advanced;

  /** Whether a DSACK asks for a wider window. */
  boolean dsackSeen;

  /** Whether reordering was ever seen. */
  boolean reorderSeen;

  /** Recoveries for which a widened window stays. */
  int persist;

  private int steps = 1;
  private long lastDelivered;

  Rack(final RetransmitQueue queue, final RttEstimator rtt) {
    this.queue = queue;
    this.rtt = rtt;
  }

  /** A segment was delivered (tcp_rack_advance). */
  void delivered(final SendRecord record, final long recordEnd, final long nowPs) {
    final long sampleUs = (nowPs - record.sentPs) / TcpConstants.PS_PER_US;
    final boolean retransmitted =
        record.has(SendRecord.RETRANS) || record.has(SendRecord.EVER_RETRANS);
    // Too early for the retransmission: it may be the original that arrived.
    if (retransmitted && sampleUs < rtt.minRttUs()) {
      return;
    }
    advanced = true;
    rttUs = sampleUs;
    if (sentAfter(record.sentOrder, recordEnd, sentOrder, end)) {
      sentPs = record.sentPs;
      sentOrder = record.sentOrder;
      end = recordEnd;
    }
  }

  private static boolean sentAfter(
      final long orderA, final long endA, final long orderB, final long endB) {
    return orderA > orderB || (orderA == orderB && endA > endB);
  }

  /** The reordering window in microseconds. */
  long reorderWindowUs(final CaState state, final int reordering) {
    if (!reorderSeen && (state.compareTo(CaState.RECOVERY) >= 0 || queue.sackedOut >= reordering)) {
      return 0;
    }
    return Math.min((rtt.minRttUs() >> 2) * steps, rtt.srttUs8 >> 3);
  }

  /** Microseconds until a record is overdue; not positive when it is. */
  long remainingUs(final SendRecord record, final long windowUs, final long nowPs) {
    return rttUs + windowUs - (nowPs - record.sentPs) / TcpConstants.PS_PER_US;
  }

  /**
   * Marks what is lost by now.
   *
   * @return microseconds after which to look again, 0 when there is nothing to wait for
   */
  long detectLoss(final CaState state, final int reordering, final long nowPs, final TcpMib mib) {
    final long windowUs = reorderWindowUs(state, reordering);
    @Nullable SendRecord record = queue.sent.first;
    while (record != null) {
      queue.visited++;
      if (!sentAfter(sentOrder, end, record.sentOrder, record.end)) {
        return 0;
      }
      if (remainingUs(record, windowUs, nowPs) > 0) {
        return Math.max(1, rttUs + windowUs - (nowPs - sentPs) / TcpConstants.PS_PER_US);
      }
      final SendRecord following = record.listNext;
      if (queue.markLost(record)) {
        mib.lostRetransmit.add(record.segments);
      }
      record = following;
    }
    return 0;
  }

  /** Adapts the window to DSACKs, once a round (tcp_rack_update_reo_wnd). */
  void updateWindow(final long priorDelivered, final long delivered) {
    if (priorDelivered == 0) {
      return;
    }
    if (priorDelivered < lastDelivered) {
      dsackSeen = false;
    }
    if (dsackSeen) {
      steps = Math.min(MAX_STEPS, steps + 1);
      dsackSeen = false;
      lastDelivered = delivered;
      persist = TcpConstants.RACK_RECOVERY_THRESH;
    } else if (persist == 0) {
      steps = 1;
    }
  }
}
