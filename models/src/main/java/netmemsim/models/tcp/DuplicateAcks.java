package netmemsim.models.tcp;

/**
 * Loss detection where there is no SACK: each duplicate ACK stands for a segment that left the
 * network, and a partial ACK for a loss (RFC 6582; net/ipv4/tcp_input.c, tcp_add_reno_sack,
 * tcp_newreno_mark_lost, v6.12).
 */
final class DuplicateAcks {
  private final TcpConnection connection;
  private final RetransmitQueue queue;
  private final LossRecovery recovery;

  DuplicateAcks(final TcpConnection connection, final LossRecovery recovery) {
    this.connection = connection;
    this.queue = connection.queue;
    this.recovery = recovery;
  }

  /** Counts duplicates. */
  void add(final int duplicates) {
    if (connection.sackOk || duplicates == 0) {
      return;
    }
    final int before = queue.sackedOut;
    queue.sackedOut += duplicates;
    limit();
    connection.rates.count(Math.max(0, queue.sackedOut - before));
  }

  /** Takes out the duplicates that a cumulative ACK explains. */
  void remove(final int acked) {
    if (acked > 0) {
      connection.rates.count(Math.max(acked - queue.sackedOut, 1));
      queue.sackedOut = Math.max(0, queue.sackedOut - (acked - 1));
    }
    limit();
  }

  /** Forgets them. */
  void reset() {
    if (!connection.sackOk) {
      queue.sackedOut = 0;
    }
  }

  /** More duplicates than segments that can have caused them: the network reorders. */
  private void limit() {
    final int holes = Math.max(1, queue.lostOut);
    final int most = Math.max(0, queue.packetsOut - holes);
    if (queue.sackedOut > most) {
      queue.sackedOut = most;
      recovery.reordering = Math.min(queue.packetsOut, connection.sysctl.maxReordering);
      recovery.rack.reorderSeen = true;
      connection.counts.reordSeen++;
      connection.mib.renoReorder.increment();
    }
  }

  /** Marks the first segment after enough duplicates, or on a partial ACK. */
  void markLost(final SendRecord head, final int flags) {
    final CaState state = recovery.state;
    final boolean enough =
        state.compareTo(CaState.RECOVERY) < 0 && queue.sackedOut >= recovery.reordering;
    final boolean partial =
        state == CaState.RECOVERY && AckFlags.any(flags, AckFlags.SND_UNA_ADVANCED);
    if (head.has(SendRecord.LOST) || (!enough && !partial)) {
      return;
    }
    if (head.segments > 1) {
      queue.split(head, 1);
    }
    queue.markLost(head);
  }
}
