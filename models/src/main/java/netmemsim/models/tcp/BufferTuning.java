package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;

/**
 * Dynamic right-sizing of the receive buffer (net/ipv4/tcp_input.c, tcp_rcv_space_adjust and
 * tcp_rcvbuf_grow, v6.18): twice what the application read in the last round trip, and more while
 * that grows. The round trip is measured from timestamps, or from the time a window takes.
 */
final class BufferTuning {
  private final TcpConnection connection;
  private final ReceiveWindow window;

  /** The receiver's RTT estimate, microseconds times 8; 0 before the first. */
  private long rttUs8;

  private long rttOffset;
  private long rttStartPs = -1;
  private int lastEcho;
  private long space;
  private long spaceOffset;
  private long spaceStartPs;

  BufferTuning(final TcpConnection connection) {
    this.connection = connection;
    this.window = connection.receiveWindow;
  }

  /** The receiver's RTT estimate, microseconds. */
  long rttUs() {
    return rttUs8 >> 3;
  }

  /** The receiver's RTT estimate, microseconds times 8; 0 before the first. */
  long rttUs8() {
    return rttUs8;
  }

  /** What the application read in the best round trip so far, bytes (rcvq_space.space). */
  long space() {
    return space;
  }

  /** The connection is complete. */
  void connected() {
    spaceStartPs = connection.host.nowPs();
    spaceOffset = connection.receiveQueue.copied;
    space =
        Math.min(
            Math.min(window.ssthresh, window.rcvWnd),
            (long) TcpConstants.INIT_CWND * connection.advertisedMss);
  }

  /** The window's limit fell below what was read in a round. */
  void limitSpace(final long bytes) {
    space = Math.min(space, bytes);
  }

  /** Measures by the time that a window of data takes (tcp_rcv_rtt_measure). */
  void measureByWindow() {
    final long rcvNxt = connection.input.rcvNxt;
    final long nowPs = connection.host.nowPs();
    if (rttStartPs >= 0) {
      if (rcvNxt < rttOffset) {
        return;
      }
      update(Math.max(1, (nowPs - rttStartPs) / TcpConstants.PS_PER_US), true);
    }
    rttOffset = rcvNxt + window.rcvWnd;
    rttStartPs = nowPs;
  }

  /** Measures by an echoed timestamp on a full segment (tcp_rcv_rtt_measure_ts). */
  void measureByTimestamp(final int payloadBytes) {
    if (connection.timestamps.lastEcho == lastEcho) {
      return;
    }
    lastEcho = connection.timestamps.lastEcho;
    if (payloadBytes >= connection.delayedAck.rcvMss) {
      final int deltaMs = connection.timestamps.nowMs() - lastEcho;
      if (deltaMs >= 0) {
        update(Math.max(1, deltaMs) * 1000L, false);
      }
    }
  }

  /** A smaller sample counts at once, a larger one by an eighth (tcp_rcv_rtt_update, v6.18). */
  private void update(final long sampleUs, final boolean leastOnly) {
    if (rttUs8 == 0 || sampleUs << 3 < rttUs8) {
      rttUs8 = sampleUs << 3;
    } else if (!leastOnly) {
      rttUs8 += sampleUs - (rttUs8 >> 3);
    }
  }

  /** The application read from one buffer (tcp_rcv_space_adjust). */
  void adjust() {
    final long nowPs = connection.host.nowPs();
    if (rttUs8 == 0 || nowPs - spaceStartPs < (rttUs8 >> 3) * TcpConstants.PS_PER_US) {
      return;
    }
    final ReceiveQueue queue = connection.receiveQueue;
    final long unread = connection.input.rcvNxt - queue.copied;
    final long read = queue.copied - spaceOffset - unread;
    if (read > space) {
      grow(read);
    }
    spaceOffset = queue.copied;
    spaceStartPs = nowPs;
  }

  /** Data came behind a gap, to a socket that somebody holds (tcp_data_queue_ofo, v6.18). */
  void outOfOrder() {
    if (connection.owner.isPresent() && !connection.orphan) {
      grow(space);
    }
  }

  private void grow(final long newSpace) {
    final long oldSpace = space;
    space = newSpace;
    if (connection.sysctl.moderateRcvbuf == 0 || window.rcvbufLocked) {
      return;
    }
    long target = newSpace << 1;
    if (oldSpace > 0) {
      target += 2 * (target * (newSpace - oldSpace) / oldSpace);
    }
    final OutOfOrderQueue outOfOrder = connection.input.outOfOrder;
    final Skb last = outOfOrder.last();
    if (last != null) {
      target += SkbMerge.endOf(last) - connection.input.rcvNxt;
    }
    final int most = connection.sysctl.rmem[2];
    final long bytes = target >= most ? most : Math.min(window.toSpace(target), most);
    if (bytes > window.rcvbuf) {
      window.setRcvbuf((int) bytes);
    }
  }
}
