package netmemsim.models.tcp;

import netmemsim.models.kernel.Errno;
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
  private static final int ORPHAN_RETRIES = 8;
  private final TcpConnection connection;
  private final Jiffies jiffies;
  private final RttEstimator rtt;
  private final JiffyTimer transmitTimer;
  private final JiffyTimer stateTimer;
  private Pending pending = Pending.NONE;

  /** Timeouts in a row without progress (icsk_retransmits). */
  int retransmits;

  /** Window probes in a row without an answer (icsk_probes_out). */
  int probesOut;

  /** Timeouts since the connection was opened. */
  private int totalRto;

  /** SYN-ACKs sent again. */
  private int synAckRetransmits;

  TcpTimers(final TcpConnection connection) {
    this.connection = connection;
    this.jiffies = connection.jiffies;
    this.rtt = connection.rtt;
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
    if (head == null) {
      return;
    }
    if (gaveUp()) {
      connection.fail(Errno.ETIMEDOUT);
      return;
    }
    countTimeout();
    connection.recovery.timeouts.enter();
    retransmits++;
    totalRto++;
    connection.retransmit.head();
    if (connection.state != TcpState.SYN_SENT || totalRto > connection.sysctl.synLinearTimeouts) {
      rtt.backOff();
    }
    setRto();
  }

  private void countTimeout() {
    final TcpMib mib = connection.mib;
    mib.timeouts.increment();
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

  /** Whether retransmission has gone on for too long (tcp_write_timeout). */
  private boolean gaveUp() {
    final TcpSysctl sysctl = connection.sysctl;
    if (connection.state == TcpState.SYN_SENT || connection.state == TcpState.SYN_RECV) {
      final int linear = connection.state == TcpState.SYN_SENT ? sysctl.synLinearTimeouts : 0;
      return retransmits >= sysctl.synRetries + linear;
    }
    if (retransmits == 0) {
      return false;
    }
    int boundary = sysctl.retries2;
    if (connection.orphan) {
      boundary = orphanRetries();
    }
    final int elapsedMs = connection.timestamps.nowMs() - connection.undo.retransStamp;
    return elapsedMs >= modelTimeoutMs(boundary);
  }

  private int orphanRetries() {
    final int set = connection.sysctl.orphanRetries;
    return set == 0 ? ORPHAN_RETRIES : set;
  }

  /** How long so many timeouts take when the RTO is the least (tcp_model_timeout). */
  private long modelTimeoutMs(final int boundary) {
    final TcpSysctl sysctl = connection.sysctl;
    final long baseMs = Math.max(1, sysctl.rtoMinUs / 1000);
    final int doublings = 63 - Long.numberOfLeadingZeros(Math.max(1, sysctl.rtoMaxMs / baseMs));
    if (boundary <= doublings) {
      return ((2L << boundary) - 1) * baseMs;
    }
    return ((2L << doublings) - 1) * baseMs + (long) (boundary - doublings) * sysctl.rtoMaxMs;
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
      if (pending == Pending.PROBE0) {
        clear();
      }
    } else {
      set(Pending.PROBE0, probeInterval());
    }
  }

  private long probeBase() {
    return Math.max(rtt.rtoJiffies, jiffies.ofUs(connection.sysctl.rtoMinUs));
  }

  private long probeInterval() {
    final long ratio = Math.max(1, connection.sysctl.rtoMaxMs * 1000L / connection.sysctl.rtoMinUs);
    final int most = 64 - Long.numberOfLeadingZeros(ratio);
    return Math.min(probeBase() << Math.min(most, rtt.backoff), rtt.rtoMaxJiffies());
  }

  private void onProbeTimeout() {
    final TcpOutput output = connection.output;
    if (connection.queue.packetsOut > 0 || !output.hasUnsent()) {
      probesOut = 0;
      return;
    }
    final int most = connection.orphan ? orphanRetries() : connection.sysctl.retries2;
    if (probesOut >= most) {
      connection.fail(Errno.ETIMEDOUT);
      return;
    }
    output.probeWindow();
    if (connection.queue.packetsOut > 0 || !output.hasUnsent()) {
      probesOut = 0;
      rtt.backoff = 0;
      return;
    }
    probesOut++;
    if (rtt.backoff < connection.sysctl.retries2) {
      rtt.backoff++;
    }
    set(Pending.PROBE0, probeInterval());
  }

  /** Waits for the answer to a SYN-ACK. */
  void setSynAck() {
    final long ticks = jiffies.ofUs(TcpConstants.TIMEOUT_INIT_MS * 1000L);
    stateTimer.set(
        connection.nowJiffies() + Math.min(ticks << synAckRetransmits, rtt.rtoMaxJiffies()));
  }

  /** How often the SYN-ACK was sent again. */
  int synAckRetransmits() {
    return synAckRetransmits;
  }

  /** Waits in FIN_WAIT2 or TIME_WAIT. */
  void setState(final int seconds) {
    stateTimer.set(connection.nowJiffies() + (long) seconds * jiffies.hz);
  }

  void clearState() {
    stateTimer.clear();
  }

  private void onStateTimer() {
    switch (connection.state) {
      case SYN_RECV -> {
        if (synAckRetransmits >= connection.sysctl.synackRetries) {
          connection.fail(Errno.ETIMEDOUT);
          return;
        }
        synAckRetransmits++;
        connection.retransmit.synAck();
        setSynAck();
      }
      case FIN_WAIT2, TIME_WAIT -> connection.done();
      default -> {}
    }
  }
}
