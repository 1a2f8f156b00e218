package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * The tail loss probe (RFC 8985, 7; net/ipv4/tcp_output.c, tcp_send_loss_probe, v6.12): after two
 * round trips without an ACK, something is sent that makes the receiver answer.
 */
final class TailLossProbe {
  private static final long NONE = -1;
  private static final int MOST_EARLY_RETRANS = 4;
  private static final int LEAST_EARLY_RETRANS = 3;
  private final TcpConnection connection;

  /** snd_nxt when the probe was sent, or -1 when none is out (tlp_high_seq). */
  long highOffset = NONE;

  private boolean retransmission;

  TailLossProbe(final TcpConnection connection) {
    this.connection = connection;
  }

  void forget() {
    highOffset = NONE;
  }

  boolean isOut() {
    return highOffset != NONE;
  }

  /**
   * Sets the timer for a probe where one may be sent.
   *
   * @param advancing whether the RTO would be restarted now
   * @return whether the timer is set
   */
  boolean schedule(final boolean advancing) {
    final int mode = connection.sysctl.earlyRetrans;
    final CaState state = connection.recovery.state;
    final RetransmitQueue queue = connection.queue;
    if (mode < LEAST_EARLY_RETRANS
        || mode > MOST_EARLY_RETRANS
        || queue.packetsOut == 0
        || !connection.sackOk
        || (state != CaState.OPEN && state != CaState.CWR)) {
      return false;
    }
    final Jiffies jiffies = connection.jiffies;
    final RttEstimator rtt = connection.rtt;
    long ticks;
    if (rtt.srttUs8 != 0) {
      long us = rtt.srttUs8 >> 2;
      if (queue.packetsOut == 1) {
        us += connection.sysctl.rtoMinUs;
      } else {
        us += TcpConstants.TIMEOUT_MIN_US;
      }
      ticks = jiffies.ofUs(us);
    } else {
      ticks = jiffies.ofUs(TcpConstants.TIMEOUT_INIT_MS * 1000L);
    }
    if (advancing) {
      ticks = Math.min(ticks, rtt.rtoJiffies);
    } else {
      final long rtoUs = connection.timers.rtoRemainingUs();
      if (rtoUs > 0) {
        ticks = Math.min(ticks, jiffies.ofUs(rtoUs));
      }
    }
    connection.timers.setLossProbe(ticks);
    return true;
  }

  /** The timer expired. */
  void send() {
    if (!isOut() && probe()) {
      highOffset = connection.output.sndNxt;
      connection.mib.lossProbes.increment();
      connection.timers.lossProbeSent();
    }
    connection.timers.rearmRto();
  }

  private boolean probe() {
    final TcpOutput output = connection.output;
    final RetransmitQueue queue = connection.queue;
    retransmission = false;
    if (output.hasUnsent() && output.headStartFitsWindow()) {
      final int before = queue.packetsOut;
      output.sendOneBeyondWindow();
      return queue.packetsOut > before;
    }
    final @Nullable SendRecord tail = queue.tail();
    if (tail == null) {
      return false;
    }
    SendRecord last = tail;
    if (last.segments > 1) {
      queue.split(last, last.segments - 1);
      final SendRecord back = last.next;
      last = back == null ? last : back;
    }
    if (!connection.retransmit.send(last, 1)) {
      return false;
    }
    retransmission = true;
    return true;
  }

  /** An ACK came while a probe is out (tcp_process_tlp_ack). */
  void onAck(final long ack, final int flags) {
    if (ack < highOffset) {
      return;
    }
    if (!retransmission || AckFlags.any(flags, AckFlags.DSACK_TLP)) {
      highOffset = NONE;
    } else if (ack > highOffset) {
      final LossRecovery recovery = connection.recovery;
      recovery.beginReduction();
      recovery.setState(CaState.CWR);
      recovery.endReduction();
      recovery.tryKeepOpen();
      connection.mib.lossProbeRecovery.increment();
    } else if (!AckFlags.any(
        flags, AckFlags.SND_UNA_ADVANCED | AckFlags.NOT_DUP | AckFlags.DATA_SACKED)) {
      highOffset = NONE;
    }
  }
}
