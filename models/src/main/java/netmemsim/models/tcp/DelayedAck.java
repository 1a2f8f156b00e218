package netmemsim.models.tcp;

import netmemsim.models.packet.TcpHeader;

/**
 * When to acknowledge (icsk_ack; net/ipv4/tcp_input.c, tcp_output.c, tcp_timer.c, v6.12): quick-ACK
 * mode at the start and after trouble, then every second full segment, a timer for the rest, and
 * none while the application answers each time (ping-pong).
 */
final class DelayedAck {
  private static final int MIN_MS = 40;
  private static final int MAX_MS = 200;
  private final TcpConnection connection;
  private final JiffyTimer timer;
  private final long minJiffies;
  private final long maxJiffies;

  /** What is withheld while there is a gap. */
  final AckCompression compression;

  /** ACKs still to be sent at once (icsk_ack.quick). */
  int quick;

  /** Whether the application answers what it gets. */
  boolean pingpong;

  /** Whether an ACK is due (ICSK_ACK_SCHED). */
  boolean scheduled;

  /** Whether it is due at once (ICSK_ACK_NOW). */
  boolean now;

  /** A small segment or PSH came (ICSK_ACK_PUSHED). */
  boolean pushed;

  /** Another one came (ICSK_ACK_PUSHED2). */
  boolean pushedAgain;

  /** The last segment found no memory: advertise a closed window (ICSK_ACK_NOMEM). */
  boolean noMemory;

  /** The peer's segment size as observed, bytes (rcv_mss). */
  int rcvMss = TcpConstants.MSS_DEFAULT;

  private int lastSegmentBytes;
  private long ato;

  /** When data came last, tick (icsk_ack.lrcvtime). */
  long lastReceivedJiffies;

  private long timeoutJiffies;

  DelayedAck(final TcpConnection connection) {
    this.connection = connection;
    minJiffies = Math.max(1, connection.jiffies.ofUs(MIN_MS * 1000L));
    maxJiffies = Math.max(1, connection.jiffies.ofUs(MAX_MS * 1000L));
    compression = new AckCompression(connection);
    timer = new JiffyTimer(connection.host, connection.jiffies, this::onTimer);
  }

  /** The first guess of the peer's segment size (tcp_initialize_rcv_mss). */
  void guessRcvMss(final int mss, final long rcvWnd) {
    final long guess = Math.min(Math.min(mss, rcvWnd / 2), TcpConstants.MSS_DEFAULT);
    rcvMss = (int) Math.max(guess, TcpConstants.MIN_MSS);
  }

  /** Whether each segment is acknowledged at once. */
  boolean inQuickMode() {
    return quick > 0 && !pingpong;
  }

  /** Enters quick-ACK mode for as long as it lasts (tcp_enter_quickack_mode). */
  void enterQuickMode() {
    enterQuickMode(TcpConstants.MAX_QUICKACKS);
  }

  /**
   * Enters quick-ACK mode.
   *
   * @param most the most ACKs that are sent at once from now on
   */
  void enterQuickMode(final int most) {
    addQuick(most);
    pingpong = false;
    ato = minJiffies;
  }

  /** The ACK of a SYN-ACK waits for data to ride on, for TCP_DELACK_MAX at most. */
  void waitForData() {
    scheduled = true;
    enterQuickMode();
    timeoutJiffies = connection.nowJiffies() + maxJiffies;
    timer.set(timeoutJiffies);
  }

  private void addQuick(final int most) {
    long acks = connection.receiveWindow.rcvWnd / (2L * rcvMss);
    if (acks == 0) {
      acks = 2;
    }
    quick = (int) Math.max(quick, Math.min(acks, most));
  }

  /** TCP_QUICKACK. */
  void setQuickAck(final boolean on) {
    pingpong = !on;
    if (on && scheduled && connection.maySend()) {
      pushed = true;
      afterRead(1);
    }
  }

  /** Data came in order or not: learn its size (tcp_measure_rcv_mss). */
  void measure(final int segmentBytes, final TcpHeader header, final boolean push) {
    final int previous = lastSegmentBytes;
    lastSegmentBytes = 0;
    if (segmentBytes >= rcvMss) {
      rcvMss = Math.min(segmentBytes, connection.advertisedMss);
      pushed |= push;
      return;
    }
    final int total = segmentBytes + header.lengthBytes();
    if (total >= TcpConstants.MSS_DEFAULT + TcpConstants.HEADER_BYTES
        || (total >= TcpConstants.MIN_MSS + TcpConstants.HEADER_BYTES && !push)) {
      final int bytes = total - connection.headerBytes;
      lastSegmentBytes = bytes;
      if (bytes == previous) {
        rcvMss = bytes;
        return;
      }
    }
    pushedAgain |= pushed;
    pushed = true;
  }

