package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * The states of loss recovery (net/ipv4/tcp_input.c, tcp_fastretrans_alert and what it calls,
 * v6.12): fast retransmit by RACK or, without SACK, by three duplicate ACKs (RFC 6582), recovery
 * after a timeout with F-RTO (RFC 5682), and undo by timestamps (RFC 3522) and DSACK (RFC 3708).
 */
final class LossRecovery {
  /** No reduction can be undone. */
  static final long NO_UNDO = Long.MIN_VALUE;

  /** What to send once the window is known. */
  enum Retransmit {
    /** Nothing special. */
    NONE,
    /** Lost segments. */
    LOST,
    /** New data, for F-RTO. */
    NEW
  }

  private final TcpConnection connection;
  private final RetransmitQueue queue;
  private final CongestionWindow window;
  private final TcpMib mib;
  final Rack rack;

  /** icsk_ca_state. */
  CaState state = CaState.OPEN;

  /** snd_nxt when the state was entered (high_seq). */
  long highOffset;

  /** snd_una when the reduction began, or {@link #NO_UNDO} (undo_marker). */
  long undoOffset = NO_UNDO;

  /** Retransmissions not yet proven needless; -1 for none made (undo_retrans). */
  int undoRetrans;

  /** Degree of reordering, segments. */
  int reordering;

  /** Timestamp clock, ms, of the first retransmission of this episode; 0 for none. */
  int retransStamp;

  /** Segments that DSACKs reported. */
  long dsackDuplicates;

  /** What {@link #alert} wants to be sent. */
  Retransmit retransmit = Retransmit.NONE;

  /** The flags of the ACK, which {@link #alert} changes. */
  int flags;

  private boolean frto;

  LossRecovery(final TcpConnection connection) {
    this.connection = connection;
    this.queue = connection.queue;
    this.window = connection.window;
    this.mib = connection.mib;
    this.rack = new Rack(queue, connection.rtt);
    this.reordering = connection.sysctl.reordering;
  }

  /** Whether the window is being reduced (tcp_in_cwnd_reduction). */
  boolean reducing() {
    return state == CaState.CWR || state == CaState.RECOVERY;
  }

  void setState(final CaState next) {
    if (state != next) {
      window.control.stateChanged(window, next);
      state = next;
    }
  }

  /**
   * Acts on an ACK that is a duplicate, holds SACKs, or comes during recovery.
   *
   * @param priorUna snd_una before it
   * @param duplicates duplicate ACKs that it stands for
   */
  void alert(final long priorUna, final int duplicates) {
    final long una = connection.output.sndUna;
    if (queue.packetsOut == 0) {
      queue.sackedOut = 0;
    }
    if (checkReneging()) {
      return;
    }
    if (state == CaState.OPEN) {
      retransStamp = 0;
    } else if (una >= highOffset && endState(una)) {
      return;
    }
    switch (state) {
      case RECOVERY -> {
        if (alertInRecovery(priorUna, duplicates)) {
          return;
        }
      }
      case LOSS -> {
        processLoss(duplicates);
        identifyLoss();
        if (state != CaState.OPEN && !AckFlags.any(flags, AckFlags.LOST_RETRANS)) {
          return;
        }
        if (alertElsewhere(duplicates)) {
          return;
        }
      }
      default -> {
        if (alertElsewhere(duplicates)) {
          return;
        }
      }
    }
    retransmit = Retransmit.LOST;
  }

  private boolean endState(final long una) {
    if (state == CaState.CWR) {
      if (una != highOffset) {
        endReduction();
        setState(CaState.OPEN);
      }
    } else if (state == CaState.RECOVERY) {
      resetRenoSack();
      if (tryUndoRecovery()) {
        return true;
      }
      endReduction();
    }
    return false;
  }

  private boolean alertInRecovery(final long priorUna, final int duplicates) {
    if (!AckFlags.any(flags, AckFlags.SND_UNA_ADVANCED)) {
      addRenoSack(duplicates);
    } else if (tryUndoPartial(priorUna)) {
      return true;
    }
    if (tryUndoDsack()) {
      tryToOpen();
    }
    identifyLoss();
    if (state != CaState.RECOVERY) {
      if (queue.lostOut == 0) {
        return true;
      }
      enterRecovery();
    }
    return false;
  }

