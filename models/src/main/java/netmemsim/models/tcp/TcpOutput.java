package netmemsim.models.tcp;

/**
 * Sends new data (net/ipv4/tcp_output.c, tcp_write_xmit and what it calls, v6.12): congestion and
 * receive window, Nagle, size of super-segments, TCP Small Queues.
 */
final class TcpOutput {
  /** Nagle's algorithm is on. */
  static final int NAGLE_ON = 0;

  /** TCP_NODELAY. */
  static final int NAGLE_OFF = 1;

  /** TCP_CORK, or MSG_MORE: partial segments wait. */
  static final int NAGLE_CORK = 2;

  /** Send what there is now. */
  static final int NAGLE_PUSH = 4;

  private static final int NOT_LIMITED = Integer.MAX_VALUE;
  private final TcpConnection connection;
  private final RetransmitQueue queue;
  private final CongestionWindow window;

  private final SegmentChoice choice;

  /** How large segments are. */
  final SegmentSizing sizing;

  /** What waits between here and the wire. */
  final HostQueue hostQueue;

  /** What is written and not sent. */
  final WriteQueue write = new WriteQueue();

  /** Oldest unacknowledged offset; -1 is the SYN. */
  long sndUna = -1;

  /** Next offset to be sent. */
  long sndNxt = -1;

  /** Where the latest urgent data ends (snd_up). */
  long urgentEnd = -1;

  /** The peer's window, bytes. */
  long sndWnd;

  /** The greatest window the peer ever had, bytes. */
  long maxWindow;

  /** Receive offset of the segment that updated the window last (snd_wl1). */
  long windowUpdateOffset;

  /** Payload of a full segment without SACK blocks, bytes (mss_cache). */
  int mssCache = TcpConstants.MSS_DEFAULT;

  /** NAGLE_ON, or an OR of the other constants (nonagle). */
  int nagle = NAGLE_ON;

  /** What limits sending, and for how long. */
  final Chronograph chronograph;

  /** When data was sent last, tick (lsndtime). */
  long lastSentJiffies;

  /** End of what was pushed last. */
  private long pushedEnd;

  private boolean sending;

  TcpOutput(final TcpConnection connection) {
    this.connection = connection;
    this.queue = connection.queue;
    this.window = connection.window;
    this.sizing = new SegmentSizing(connection);
    this.choice = new SegmentChoice(connection, this);
    this.hostQueue = new HostQueue(connection);
    this.chronograph = new Chronograph(connection);
  }

  boolean hasUnsent() {
    return !write.isEmpty();
  }

  /** Offset past the peer's window. */
  long windowEnd() {
    return sndUna + sndWnd;
  }

  /** The peer's window changed. */
  void setWindow(final long bytes) {
    sndWnd = bytes;
    if (hasUnsent()) {
      restartAfterIdle();
    }
    if (bytes > maxWindow) {
      maxWindow = bytes;
      connection.syncMss();
    }
  }

  /** Payload of a full segment now: SACK blocks take their place (tcp_current_mss). */
  int currentMss() {
    if (connection.pathMtuGeneration != connection.layer.pathMtus.generation) {
      connection.syncMss();
    }
    return mssCache - connection.sackReporter.optionBytes();
  }

  /** Sends what may be sent (__tcp_push_pending_frames). */
  void pushPending(final int nagleMode) {
    if (hasUnsent() && transmit(nagleMode, NOT_LIMITED, false)) {
      connection.timers.startProbing();
    }
  }

  /** Sends the first buffer if it may be sent (tcp_push_one). */
  void pushOne() {
    transmit(NAGLE_PUSH, 1, false);
  }

  /** Sends one segment even if the congestion window is full, as a tail loss probe. */
  void sendOneBeyondWindow() {
    transmit(NAGLE_OFF, 1, true);
  }

