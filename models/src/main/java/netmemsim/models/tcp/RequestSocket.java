package netmemsim.models.tcp;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/**
 * The part of a passive connection that only matters until the handshake is complete (struct
 * tcp_request_sock; net/ipv4/tcp_minisocks.c, tcp_check_req; inet_connection_sock.c,
 * reqsk_timer_handler; v6.18).
 */
final class RequestSocket {
  private static final int MAX_RTO_S = 120;
  private static final int LEAST_BACKLOG = 8;
  private static final int LEAST_RETRIES = 2;
  private static final int MAX_UNSCALED_WINDOW = 65535;
  private final TcpConnection connection;
  private final TcpListener listener;

  /** Whether the connection exists for good already. */
  final boolean fastOpen;

  /** Offset of the next byte when the SYN-ACK was sent; 0 unless the SYN had data. */
  private long rcvNxt;

  private long sentPs;

  /** How often the timer expired (num_timeout). */
  int timeouts;

  /** Whether a bare ACK came that was not acted on. */
  private boolean acked;

  /** TSval of the first and the last SYN-ACK. */
  private int firstStamp;

  private int lastStamp;

  RequestSocket(
      final TcpConnection connection, final TcpListener listener, final boolean fastOpen) {
    this.connection = connection;
    this.listener = listener;
    this.fastOpen = fastOpen;
  }

  /** The handshake of a Fast Open connection is over, or it is gone. */
  void release() {
    if (fastOpen) {
      connection.request = null;
      connection.timers.clearState();
      listener.fastOpenEnded();
    }
  }

  /** Microseconds since the SYN-ACK, or -1 if it was sent again. */
  long roundTripUs() {
    return timeouts > 0 ? -1 : (connection.host.nowPs() - sentPs) / TcpConstants.PS_PER_US;
  }

  /** The SYN-ACK was sent for the first time. */
  void answered() {
    firstStamp = connection.timestamps.nowMs();
    lastStamp = firstStamp;
    rcvNxt = connection.input.rcvNxt;
    sentPs = connection.host.nowPs();
    setTimer();
  }

  /** Waits for the third segment: 1 s, then twice as long each time, tcp_rto_max_ms or not. */
  private void setTimer() {
    final long initial = connection.jiffies.ofUs(TcpConstants.TIMEOUT_INIT_MS * 1000L);
    final long most = (long) MAX_RTO_S * connection.jiffies.hz;
    connection.timers.setStateIn(Math.min(initial << Math.min(timeouts, Integer.SIZE), most));
  }

  /** The timer expired. */
  void onTimer() {
    if (fastOpen) {
      onFastOpenTimer();
      return;
    }
    final TcpSocketOptions options = listener.options();
    int most = options.synCount == 0 ? connection.sysctl.synackRetries : options.synCount;
    most = fewerWhenCrowded(most);
    final int deferred = options.deferAcceptRetries;
    boolean expired = timeouts >= most;
    boolean resends = true;
    if (deferred > 0) {
      expired &= !acked || timeouts >= deferred;
      resends = !acked || timeouts >= deferred - 1;
    }
    connection.mib.timeouts.increment();
    if (expired) {
      connection.done();
      return;
    }
    if (resends) {
      resend();
    }
    if (timeouts++ == 0) {
      listener.grewOld();
    }
    setTimer();
  }

  /** One retry more than else; the connection may be in use (tcp_fastopen_synack_timer). */
  private void onFastOpenTimer() {
    final int option = listener.options().synCount;
    connection.mib.timeouts.increment();
    if (timeouts >= (option == 0 ? connection.sysctl.synackRetries + 1 : option)) {
      connection.writeError();
      return;
    }
    if (timeouts == 0) {
      connection.recovery.timeouts.enter();
    }
    resend();
    timeouts++;
    connection.timers.retransmits++;
    if (connection.undo.retransStamp == 0) {
      connection.undo.retransStamp = connection.timestamps.nonzeroNowMs();
    }
    setTimer();
  }