  private boolean alertElsewhere(final int duplicates) {
    if (!connection.sackOk) {
      if (AckFlags.any(flags, AckFlags.SND_UNA_ADVANCED)) {
        resetRenoSack();
      }
      addRenoSack(duplicates);
    }
    if (state.compareTo(CaState.DISORDER) <= 0) {
      tryUndoDsack();
    }
    identifyLoss();
    if (queue.lostOut == 0) {
      tryToOpen();
      return true;
    }
    enterRecovery();
    return false;
  }

  private void identifyLoss() {
    final @Nullable SendRecord head = queue.head();
    if (head == null) {
      return;
    }
    if (!connection.sackOk) {
      markRenoLost(head);
      return;
    }
    final int before = queue.retransOut;
    if (rack.advanced) {
      rack.advanced = false;
      detectByTime();
    }
    if (before > queue.retransOut) {
      flags |= AckFlags.LOST_RETRANS;
    }
  }

  private void detectByTime() {
    final long waitUs = rack.detectLoss(state, reordering, connection.host.nowPs(), mib);
    if (waitUs > 0) {
      connection.timers.setReorder(
          connection.jiffies.ofUs(waitUs) + TcpConstants.TIMEOUT_MIN_JIFFIES);
      flags &= ~AckFlags.SET_XMIT_TIMER;
    }
  }

  /** The reordering timer expired (tcp_rack_reo_timeout). */
  void onReorderTimeout() {
    final int inFlight = queue.inFlight();
    final long lostBefore = queue.lostTotal;
    rack.detectLoss(state, reordering, connection.host.nowPs(), mib);
    if (inFlight != queue.inFlight()) {
      if (state != CaState.RECOVERY) {
        enterRecovery();
        window.reduce(1, (int) (queue.lostTotal - lostBefore), false, queue.inFlight());
      }
      connection.retransmit.lost();
    }
    connection.timers.rearmRtoUnlessSet();
  }

  /** Without SACK: the head is lost after enough duplicates, or on a partial ACK (RFC 6582). */
  private void markRenoLost(final SendRecord head) {
    if ((state.compareTo(CaState.RECOVERY) < 0 && queue.sackedOut >= reordering)
        || (state == CaState.RECOVERY && AckFlags.any(flags, AckFlags.SND_UNA_ADVANCED))) {
      if (head.has(SendRecord.LOST)) {
        return;
      }
      if (head.segments > 1) {
        queue.split(head, 1);
      }
      queue.markLost(head);
    }
  }

  private void addRenoSack(final int duplicates) {
    if (connection.sackOk || duplicates == 0) {
      return;
    }
    final int before = queue.sackedOut;
    queue.sackedOut += duplicates;
    limitRenoSack();
    connection.rates.delivered += Math.max(0, queue.sackedOut - before);
  }

  /** Without SACK: duplicates that a cumulative ACK explains (tcp_remove_reno_sacks). */
  void removeRenoSacks(final int acked) {
    if (acked > 0) {
      connection.rates.delivered += Math.max(acked - queue.sackedOut, 1);
      queue.sackedOut = acked - 1 >= queue.sackedOut ? 0 : queue.sackedOut - (acked - 1);
    }
    limitRenoSack();
  }

  private void limitRenoSack() {
    final int holes = Math.max(1, queue.lostOut);
    final int limit = Math.max(0, queue.packetsOut - holes);
    if (queue.sackedOut > limit) {
      queue.sackedOut = limit;
      noteReordering(queue.packetsOut);
      mib.renoReorder.increment();
    }
  }

  private void noteReordering(final int metric) {
    reordering = Math.min(metric, connection.sysctl.maxReordering);
    rack.reorderSeen = true;
  }

  private void resetRenoSack() {
    if (!connection.sackOk) {
      queue.sackedOut = 0;
    }
  }

  /** Something arrived that lies below what was SACKed before (tcp_check_sack_reordering). */
  void checkReordering(final long from, final boolean byTimestamp) {
    final long highest =
        queue.sackedOut > 0 ? queue.highestSacked : connection.output.sndUna;
    final long distance = highest - from;
    final int mss = connection.output.mssCache;
    if (distance <= 0 || mss == 0) {
      return;
    }
    if (distance > (long) reordering * mss) {
      reordering =
          (int) Math.min((distance + mss - 1) / mss, connection.sysctl.maxReordering);
    }
    rack.reorderSeen = true;
    (byTimestamp ? mib.tsReorder : mib.sackReorder).increment();
  }

