package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * The timers of a connection (net/ipv4/tcp_timer.c, v6.12). One timer serves retransmission, window
 * probe, tail loss probe and reordering window, since at most one of them is pending; another
 * serves the states that end by themselves. All are in ticks.
 */
final class TcpTimers {
  private enum Pending {
    NONE,
    RETRANS,
    PROBE0,
    LOSS_PROBE,
    REORDER
  }

  private static final int RENEGING_MS = 10;
  private static final int THIN_LINEAR_RETRIES = 6;
  private static final int THIN_SEGMENTS = 4;
  private static final long NEVER = -1;
  private final TcpConnection connection;
  private final Jiffies jiffies;
  private final RttEstimator rtt;
  private final JiffyTimer transmitTimer;
  private final JiffyTimer stateTimer;
  private final WriteTimeout timeout;
  private Pending pending = Pending.NONE;

  /** SO_KEEPALIVE. */
  final Keepalive keepalive;

  /** Timeouts in a row without progress (icsk_retransmits). */
  int retransmits;

  /** Window probes in a row without an answer (icsk_probes_out). */
  int probesOut;

  /** Timeouts since the connection was opened (total_rto). */
  int totalRto;

  /** When the probes in a row began, tick, or NEVER (icsk_probes_tstamp). */
  private long probingSinceJiffies = NEVER;

  TcpTimers(final TcpConnection connection) {
    this.connection = connection;
    this.jiffies = connection.jiffies;
    this.rtt = connection.rtt;
    timeout = new WriteTimeout(connection);
    keepalive = new Keepalive(connection);
    transmitTimer = new JiffyTimer(connection.host, jiffies, this::onTransmitTimer);
    stateTimer = new JiffyTimer(connection.host, jiffies, this::onStateTimer);
  }

  private void set(final Pending what, final long ticks) {
    pending = what;
    transmitTimer.set(connection.nowJiffies() + Math.min(ticks, rtt.rtoMaxJiffies()));
  }

  private void clear() {
    pending = Pending.NONE;
    transmitTimer.clear();
  }

  /** Stops all timers, at the end of the connection. */
  void cancelAll() {
    pending = Pending.NONE;
    transmitTimer.cancel();
    stateTimer.cancel();
  }

  /** Stops what concerns sending, when everything was acknowledged for good. */
  void stopTransmit() {
    clear();
  }

  boolean lossProbePending() {
    return pending == Pending.LOSS_PROBE;
  }

  boolean reorderPending() {
    return pending == Pending.REORDER;
  }

  boolean probePending() {
    return pending == Pending.PROBE0;
  }

  boolean nothingPending() {
    return pending == Pending.NONE;
  }

  /** Sets the retransmission timer to a full RTO. */
  void setRto() {
    set(Pending.RETRANS, rtt.rtoJiffies);
  }

  /** Sets it to a full RTO after the next transmission that pacing allows. */
  void setPacedRto() {
    set(Pending.RETRANS, rtt.rtoJiffies + connection.pacing.delayJiffies());
  }

  /** Makes the retransmission timer fire at the next ticks. */
  void setSoon() {
    set(Pending.RETRANS, TcpConstants.TIMEOUT_MIN_JIFFIES);
  }

  /** The path was down, not congested: takes one back-off back (RFC 6069, tcp_ld_RTO_revert). */
  void revertBackoff(final long offset) {
    final @Nullable SendRecord head = connection.queue.head();
    if (head == null
        || offset != connection.output.sndUna
        || retransmits == 0
        || rtt.backoff == 0) {
      return;
    }
    rtt.takeBackoffBack();
    final long elapsedUs = (connection.host.nowPs() - head.sentPs) / TcpConstants.PS_PER_US;
    final long remaining = rtt.rtoJiffies - jiffies.ofUs(elapsedUs);
    if (remaining > 0) {
      set(Pending.RETRANS, remaining);
    } else {
      onRetransmitTimeout();
    }
  }

