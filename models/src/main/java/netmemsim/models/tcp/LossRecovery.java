package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * The states of loss recovery (net/ipv4/tcp_input.c, tcp_fastretrans_alert and what it calls,
 * v6.12): fast retransmit by RACK or, without SACK, by three duplicate ACKs (RFC 6582), recovery
 * after a timeout with F-RTO (RFC 5682), and undo by timestamps (RFC 3522) and DSACK (RFC 3708).
 */
final class LossRecovery {
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
  private final UndoReduction undo;

  /** Loss detection by time. */
  final Rack rack;

  /** What follows a retransmission timeout. */
  final TimeoutRecovery timeouts;

  /** Loss detection where there is no SACK. */
  final DuplicateAcks duplicateAcks;

  /** icsk_ca_state. */
  CaState state = CaState.OPEN;

  /** snd_nxt when the state was entered (high_seq). */
  long highOffset;

  /** Degree of reordering, segments. */
  int reordering;

  /** Segments that DSACKs reported. */
  long dsackDuplicates;

  /** What {@link #alert} wants to be sent. */
  Retransmit retransmit = Retransmit.NONE;

  /** The flags of the ACK, which {@link #alert} changes. */
  int flags;

  LossRecovery(final TcpConnection connection) {
    this.connection = connection;
    this.queue = connection.queue;
    this.window = connection.window;
    this.mib = connection.mib;
    this.undo = connection.undo;
    this.rack = new Rack(queue, connection.rtt);
    this.timeouts = new TimeoutRecovery(connection, this);
    this.duplicateAcks = new DuplicateAcks(connection, this);
    this.reordering = connection.sysctl.reordering;
  }

  /** Whether the window is being reduced (tcp_in_cwnd_reduction). */
  boolean reducing() {
    return state == CaState.CWR || state == CaState.RECOVERY;
  }

  void setState(final CaState next) {
    window.control.setState(next);
    state = next;
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
    if (AckFlags.any(flags, AckFlags.ECE)) {
      // The network asks for the reduction: it must not be taken back.
      window.priorSsthresh = 0;
    }
    if (checkReneging()) {
      return;
    }
    if (state == CaState.OPEN) {
      undo.retransStamp = 0;
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
        timeouts.onAck(duplicates);
        if (state != CaState.LOSS) {
          connection.counts.recovered(connection.nowUs() / 1000);
        }
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

  /**
   * Segments of more bytes do not get through: sends them again at once (tcp_simple_retransmit).
   */
  void resendTooBig(final int mss) {
    SendRecord record = queue.head();
    while (record != null) {
      final int bytes = record.segments > 1 ? record.mss : record.payloadBytes();
      if (bytes > mss) {
        queue.markLost(record);
      }
      record = record.next;
    }
    if (queue.lostOut == 0) {
      return;
    }
    if (!connection.sackOk) {
      queue.sackedOut = Math.min(queue.sackedOut, queue.packetsOut - queue.lostOut);
    }
    if (state != CaState.LOSS) {
      highOffset = connection.output.sndNxt;
      window.ssthresh = window.currentSsthresh(reducing());
      window.priorSsthresh = 0;
      undo.forgetReduction();
      setState(CaState.LOSS);
    }
    connection.retransmit.lost();
  }

  private boolean endState(final long una) {
    if (state == CaState.CWR) {
      if (una != highOffset) {
        endReduction();
        setState(CaState.OPEN);
      }
    } else if (state == CaState.RECOVERY) {
      duplicateAcks.reset();
      if (undo.atEnd()) {
        return true;
      }
      endReduction();
    }
    return false;
  }

  private boolean alertInRecovery(final long priorUna, final int duplicates) {
    if (!AckFlags.any(flags, AckFlags.SND_UNA_ADVANCED)) {
      duplicateAcks.add(duplicates);
    } else if (undo.onPartialAck(priorUna)) {
      return true;
    }
    if (undo.byDsack()) {
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
        duplicateAcks.reset();
      }
      duplicateAcks.add(duplicates);
    }
    if (state.compareTo(CaState.DISORDER) <= 0) {
      undo.byDsack();
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
      duplicateAcks.markLost(head, flags);
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
      connection.timers.setReorder(connection.jiffies.ofUs(waitUs + TcpConstants.TIMEOUT_MIN_US));
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
        if (!window.control.controlsRate()) {
          window.reduce(1, (int) (queue.lostTotal - lostBefore), false, queue.inFlight());
        }
      }
      connection.retransmit.lost();
    }
    connection.timers.rearmRtoUnlessSet();
  }

  /** Something arrived that lies below what was SACKed before (tcp_check_sack_reordering). */
  void checkReordering(final long from, final boolean byTimestamp) {
    final long highest = queue.sackedOut > 0 ? queue.highestSacked : connection.output.sndUna;
    final long distance = highest - from;
    final int mss = connection.output.mssCache;
    if (distance <= 0 || mss == 0) {
      return;
    }
    if (distance > (long) reordering * mss) {
      reordering = (int) Math.min((distance + mss - 1) / mss, connection.sysctl.maxReordering);
    }
    rack.reorderSeen = true;
    connection.counts.reordSeen++;
    (byTimestamp ? mib.tsReorder : mib.sackReorder).increment();
  }

  private void enterRecovery() {
    (connection.sackOk ? mib.sackRecovery : mib.renoRecovery).increment();
    window.priorSsthresh = 0;
    undo.begin();
    if (!reducing()) {
      if (!AckFlags.any(flags, AckFlags.ECE)) {
        window.priorSsthresh = window.currentSsthresh(false);
      }
      beginReduction();
    }
    setState(CaState.RECOVERY);
  }

  /** Begins a reduction of the window (tcp_init_cwnd_reduction). */
  void beginReduction() {
    highOffset = connection.output.sndNxt;
    connection.tailProbe.forget();
    window.beginReduction();
    connection.ecn.queueCwr();
  }

  /** An ACK with ECE: one reduction for each window of data (RFC 3168, 6.1.2; tcp_enter_cwr). */
  private void enterCwr() {
    window.priorSsthresh = 0;
    if (state.compareTo(CaState.CWR) < 0) {
      undo.forgetReduction();
      beginReduction();
      setState(CaState.CWR);
    }
  }

  /** Ends it: the window is the threshold now (tcp_end_cwnd_reduction). */
  void endReduction() {
    if (window.control.controlsRate()) {
      return;
    }
    if (window.ssthresh < TcpConstants.INFINITE_SSTHRESH
        && (state == CaState.CWR || undo.isPossible())) {
      window.cwnd = window.ssthresh;
      window.stampJiffies = connection.nowJiffies();
    }
    window.control.cwndEvent(CongestionControl.Event.COMPLETE_CWR);
  }

  private void tryToOpen() {
    undo.forgetStampIfClean();
    if (AckFlags.any(flags, AckFlags.ECE)) {
      enterCwr();
    }
    if (state != CaState.CWR) {
      tryKeepOpen();
    }
  }

  /** Open if all that was sent is accounted for, else Disorder. */
  void tryKeepOpen() {
    final CaState next =
        queue.leftOut() > 0 || undo.anyRetransmitted() ? CaState.DISORDER : CaState.OPEN;
    if (state != next) {
      setState(next);
      highOffset = connection.output.sndNxt;
    }
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
}