  /** Data came in order: adapt the timeout to its rhythm (tcp_event_data_recv). */
  void dataReceived(final long nowJiffies) {
    if (ato == 0) {
      addQuick(TcpConstants.MAX_QUICKACKS);
      ato = minJiffies;
    } else {
      final long gap = nowJiffies - lastReceivedJiffies;
      if (gap <= minJiffies / 2) {
        ato = (ato >> 1) + minJiffies / 2;
      } else if (gap < ato) {
        ato = Math.min((ato >> 1) + gap, connection.rtt.rtoJiffies);
      } else if (gap > connection.rtt.rtoJiffies) {
        addQuick(TcpConstants.MAX_QUICKACKS);
      }
    }
    lastReceivedJiffies = nowJiffies;
  }

  /** How long an ACK may wait, ticks (icsk_ack.ato). */
  long atoJiffies() {
    return Math.min(ato, mostJiffies());
  }

  /** TCP_DELACK_MAX, but less than the least RTO, lest the sender times out (tcp_delack_max). */
  private long mostJiffies() {
    final long rtoMin = connection.jiffies.ofUs(connection.sysctl.rtoMinUs);
    return Math.min(maxJiffies, Math.max(rtoMin, 2) - 1);
  }

  /** When data came last, tick (lrcvtime). */
  long lastReceivedJiffies() {
    return lastReceivedJiffies;
  }

  /** The connection is complete; so far nothing came. */
  void connected(final long nowJiffies) {
    lastReceivedJiffies = nowJiffies;
  }

  /** Data leaves; if it answers what just came, ACKs can ride on answers. */
  void dataSent(final long nowJiffies) {
    if (nowJiffies - lastReceivedJiffies < ato) {
      pingpong = true;
    }
  }

  /** A segment with ACK leaves (tcp_event_ack_sent). */
  void ackSent() {
    if (quick > 0 && scheduled) {
      quick--;
      if (quick == 0) {
        ato = minJiffies;
      }
    }
    scheduled = false;
    now = false;
    pushed = false;
    pushedAgain = false;
    noMemory = false;
    timer.clear();
    compression.sent();
  }

  /** Decides after a segment with data (__tcp_ack_snd_check). */
  void check(final boolean outOfOrderPossible) {
    if (!scheduled) {
      return;
    }
    final TcpInput input = connection.input;
    final ReceiveWindow window = connection.receiveWindow;
    final boolean enough =
        input.rcvNxt - window.rcvWup > rcvMss
            && (input.rcvNxt - connection.receiveQueue.copied < connection.options.rcvlowat
                || window.wouldSelect() >= window.rcvWnd);
    if (enough || inQuickMode() || now) {
      connection.segments.ack();
    } else if (!outOfOrderPossible || input.outOfOrder.isEmpty()) {
      delay();
    } else if (!compression.withholds()) {
      connection.segments.ack();
    }
  }

  /** Decides after the application read (tcp_cleanup_rbuf). */
  void afterRead(final long copied) {
    final TcpInput input = connection.input;
    final ReceiveWindow window = connection.receiveWindow;
    boolean due = false;
    if (scheduled) {
      final boolean drained =
          copied > 0
              && (pushedAgain || (pushed && !pingpong))
              && connection.receiveQueue.rmemAlloc == 0;
      due = drained || input.rcvNxt - window.rcvWup > rcvMss;
    }
    if (copied > 0 && !due && input.finOffset < 0) {
      final long current = window.current();
      if (2 * current <= window.clamp) {
        final long next = window.wouldSelect();
        due = next > 0 && next >= 2 * current;
      }
    }
    if (due) {
      connection.segments.ack();
    }
  }

  /** Sets the timer (tcp_send_delayed_ack). */
  private void delay() {
    long wait = ato;
    if (wait > minJiffies) {
      long most = connection.jiffies.hz / 2;
      if (pingpong || pushed) {
        most = maxJiffies;
      }
      if (connection.rtt.srttUs8 != 0) {
        final long rtt = connection.jiffies.ofUs(connection.rtt.srttUs());
        most = Math.min(most, Math.max(rtt, minJiffies));
      }
      wait = Math.min(wait, most);
    }
    wait = Math.min(wait, mostJiffies());
    final long nowJiffies = connection.nowJiffies();
    long timeout = nowJiffies + wait;
    if (timer.isSet()) {
      if (timeoutJiffies <= nowJiffies + (wait >> 2)) {
        connection.segments.ack();
        return;
      }
      timeout = Math.min(timeout, timeoutJiffies);
    }
    timeoutJiffies = timeout;
    timer.set(timeout);
  }

  private void onTimer() {
    if (!scheduled || connection.state == TcpState.CLOSE) {
      return;
    }
    if (pingpong) {
      pingpong = false;
      ato = minJiffies;
    } else {
      ato = Math.min(ato << 1, connection.rtt.rtoJiffies);
    }
    connection.segments.ack();
    connection.mib.delayedAcks.increment();
  }

  /** Whether an ACK is delayed (ICSK_ACK_TIMER). */
  boolean isTimerSet() {
    return timer.isSet();
  }

  /** Stops the timer, at the end of the connection. */
  void cancel() {
    timer.cancel();
    compression.cancel();
  }
}