  /** Gives the ACK of what was reneged a last chance. */
  void setRenegingRto() {
    final long us = Math.max(rtt.srttUs8 >> 4, RENEGING_MS * 1000L);
    set(Pending.RETRANS, jiffies.ofUs(us));
  }

  void setReorder(final long ticks) {
    set(Pending.REORDER, ticks);
  }

  void setLossProbe(final long ticks) {
    set(Pending.LOSS_PROBE, ticks + connection.pacing.delayJiffies());
  }

  /** Forgets the tail loss probe, so that the next RTO counts from now. */
  void lossProbeSent() {
    pending = Pending.NONE;
  }

  /** Restarts the retransmission timer, or stops it when nothing is out (tcp_rearm_rto). */
  void rearmRto() {
    if (connection.queue.packetsOut == 0) {
      clear();
      return;
    }
    long ticks = rtt.rtoJiffies;
    if (pending == Pending.REORDER || pending == Pending.LOSS_PROBE) {
      ticks = jiffies.ofUs(Math.max(rtoRemainingUs(), 1));
    }
    set(Pending.RETRANS, ticks + connection.pacing.delayJiffies());
  }

  /** Restarts the retransmission timer if another one is in its place. */
  void rearmRtoUnlessSet() {
    if (pending != Pending.RETRANS) {
      rearmRto();
    }
  }

  /** Microseconds until the oldest record's RTO (tcp_rto_delta_us). */
  long rtoRemainingUs() {
    final @Nullable SendRecord head = connection.queue.head();
    final long rtoUs = jiffies.toUs(rtt.rtoJiffies);
    if (head == null) {
      return rtoUs;
    }
    return rtoUs - (connection.host.nowPs() - head.sentPs) / TcpConstants.PS_PER_US;
  }

  private void onTransmitTimer() {
    switch (pending) {
      case REORDER -> connection.recovery.onReorderTimeout();
      case LOSS_PROBE -> connection.tailProbe.send();
      case RETRANS -> {
        pending = Pending.NONE;
        onRetransmitTimeout();
      }
      case PROBE0 -> {
        pending = Pending.NONE;
        onProbeTimeout();
      }
      case NONE -> {}
    }
  }

  private void onRetransmitTimeout() {
    final RetransmitQueue queue = connection.queue;
    final @Nullable SendRecord head = queue.head();
    if (head == null || connection.request != null) {
      // Before the SYN-ACK is acknowledged, it alone is sent again.
      return;
    }
    final boolean opening =
        connection.state == TcpState.SYN_SENT || connection.state == TcpState.SYN_RECV;
    if (connection.output.sndWnd == 0 && !connection.orphan && !opening) {
      // The window was shrunk to nothing: retransmissions serve as probes.
      if (timeout.shrunkWindowTimedOut()) {
        connection.writeError();
        return;
      }
      connection.recovery.timeouts.enter();
      connection.retransmit.head();
    } else {
      connection.mib.timeouts.increment();
      if (timeout.endsConnection()) {
        return;
      }
      countTimeout();
      connection.counts.timedOut(retransmits == 0, connection.nowUs() / 1000);
      connection.recovery.timeouts.enter();
      retransmits++;
      totalRto++;
      connection.retransmit.head();
    }
    if (isThin()) {
      rtt.backoff = 0;
      rtt.setRto();
    } else if (connection.state != TcpState.SYN_SENT
        || totalRto > connection.sysctl.synLinearTimeouts) {
      rtt.backOff();
    }
    set(Pending.RETRANS, timeout.clampRto());
  }

  /** Whether timeouts stay linear: few segments are out (tcp_stream_is_thin). */
  private boolean isThin() {
    return connection.state == TcpState.ESTABLISHED
        && (connection.sysctl.thinLinearTimeouts != 0 || connection.options.thinLinearTimeouts)
        && connection.queue.packetsOut < THIN_SEGMENTS
        && connection.window.ssthresh < TcpConstants.INFINITE_SSTHRESH
        && retransmits <= THIN_LINEAR_RETRIES;
  }