  /** A queue that is half full gives up sooner on what is not young. */
  private int fewerWhenCrowded(final int retries) {
    final int open = listener.halfOpen();
    if (open << 1 <= Math.max(LEAST_BACKLOG, listener.backlog())) {
      return retries;
    }
    int most = retries;
    int young = listener.young() << 1;
    while (most > LEAST_RETRIES && open >= young) {
      most--;
      young <<= 1;
    }
    return most;
  }

  private void resend() {
    lastStamp = connection.timestamps.nowMs();
    connection.retransmit.synAck();
  }

  /**
   * Looks at a segment before the connection exists for good; the caller frees it if it is not
   * taken.
   *
   * @param skb the segment
   * @return whether it completes the handshake and is to be taken in by the connection
   */
  boolean takes(final Skb skb) {
    final TcpHeader header = skb.tcp;
    final TcpMib mib = connection.mib;
    final long start = connection.receiveOffset(header.sequence);
    final long end = start + SkbMerge.occupied(skb);
    final boolean reset = header.has(TcpHeader.RST);
    final boolean syn = header.has(TcpHeader.SYN);
    final boolean ack = header.has(TcpHeader.ACK);
    final boolean stamped = connection.sysctl.timestamps != 0 && header.hasTimestamps;
    final boolean old = stamped && connection.timestamps.isOldFor(header);
    if (start == -1 && syn && !reset && !ack && !old) {
      if (!connection.unacceptable.isLimited(skb, mib.skippedSynRecv)) {
        resend();
        setTimer();
      }
      return false;
    }
    if (!fastOpen && ack && header.acknowledgement != connection.sendSequence(0)) {
      connection.layer.resetFor(skb);
      return false;
    }
    final boolean echoesNothing = !fastOpen && stamped && !echoesUs(header);
    if (old || echoesNothing || !inWindow(start, end)) {
      if (!reset && !connection.unacceptable.isLimited(skb, mib.skippedSynRecv)) {
        connection.segments.ack();
      }
      if (old) {
        mib.pawsEstab.increment();
      } else if (echoesNothing) {
        mib.tsEcrRejected.increment();
      }
      return false;
    }
    if (stamped && start <= rcvNxt) {
      connection.timestamps.begin(header.timestampValue);
    }
    if (reset && start != rcvNxt) {
      connection.unacceptable.challenge();
      return false;
    }
    if (reset || (syn && start != -1)) {
      mib.attemptFails.increment();
      drop(skb);
      return false;
    }
    if (fastOpen) {
      return ack;
    }
    return ack && !defers(end) && fits(skb);
  }

  private boolean defers(final long end) {
    if (timeouts < listener.options().deferAcceptRetries && end == 0) {
      acked = true;
      connection.mib.deferAcceptDrop.increment();
      return true;
    }
    return false;
  }

  /** Whether the accept queue has room; if not, the client is left to find out later. */
  private boolean fits(final Skb skb) {
    if (!listener.isFull()) {
      return true;
    }
    connection.mib.listenOverflows.increment();
    connection.mib.listenDrops.increment();
    if (connection.sysctl.abortOnOverflow == 0) {
      acked = true;
    } else {
      drop(skb);
    }
    return false;
  }

  private void drop(final Skb skb) {
    connection.layer.resetFor(skb);
    if (fastOpen) {
      if (skb.tcp.has(TcpHeader.RST)) {
        connection.fail(Errno.ECONNRESET);
      }
      return;
    }
    connection.mib.embryonicRsts.increment();
    connection.done();
  }

  private boolean echoesUs(final TcpHeader header) {
    final int echo = header.timestampEcho;
    return echo == 0
        || !connection.timestampsOk
        || (echo - firstStamp >= 0 && lastStamp - echo >= 0);
  }

  private boolean inWindow(final long start, final long end) {
    final long right = rcvNxt + Math.min(connection.receiveWindow.rcvWnd, MAX_UNSCALED_WINDOW);
    return start == rcvNxt || (end > rcvNxt && start < right) || (start == right && end == right);
  }
}