  /**
   * Sends new data.
   *
   * @return whether only a window probe can get things going
   */
  private boolean transmit(final int nagleMode, final int mostBuffers, final boolean probe) {
    if (sending || connection.state == TcpState.CLOSE) {
      return false;
    }
    sending = true;
    final int mss = currentMss();
    final int mostSegments = sizing.tsoSegments(mss);
    int sent = 0;
    int buffers = 0;
    choice.begin();
    while (hasUnsent() && buffers < mostBuffers && !connection.pacing.holdsBack()) {
      final int quota = quota(probe, mostSegments);
      if (quota == 0) {
        break;
      }
      write.growHead((long) quota * mss - headPayloadBytes());
      if (!headStartFitsWindow(mss)) {
        choice.noteWindowLimit();
        break;
      }
      final int payload = headPayloadBytes();
      final boolean oneSegment = payload <= mss;
      final int nagleForHead = write.headIsTail() ? nagleMode : NAGLE_PUSH;
      if (oneSegment) {
        if (!choice.nagleAllows(payload, mss, nagleForHead)) {
          break;
        }
      } else if (mostBuffers == NOT_LIMITED && choice.waits(mss, mostSegments)) {
        break;
      }
      final int limit =
          !oneSegment && !hasUrgent()
              ? choice.splitPoint(payload, mss, Math.min(quota, mostSegments), nagleMode)
              : mss;
      final int chosen = Math.min(payload, limit);
      if (hostQueue.isFull(chosen, false)) {
        break;
      }
      if (chosen == 0 && payload > 0) {
        break;
      }
      sent += sendHead(chosen, payload, mss, 0);
      buffers++;
    }
    sending = false;
    if (choice.windowLimits()) {
      chronograph.start(Chronograph.WINDOW_LIMITED);
    } else {
      chronograph.stop(Chronograph.WINDOW_LIMITED);
    }
    final boolean cwndLimited = choice.cwndLimits() || queue.inFlight() >= window.cwnd;
    if (sent > 0 || cwndLimited) {
      validateWindow(cwndLimited);
    }
    if (sent > 0) {
      if (connection.recovery.reducing()) {
        window.prrOut += sent;
      }
      if (!probe) {
        connection.tailProbe.schedule(false);
      }
      return false;
    }
    return queue.packetsOut == 0 && hasUnsent();
  }

  private int quota(final boolean probe, final int mostSegments) {
    final int inFlight = queue.inFlight();
    if (inFlight >= window.cwnd) {
      return probe ? 1 : 0;
    }
    final int half = Math.max(window.cwnd >> 1, 1);
    return Math.min(mostSegments, Math.min(half, window.cwnd - inFlight));
  }

  /** Whether urgent data is not yet acknowledged (tcp_urg_mode). */
  boolean hasUrgent() {
    return urgentEnd > sndUna;
  }

  /** Payload of the first buffer, without FIN. */
  int headPayloadBytes() {
    final int fin = write.finQueued && write.headIsTail() ? 1 : 0;
    return (int) (write.headEnd() - sndNxt) - fin;
  }

  boolean headCarriesFin() {
    return write.finQueued && write.headIsTail();
  }

  /** Whether the first segment of the first buffer fits the peer's window. */
  boolean headStartFitsWindow() {
    return headStartFitsWindow(currentMss());
  }

  private boolean headStartFitsWindow(final int mss) {
    return Math.min(write.headEnd(), sndNxt + mss) <= windowEnd();
  }

  /** Whether the whole first buffer fits the peer's window. */
  boolean headFitsWindow() {
    return write.headEnd() <= windowEnd();
  }

  private int sendHead(
      final int payload, final int available, final int mss, final int extraFlags) {
    final boolean whole = payload == available;
    final int segments = Math.max(1, (payload + mss - 1) / mss);
    int flags = extraFlags;
    if (whole && write.headPush()) {
      flags |= SendRecord.PUSH;
    }
    if (whole && write.headIsRecord()) {
      flags |= SendRecord.END_OF_RECORD;
    }
    final boolean fin = whole && headCarriesFin();
    if (fin) {
      flags |= SendRecord.FIN;
    }
    final long end = sndNxt + payload + (fin ? 1 : 0);
    final boolean first = queue.packetsOut == 0;
    final long nowPs = connection.host.nowPs();
    final SendRecord record = queue.append(sndNxt, end, segments, mss, flags, nowPs);
    connection.segments.data(record);
    connection.mib.origDataSent.add(segments);
    sndNxt = end;
    write.sentUpTo(end);
    if (payload < segments * mss) {
      choice.sentSmall(end);
    }
    if (first || connection.timers.lossProbePending()) {
      connection.timers.rearmRto();
    }
    connection.sendBuffer.dataSent();
    return segments;
  }

