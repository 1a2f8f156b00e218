package netmemsim.models.tcp;

/**
 * Recovery after a retransmission timeout, with F-RTO to find that it was spurious (RFC 5681, 3.1;
 * RFC 5682; net/ipv4/tcp_input.c, tcp_enter_loss and tcp_process_loss, v6.12).
 */
final class TimeoutRecovery {
  private final TcpConnection connection;
  private final LossRecovery recovery;
  private final UndoReduction undo;
  private final RetransmitQueue queue;
  private final CongestionWindow window;
  private final TcpMib mib;
  private boolean frto;

  TimeoutRecovery(final TcpConnection connection, final LossRecovery recovery) {
    this.connection = connection;
    this.recovery = recovery;
    this.undo = connection.undo;
    this.queue = connection.queue;
    this.window = connection.window;
    this.mib = connection.mib;
  }

  /** An ACK in Loss (tcp_process_loss). */
  void onAck(final int duplicates) {
    final TcpOutput output = connection.output;
    final boolean recovered = output.sndUna >= recovery.highOffset;
    final boolean advanced = AckFlags.any(recovery.flags, AckFlags.SND_UNA_ADVANCED);
    if (advanced && undo.afterTimeout(false)) {
      return;
    }
    if (frto) {
      if (AckFlags.any(recovery.flags, AckFlags.ORIG_SACK_ACKED) && undo.afterTimeout(true)) {
        return;
      }
      if (output.sndNxt > recovery.highOffset) {
        if (AckFlags.any(recovery.flags, AckFlags.DATA_SACKED) || duplicates > 0) {
          frto = false;
        }
      } else if (advanced && !recovered) {
        recovery.highOffset = output.sndNxt;
        if (output.hasUnsent() && output.windowEnd() > output.sndNxt) {
          recovery.retransmit = LossRecovery.Retransmit.NEW;
          return;
        }
        frto = false;
      }
    }
    if (recovered) {
      undo.atEnd();
      return;
    }
    if (!connection.sackOk) {
      if (output.sndNxt > recovery.highOffset && duplicates > 0) {
        recovery.duplicateAcks.add(duplicates);
      } else if (advanced) {
        recovery.duplicateAcks.reset();
      }
    }
    recovery.retransmit = LossRecovery.Retransmit.LOST;
  }

  /** F-RTO's new data did not go out: go on as after any timeout. */
  void abandonFrto() {
    frto = false;
  }

  /** The retransmission timer expired (tcp_enter_loss). */
  void enter() {
    final boolean newRecovery = recovery.state.compareTo(CaState.RECOVERY) < 0;
    final boolean reneged = LostMarks.markAfterTimeout(queue, recovery.rack, connection);
    if (reneged) {
      mib.sackReneging.increment();
      connection.rates.reneged = true;
      connection.sackTagger.forgetSeen();
    }
    if (recovery.state.compareTo(CaState.DISORDER) <= 0
        || recovery.highOffset <= connection.output.sndUna
        || (recovery.state == CaState.LOSS && connection.timers.retransmits == 0)) {
      window.priorSsthresh = window.currentSsthresh(recovery.reducing());
      window.priorCwnd = window.cwnd;
      window.ssthresh = window.control.ssthresh();
      window.control.cwndEvent(CongestionControl.Event.LOSS);
      undo.begin();
    }
    window.collapse(queue.inFlight(), connection.nowJiffies());
    if (recovery.state.compareTo(CaState.DISORDER) <= 0
        && queue.sackedOut >= connection.sysctl.reordering) {
      recovery.reordering = Math.min(recovery.reordering, connection.sysctl.reordering);
    }
    recovery.setState(CaState.LOSS);
    recovery.highOffset = connection.output.sndNxt;
    connection.tailProbe.forget();
    connection.ecn.queueCwr();
    frto = connection.sysctl.frto != 0 && (newRecovery || connection.timers.retransmits > 0);
  }
}
