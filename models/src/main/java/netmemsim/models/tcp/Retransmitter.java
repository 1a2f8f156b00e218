package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/** Sends again what was lost (net/ipv4/tcp_output.c, tcp_retransmit_skb and others, v6.12). */
final class Retransmitter {
  private final TcpConnection connection;
  private final RetransmitQueue queue;

  /** Segments sent again since the connection was opened (total_retrans). */
  long total;

  Retransmitter(final TcpConnection connection) {
    this.connection = connection;
    this.queue = connection.queue;
  }

  /** Sends one segment of the oldest record, after a timeout. */
  void head() {
    final @Nullable SendRecord head = queue.head();
    if (head != null) {
      send(head, 1);
    }
  }

  /** Sends the SYN-ACK of a passive open again. */
  void synAck() {
    final @Nullable SendRecord head = queue.head();
    if (head != null && head.has(SendRecord.SYN)) {
      head.flags |= SendRecord.EVER_RETRANS;
    }
    total++;
    connection.mib.retransSegs.increment();
    connection.mib.synRetrans.increment();
    connection.segments.synAck();
  }

  /** Sends what is lost as far as the window allows (tcp_xmit_retransmit_queue). */
  void lost() {
    if (queue.packetsOut == 0) {
      return;
    }
    final CongestionWindow window = connection.window;
    final LossRecovery recovery = connection.recovery;
    final int most = connection.output.sizing.tsoSegments(connection.output.currentMss());
    final @Nullable SendRecord oldest = queue.head();
    boolean rearm = false;
    while (queue.lost.first != null) {
      if (connection.pacing.holdsBack()) {
        break;
      }
      final SendRecord record = queue.lost.first;
      final int room = window.cwnd - queue.inFlight();
      if (room <= 0 || connection.output.hostQueue.isFull(record.payloadBytes(), true)) {
        break;
      }
      if (!send(record, Math.min(room, most))) {
        break;
      }
      final TcpMib mib = connection.mib;
      (recovery.state == CaState.LOSS ? mib.slowStartRetrans : mib.fastRetrans)
          .add(record.segments);
      if (recovery.reducing()) {
        window.prrOut += record.segments;
      }
      rearm |= record == oldest && !connection.timers.reorderPending();
    }
    if (rearm) {
      connection.timers.setPacedRto();
    }
  }

  /**
   * Sends a record, or the front of it.
   *
   * @param record what; it is cut to what is sent
   * @param segments the most segments
   * @return whether it was sent; the receiver's window may forbid it
   */
  boolean send(final SendRecord record, final int segments) {
    final TcpOutput output = connection.output;
    if (!record.has(SendRecord.SYN)) {
      final int mss = output.currentMss();
      record.start = Math.max(record.start, output.sndUna);
      long room = output.windowEnd() - record.start;
      if (room <= 0) {
        if (record.start != output.sndUna) {
          return false;
        }
        // Into a closed window goes one segment, as a probe.
        room = mss;
      }
      long most = (long) segments * mss;
      if (most > room) {
        most = room < mss ? room : room / mss * mss;
      }
      if (record.payloadBytes() > most) {
        queue.resize(record, mss);
        queue.cut(record, (int) most);
      } else {
        queue.resize(record, mss);
        collapse(record, (int) Math.min(room, mss));
      }
    }
    total += record.segments;
    connection.counts.bytesRetrans += record.payloadBytes();
    connection.mib.retransSegs.add(record.segments);
    if (record.has(SendRecord.SYN)) {
      connection.mib.synRetrans.increment();
    }
    final ConnectionTrace tracing = connection.tracing;
    if (tracing.retransmit.on) {
      tracing.retransmit.emit(
          record.start, record.payloadBytes(), record.segments, connection.state.number());
    }
    connection.segments.data(record);
    queue.retransmitted(record, connection.pacing.lastPs);
    connection.undo.retransmitted(record.segments);
    return true;
  }

  /** Fills a small segment with small ones that follow it (tcp_retrans_try_collapse). */
  private void collapse(final SendRecord record, final int most) {
    if (connection.sysctl.retransCollapse == 0 || record.payloadBytes() >= most) {
      return;
    }
    int room = most - record.payloadBytes();
    SendRecord next = record.next;
    while (next != null
        && next.segments == 1
        && !next.has(SendRecord.SACKED)
        && !record.has(SendRecord.END_OF_RECORD)
        && next.end <= connection.output.windowEnd()) {
      room -= next.payloadBytes();
      if (room < 0) {
        return;
      }
      final int duplicates = connection.sackOk ? 0 : next.segments;
      queue.join(record, next);
      queue.sackedOut -= Math.min(queue.sackedOut, duplicates);
      next = record.next;
    }
  }
}
