package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Takes a reduction of the congestion window back when it proves needless: the echoed timestamp
 * shows that the original arrived (RFC 3522), or DSACKs account for every retransmission (RFC 3708;
 * net/ipv4/tcp_input.c, tcp_try_undo_recovery and others, v6.12).
 */
final class UndoReduction {
  private static final long NOT_POSSIBLE = Long.MIN_VALUE;
  private final TcpConnection connection;
  private final RetransmitQueue queue;
  private final CongestionWindow window;

  /** snd_una when the reduction began (undo_marker). */
  private long start = NOT_POSSIBLE;

  /** Retransmissions not yet proven needless; -1 for none made (undo_retrans). */
  private int unproven;

  /** Timestamp clock, ms, of the first retransmission of this episode; 0 for none. */
  int retransStamp;

  UndoReduction(final TcpConnection connection) {
    this.connection = connection;
    this.queue = connection.queue;
    this.window = connection.window;
  }

  /** Whether there is a reduction that may still be taken back. */
  boolean isPossible() {
    return start != NOT_POSSIBLE;
  }

  /** A reduction begins. */
  void begin() {
    start = connection.output.sndUna;
    unproven = queue.retransOut > 0 ? queue.retransOut : -1;
  }

  /** What was reduced stays reduced. */
  void forgetReduction() {
    start = NOT_POSSIBLE;
  }

  /** There is nothing to take back. */
  void forget() {
    forgetReduction();
    retransStamp = 0;
  }

  /** Something was sent again. */
  void retransmitted(final int segments) {
    if (retransStamp == 0) {
      retransStamp = connection.timestamps.nonzeroNowMs();
    }
    unproven = Math.max(0, unproven) + segments;
  }

  /** A retransmission proved needless. */
  void provedNeedless(final long end, final int segments) {
    if (isPossible() && unproven > 0 && end > start) {
      unproven = Math.max(0, unproven - segments);
    }
  }

  private boolean isJustified() {
    return isPossible() && (unproven == 0 || originalArrived());
  }

  /** Whether the echoed timestamp is older than the first retransmission (tcp_packet_delayed). */
  private boolean originalArrived() {
    return retransStamp != 0
        && connection.timestamps.echoes()
        && connection.timestamps.lastEcho - retransStamp < 0;
  }

  private void apply(final boolean unmark) {
    if (unmark) {
      LostMarks.takeBack(queue);
    }
    if (window.priorSsthresh != 0) {
      window.cwnd = window.control.undoCwnd();
      if (window.priorSsthresh > window.ssthresh) {
        window.ssthresh = window.priorSsthresh;
        connection.ecn.withdrawCwr();
      }
    }
    window.stampJiffies = connection.nowJiffies();
    start = NOT_POSSIBLE;
    connection.recovery.rack.advanced = true;
  }

  /**
   * All that was out when recovery began is acknowledged.
   *
   * @return whether to stay in the state for now
   */
  boolean atEnd() {
    final LossRecovery recovery = connection.recovery;
    if (isJustified()) {
      apply(false);
      final TcpMib mib = connection.mib;
      (recovery.state == CaState.LOSS ? mib.lossUndo : mib.fullUndo).increment();
    } else if (recovery.rack.persist > 0) {
      recovery.rack.persist--;
    }
    if (holdsHighWithoutSack()) {
      return true;
    }
    recovery.setState(CaState.OPEN);
    connection.rates.reneged = false;
    return false;
  }

  /** Without SACK, ACKs of exactly high_seq may be duplicates of the old window (RFC 6582). */
  private boolean holdsHighWithoutSack() {
    if (connection.sackOk || connection.output.sndUna != connection.recovery.highOffset) {
      return false;
    }
    forgetStampIfClean();
    return true;
  }

  /**
   * A hole was filled during recovery.
   *
   * @return whether the original filled it, so that nothing more is to be marked or sent again
   */
  boolean onPartialAck(final long priorUna) {
    if (!isPossible() || !originalArrived()) {
      return false;
    }
    connection.recovery.checkReordering(priorUna, true);
    if (queue.retransOut > 0) {
      return true;
    }
    forgetStampIfClean();
    apply(true);
    connection.mib.partialUndo.increment();
    connection.recovery.tryKeepOpen();
    return false;
  }

  /** Takes the reduction back if DSACKs account for every retransmission. */
  boolean byDsack() {
    if (!isPossible() || unproven != 0) {
      return false;
    }
    final Rack rack = connection.recovery.rack;
    rack.persist = Math.min(TcpConstants.RACK_RECOVERY_THRESH, rack.persist + 1);
    apply(false);
    connection.mib.dsackUndo.increment();
    return true;
  }

  /**
   * Takes a timeout back.
   *
   * @param byFrto whether F-RTO proved it spurious
   */
  boolean afterTimeout(final boolean byFrto) {
    if (!byFrto && !isJustified()) {
      return false;
    }
    apply(true);
    connection.mib.lossUndo.increment();
    if (byFrto) {
      connection.mib.spuriousRtos.increment();
    }
    connection.timers.retransmits = 0;
    if (holdsHighWithoutSack()) {
      return true;
    }
    if (byFrto || connection.sackOk) {
      connection.recovery.setState(CaState.OPEN);
      connection.rates.reneged = false;
    }
    return true;
  }

  /** Whether anything on the queue was sent again (tcp_any_retrans_done). */
  boolean anyRetransmitted() {
    final @Nullable SendRecord head = queue.head();
    return queue.retransOut > 0 || (head != null && head.has(SendRecord.EVER_RETRANS));
  }

  /** The episode is over once nothing that was sent again is out. */
  void forgetStampIfClean() {
    if (!anyRetransmitted()) {
      retransStamp = 0;
    }
  }
}