  private void countTimeout() {
    final TcpMib mib = connection.mib;
    if (retransmits == 0) {
      switch (connection.recovery.state) {
        case RECOVERY ->
            (connection.sackOk ? mib.sackRecoveryFail : mib.renoRecoveryFail).increment();
        case LOSS -> mib.lossFailures.increment();
        case DISORDER -> (connection.sackOk ? mib.sackFailures : mib.renoFailures).increment();
        default -> {}
      }
    }
  }

  /** Begins to probe a closed window, if nothing else will ever happen (tcp_check_probe_timer). */
  void startProbing() {
    if (connection.queue.packetsOut == 0 && pending == Pending.NONE) {
      set(Pending.PROBE0, probeBase());
    }
  }

  /** An ACK came while the window may be closed (tcp_ack_probe). */
  void onAckWhileProbing() {
    final TcpOutput output = connection.output;
    if (!output.hasUnsent()) {
      return;
    }
    if (output.headFitsWindow()) {
      rtt.backoff = 0;
      probingSinceJiffies = NEVER;
      if (pending == Pending.PROBE0) {
        clear();
      }
    } else {
      set(Pending.PROBE0, timeout.clampProbe(probeInterval(), probingSinceJiffies));
    }
  }

  private long probeBase() {
    return Math.max(rtt.rtoJiffies, jiffies.ofUs(connection.sysctl.rtoMinUs));
  }

  private long probeInterval() {
    final long ratio = Math.max(1, rtt.rtoMaxMs() * 1000 / connection.sysctl.rtoMinUs);
    final int most = 64 - Long.numberOfLeadingZeros(ratio);
    return Math.min(probeBase() << Math.min(most, rtt.backoff), rtt.rtoMaxJiffies());
  }

  private void onProbeTimeout() {
    final TcpOutput output = connection.output;
    if (connection.queue.packetsOut > 0 || !output.hasUnsent()) {
      endProbing();
      return;
    }
    if (probingSinceJiffies == NEVER) {
      probingSinceJiffies = connection.nowJiffies();
    } else if (timeout.probesTimedOut(probingSinceJiffies)) {
      connection.writeError();
      return;
    }
    int most = connection.sysctl.retries2;
    if (connection.orphan) {
      final boolean alive = rtt.rtoJiffies << rtt.backoff < rtt.rtoMaxJiffies();
      most = timeout.orphanRetries(alive);
      if (!alive && rtt.backoff >= most) {
        connection.writeError();
        return;
      }
      if (timeout.outOfResources(true)) {
        return;
      }
    }
    if (probesOut >= most) {
      connection.writeError();
      return;
    }
    output.probeWindow();
    if (connection.queue.packetsOut > 0 || !output.hasUnsent()) {
      endProbing();
      rtt.backoff = 0;
      return;
    }
    probesOut++;
    if (rtt.backoff < connection.sysctl.retries2) {
      rtt.backoff++;
    }
    set(Pending.PROBE0, timeout.clampProbe(probeInterval(), probingSinceJiffies));
  }

  private void endProbing() {
    probesOut = 0;
    probingSinceJiffies = NEVER;
  }

  /** Waits in FIN_WAIT2 or TIME_WAIT. */
  void setState(final int seconds) {
    stateTimer.set(connection.nowJiffies() + (long) seconds * jiffies.hz);
  }

  /** Sets the timer of the state, or of keepalive, to fire after some ticks. */
  void setStateIn(final long ticks) {
    stateTimer.set(connection.nowJiffies() + ticks);
  }

  void clearState() {
    stateTimer.clear();
  }

  private void onStateTimer() {
    final RequestSocket request = connection.request;
    if (request != null) {
      request.onTimer();
    } else if (connection.timeWait != null) {
      connection.done();
    } else if (connection.state == TcpState.FIN_WAIT2 && connection.orphan) {
      connection.transitions.onOrphanTimer();
    } else {
      keepalive.onTimer();
    }
  }
}
