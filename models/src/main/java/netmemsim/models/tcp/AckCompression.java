package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Withholds ACKs that only report data behind a gap, so that one of them reports several segments
 * (net/ipv4/tcp_input.c, __tcp_ack_snd_check; tcp_timer.c, tcp_compressed_ack_kick, v6.18). The
 * first three after an advance of rcv_nxt go out at once: the peer's fast retransmit needs them.
 */
final class AckCompression {
  private static final long PS_PER_NS = 1000;

  /** Nanoseconds in the unit that round trips are kept in: an eighth of a microsecond. */
  private static final int NS_PER_EIGHTH_US = 125;

  /** A withheld ACK waits at most this share of a round trip: 5 percent. */
  private static final int RTT_SHARE = 20;

  private final TcpConnection connection;
  private @Nullable TcpTimer timer;

  /** ACKs sent at once since rcv_nxt advanced (dup_ack_counter). */
  private int sentAtOnce;

  /** The rcv_nxt of those. */
  private long sentFor = -1;

  /** ACKs withheld since the last one was sent (compressed_ack). */
  private int withheld;

  AckCompression(final TcpConnection connection) {
    this.connection = connection;
  }

  /**
   * A segment came behind a gap.
   *
   * @return whether its ACK is withheld; otherwise it is to be sent now
   */
  boolean withholds() {
    final TcpSysctl sysctl = connection.sysctl;
    if (!connection.sackOk || withheld >= sysctl.compSackNr) {
      return false;
    }
    if (sentFor != connection.input.rcvNxt) {
      sentFor = connection.input.rcvNxt;
      sentAtOnce = 0;
    }
    if (sentAtOnce < TcpConstants.FASTRETRANS_THRESH) {
      sentAtOnce++;
      return false;
    }
    withheld++;
    TcpTimer running = timer;
    if (running == null) {
      running = connection.host.newTimer(this::flush);
      timer = running;
    }
    if (!running.isScheduled()) {
      final long delayNs =
          Math.min(sysctl.compSackDelayNs, rttUs8() * NS_PER_EIGHTH_US / RTT_SHARE);
      // The kernel lets an hrtimer be as late as its slack when nothing else wakes the CPU.
      running.schedule(connection.host.nowPs() + (delayNs + sysctl.compSackSlackNs) * PS_PER_NS);
    }
    return true;
  }

  private long rttUs8() {
    final long receiver = connection.bufferTuning.rttUs8();
    final long sender = connection.rtt.srttUs8;
    return sender != 0 && sender < receiver ? sender : receiver;
  }

  /** Sends what is withheld: the time is up, or the blocks that it reports are about to change. */
  void flush() {
    if (withheld > 0) {
      withheld--;
      connection.segments.ack();
    }
  }

  /** A segment with ACK leaves: what was withheld went with it. */
  void sent() {
    if (withheld > 0) {
      connection.mib.ackCompressed.add(withheld);
      withheld = 0;
    }
    cancel();
  }

  /** Stops the timer. */
  void cancel() {
    final TcpTimer running = timer;
    if (running != null) {
      running.cancel();
    }
  }
}