  private void enterRecovery() {
    (connection.sackOk ? mib.sackRecovery : mib.renoRecovery).increment();
    window.priorSsthresh = 0;
    beginUndo();
    if (!reducing()) {
      window.priorSsthresh = window.currentSsthresh(false);
      beginReduction();
    }
    setState(CaState.RECOVERY);
  }

  /** Begins a reduction of the window (tcp_init_cwnd_reduction). */
  void beginReduction() {
    highOffset = connection.output.sndNxt;
    connection.tailProbe.forget();
    window.beginReduction();
  }

  /** Ends it: the window is the threshold now (tcp_end_cwnd_reduction). */
  void endReduction() {
    if (window.ssthresh < TcpConstants.INFINITE_SSTHRESH
        && (state == CaState.CWR || undoOffset != NO_UNDO)) {
      window.cwnd = window.ssthresh;
      window.stampJiffies = connection.nowJiffies();
    }
    window.control.cwndEvent(window, CongestionControl.Event.COMPLETE_CWR);
  }

  private void beginUndo() {
    undoOffset = connection.output.sndUna;
    undoRetrans = queue.retransOut > 0 ? queue.retransOut : -1;
  }

  /** A retransmission proved needless. */
  void undoRetransmitted(final long end, final int segments) {
    if (undoOffset != NO_UNDO && undoRetrans > 0 && end > undoOffset) {
      undoRetrans = Math.max(0, undoRetrans - segments);
    }
  }

  private boolean mayUndo() {
    return undoOffset != NO_UNDO && (undoRetrans == 0 || originalArrived());
  }

  /** Whether the echoed timestamp is older than the first retransmission (tcp_packet_delayed). */
  private boolean originalArrived() {
    return connection.lastHadTimestamp
        && connection.lastTimestampEcho != 0
        && retransStamp != 0
        && connection.lastTimestampEcho - retransStamp < 0;
  }

  private void undoReduction(final boolean unmark) {
    if (unmark) {
      LostMarks.takeBack(queue);
    }
    if (window.priorSsthresh != 0) {
      window.cwnd = window.control.undoCwnd(window);
      if (window.priorSsthresh > window.ssthresh) {
        window.ssthresh = window.priorSsthresh;
      }
    }
    window.stampJiffies = connection.nowJiffies();
    undoOffset = NO_UNDO;
    rack.advanced = true;
  }

  private boolean tryUndoRecovery() {
    if (mayUndo()) {
      undoReduction(false);
      (state == CaState.LOSS ? mib.lossUndo : mib.fullUndo).increment();
    } else if (rack.persist > 0) {
      rack.persist--;
    }
    if (holdsHighWithoutSack()) {
      return true;
    }
    setState(CaState.OPEN);
    return false;
  }

  /** Without SACK, ACKs of exactly high_seq may be duplicates of the old window (RFC 6582). */
  private boolean holdsHighWithoutSack() {
    if (!connection.sackOk && connection.output.sndUna == highOffset) {
      if (!anyRetransmitted()) {
        retransStamp = 0;
      }
      return true;
    }
    return false;
  }

  private boolean tryUndoPartial(final long priorUna) {
    if (undoOffset == NO_UNDO || !originalArrived()) {
      return false;
    }
    checkReordering(priorUna, true);
    if (queue.retransOut > 0) {
      return true;
    }
    if (!anyRetransmitted()) {
      retransStamp = 0;
    }
    undoReduction(true);
    mib.partialUndo.increment();
    tryKeepOpen();
    return false;
  }

  private boolean tryUndoDsack() {
    if (undoOffset == NO_UNDO || undoRetrans != 0) {
      return false;
    }
    rack.persist = Math.min(TcpConstants.RACK_RECOVERY_THRESH, rack.persist + 1);
    undoReduction(false);
    mib.dsackUndo.increment();
    return true;
  }