  /** Data leaves: maybe the answer to data that came (tcp_event_data_sent). */
  void noteDataSent(final SendRecord record) {
    final int newlyOut = record.firstSentUs == SendRecord.NEVER ? record.segments : 0;
    if (queue.inFlight() == newlyOut) {
      window.control.cwndEvent(CongestionControl.Event.TX_START);
    }
    lastSentJiffies = connection.nowJiffies();
    connection.delayedAck.dataSent(lastSentJiffies);
  }

  private void validateWindow(final boolean cwndLimited) {
    final long now = connection.nowJiffies();
    final boolean unfilled = window.validate(cwndLimited, queue.packetsOut, sndUna, sndNxt, now);
    if (unfilled
        && !hasUnsent()
        && connection.sendBuffer.isShort
        && (connection.state == TcpState.ESTABLISHED || connection.state == TcpState.CLOSE_WAIT)) {
      chronograph.start(Chronograph.BUFFER_LIMITED);
    }
    if (unfilled
        && connection.sysctl.slowStartAfterIdle != 0
        && !window.control.controlsRate()
        && now - window.stampJiffies >= connection.rtt.rtoJiffies) {
      window.decayUnused(
          connection.recovery.state == CaState.OPEN && !connection.sendBuffer.isShort,
          connection.recovery.reducing(),
          now);
    }
  }

  /** Begins from the initial window after idling for an RTO (RFC 5681, 4.1). */
  void restartAfterIdle() {
    if (connection.sysctl.slowStartAfterIdle == 0
        || queue.packetsOut > 0
        || window.control.controlsRate()) {
      return;
    }
    final long idle = connection.nowJiffies() - lastSentJiffies;
    if (idle > connection.rtt.rtoJiffies) {
      window.restart(idle, connection.rtt.rtoJiffies, connection.recovery.reducing());
      window.stampJiffies = connection.nowJiffies();
    }
  }

  /** Whether more than half the greatest window was written since the last PSH (forced_push). */
  boolean forcedPush() {
    return write.writeEnd > pushedEnd + (maxWindow >> 1);
  }

  /** TCP_NODELAY; switching it on sends what Nagle held back (__tcp_sock_set_nodelay). */
  void setNoDelay(final boolean on) {
    connection.options.noDelay = on;
    if (on) {
      nagle |= NAGLE_OFF | NAGLE_PUSH;
      pushPendingNow();
    } else {
      nagle &= ~NAGLE_OFF;
    }
  }

  /** TCP_CORK; switching it off sends what it held back (__tcp_sock_set_cork). */
  void setCork(final boolean on) {
    connection.options.cork = on;
    if (on) {
      nagle |= NAGLE_CORK;
      return;
    }
    nagle &= ~NAGLE_CORK;
    if ((nagle & NAGLE_OFF) != 0) {
      nagle |= NAGLE_PUSH;
    }
    pushPendingNow();
  }

  private void pushPendingNow() {
    if (connection.maySend()) {
      pushPending(nagle);
    }
  }

  /** A buffer begins on the write queue (tcp_skb_entail). */
  void bufferBegins() {
    nagle &= ~NAGLE_PUSH;
    if (!hasUnsent()) {
      chronograph.start(Chronograph.BUSY);
    }
    restartAfterIdle();
  }

  /** Ends the last buffer with PSH. */
  void markPush() {
    if (hasUnsent()) {
      write.markPush();
      pushedEnd = write.writeEnd;
    }
  }

  /** Probes the peer's window (tcp_write_wakeup). */
  void probeWindow() {
    final long room = windowEnd() - sndNxt;
    if (hasUnsent() && room > 0) {
      final int mss = currentMss();
      final int payload = headPayloadBytes();
      pushedEnd = Math.max(pushedEnd, write.headEnd());
      if (room < payload || payload > mss) {
        final int most = (int) Math.min(room, mss);
        sendHead(Math.min(most, payload), payload, mss, SendRecord.PUSH);
      } else {
        sendHead(payload, payload, mss, SendRecord.PUSH);
      }
      return;
    }
    connection.mib.winProbe.increment();
    connection.segments.probe();
  }

  boolean isSending() {
    return sending;
  }

  /** Room in the host's queues again. */
  void resume() {
    if (!connection.maySend()) {
      return;
    }
    if (queue.lost.first != null && window.cwnd > queue.inFlight()) {
      connection.retransmit.lost();
    }
    transmit(nagle, NOT_LIMITED, false);
  }
}