  private boolean tryUndoLoss(final boolean byFrto) {
    if (!byFrto && !mayUndo()) {
      return false;
    }
    undoReduction(true);
    mib.lossUndo.increment();
    if (byFrto) {
      mib.spuriousRtos.increment();
    }
    connection.timers.retransmits = 0;
    if (holdsHighWithoutSack()) {
      return true;
    }
    if (byFrto || connection.sackOk) {
      setState(CaState.OPEN);
    }
    return true;
  }

  private void processLoss(final int duplicates) {
    final TcpOutput output = connection.output;
    final boolean recovered = output.sndUna >= highOffset;
    final boolean advanced = AckFlags.any(flags, AckFlags.SND_UNA_ADVANCED);
    if (advanced && tryUndoLoss(false)) {
      return;
    }
    if (frto) {
      if (AckFlags.any(flags, AckFlags.ORIG_SACK_ACKED) && tryUndoLoss(true)) {
        return;
      }
      if (output.sndNxt > highOffset) {
        if (AckFlags.any(flags, AckFlags.DATA_SACKED) || duplicates > 0) {
          frto = false;
        }
      } else if (advanced && !recovered) {
        highOffset = output.sndNxt;
        if (output.hasUnsent() && output.windowEnd() > output.sndNxt) {
          retransmit = Retransmit.NEW;
          return;
        }
        frto = false;
      }
    }
    if (recovered) {
      tryUndoRecovery();
      return;
    }
    if (!connection.sackOk) {
      if (output.sndNxt > highOffset && duplicates > 0) {
        addRenoSack(duplicates);
      } else if (advanced) {
        resetRenoSack();
      }
    }
    retransmit = Retransmit.LOST;
  }

  /** F-RTO's new data did not go out: go on as after any timeout. */
  void abandonFrto() {
    frto = false;
  }

  private void tryToOpen() {
    if (!anyRetransmitted()) {
      retransStamp = 0;
    }
    if (state != CaState.CWR) {
      tryKeepOpen();
    }
  }

  /** Open if all that was sent is accounted for, else Disorder. */
  void tryKeepOpen() {
    final CaState next =
        queue.leftOut() > 0 || anyRetransmitted() ? CaState.DISORDER : CaState.OPEN;
    if (state != next) {
      setState(next);
      highOffset = connection.output.sndNxt;
    }
  }

  private boolean anyRetransmitted() {
    final @Nullable SendRecord head = queue.head();
    return queue.retransOut > 0 || (head != null && head.has(SendRecord.EVER_RETRANS));
  }

  /** The receiver dropped what it had SACKed: the head is SACKed, yet not acknowledged. */
  private boolean checkReneging() {
    final @Nullable SendRecord head = queue.head();
    if (head == null
        || !head.has(SendRecord.SACKED)
        || !AckFlags.any(flags, AckFlags.SND_UNA_ADVANCED)) {
      return false;
    }
    connection.timers.setRenegingRto();
    return true;
  }

  /** The retransmission timer expired (tcp_enter_loss). */
  void enterLoss() {
    final boolean newRecovery = state.compareTo(CaState.RECOVERY) < 0;
    final boolean reneged = LostMarks.markAfterTimeout(queue, rack, connection);
    if (reneged) {
      mib.sackReneging.increment();
      connection.sackTagger.forgetSeen();
    }
    if (state.compareTo(CaState.DISORDER) <= 0
        || highOffset <= connection.output.sndUna
        || (state == CaState.LOSS && connection.timers.retransmits == 0)) {
      window.priorSsthresh = window.currentSsthresh(reducing());
      window.priorCwnd = window.cwnd;
      window.ssthresh = window.control.ssthresh(window);
      window.control.cwndEvent(window, CongestionControl.Event.LOSS);
      beginUndo();
    }
    window.collapse(queue.inFlight(), connection.nowJiffies());
    if (state.compareTo(CaState.DISORDER) <= 0
        && queue.sackedOut >= connection.sysctl.reordering) {
      reordering = Math.min(reordering, connection.sysctl.reordering);
    }
    setState(CaState.LOSS);
    highOffset = connection.output.sndNxt;
    connection.tailProbe.forget();
    frto = connection.sysctl.frto != 0 && (newRecovery || connection.timers.retransmits > 0);
  }
}
