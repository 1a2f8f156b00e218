package netmemsim.models.tcp;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/**
 * The steps from state to state (RFC 9293, figure 5; net/ipv4/tcp_input.c, tcp_rcv_state_process,
 * tcp_fin, v6.18).
 */
final class TcpTransitions {
  private final TcpConnection connection;

  TcpTransitions(final TcpConnection connection) {
    this.connection = connection;
  }

  /**
   * What an acceptable ACK does in states other than ESTABLISHED.
   *
   * @param skb the segment
   * @return whether the segment is to be looked at further
   */
  boolean afterAck(final Skb skb) {
    final TcpOutput output = connection.output;
    final boolean finAcked = output.write.finQueued && output.sndUna == output.write.writeEnd;
    switch (connection.state) {
      case SYN_RECV -> {
        if (output.sndUna < 0) {
          return false;
        }
        output.windowUpdateOffset = connection.receiveOffset(skb.tcp.sequence);
        output.sndWnd = Integer.toUnsignedLong(skb.tcp.window) << connection.sendWindowScale;
        output.maxWindow = Math.max(output.maxWindow, output.sndWnd);
        if (connection.timestampsOk) {
          connection.advertisedMss -= TcpConstants.TIMESTAMP_BYTES;
        }
        final boolean closing = output.write.finQueued;
        connection.handshake.establish();
        if (closing) {
          connection.setState(TcpState.FIN_WAIT1);
        }
      }
      case FIN_WAIT1 -> {
        if (connection.request != null) {
          connection.handshake.finishFastOpen();
        }
        if (finAcked) {
          connection.setState(TcpState.FIN_WAIT2);
          if (!connection.orphan) {
            connection.owner.stateChange();
          } else if (!afterFinAcked(skb)) {
            return false;
          }
        }
      }
      case CLOSING -> {
        if (finAcked) {
          TimeWait.begin(connection, TcpState.TIME_WAIT, 0);
          return false;
        }
      }
      case LAST_ACK -> {
        if (finAcked) {
          connection.done();
          return false;
        }
      }
      default -> {}
    }
    return true;
  }

  /**
   * The FIN of a closed socket is acknowledged.
   *
   * @return whether the segment is to be looked at further
   */
  private boolean afterFinAcked(final Skb skb) {
    if (connection.options.linger2S < 0) {
      connection.mib.abortOnData.increment();
      connection.layer.resetFor(skb);
      connection.done();
      return false;
    }
    if (hasNewData(skb)) {
      abortOnData(skb);
      return false;
    }
    final long ticks = finTicks();
    final long longest = timeWaitTicks();
    if (ticks > longest) {
      connection.timers.setStateIn(ticks - longest);
    } else if (skb.tcp.has(TcpHeader.FIN)) {
      connection.timers.setStateIn(ticks);
    } else {
      TimeWait.begin(connection, TcpState.FIN_WAIT2, ticks);
      return false;
    }
    return true;
  }

  private long timeWaitTicks() {
    return (long) TcpConstants.TIMEWAIT_S * connection.jiffies.hz;
  }

  /** How long FIN_WAIT2 lasts without a socket, at least 3.5 RTO (tcp_fin_time). */
  private long finTicks() {
    final int option = connection.options.linger2S;
    final long seconds = option == 0 ? connection.sysctl.finTimeoutS : option;
    final long rto = connection.rtt.rtoJiffies;
    return Math.max(seconds * connection.jiffies.hz, (rto << 2) - (rto >> 1));
  }

  /** The socket was closed in FIN_WAIT2 (__tcp_close). */
  void orphaned() {
    if (connection.state != TcpState.FIN_WAIT2) {
      return;
    }
    if (connection.options.linger2S < 0) {
      connection.mib.abortOnLinger.increment();
      connection.segments.reset();
      connection.done();
      return;
    }
    final long ticks = finTicks();
    final long longest = timeWaitTicks();
    if (ticks > longest) {
      connection.timers.setStateIn(ticks - longest);
    } else {
      TimeWait.begin(connection, TcpState.FIN_WAIT2, ticks);
    }
  }

  /** The timer of an orphan in FIN_WAIT2 that is still a full socket (tcp_keepalive_timer). */
  void onOrphanTimer() {
    final long left = finTicks() - timeWaitTicks();
    if (connection.options.linger2S >= 0 && left > 0) {
      TimeWait.begin(connection, TcpState.FIN_WAIT2, left);
      return;
    }
    connection.segments.reset();
    connection.done();
  }

  private boolean hasNewData(final Skb skb) {
    return skb.payloadBytes > 0 && skb.endOffset > connection.input.rcvNxt;
  }

  private void abortOnData(final Skb skb) {
    connection.mib.abortOnData.increment();
    connection.layer.resetFor(skb);
    connection.done();
  }

  /**
   * Whether data is looked at. New data for a socket that nobody will read from is answered with
   * RST (RFC 1122, 4.2.2.13); after the peer's FIN nothing new can come.
   */
  boolean takesData(final Skb skb) {
    return switch (connection.state) {
      case CLOSE_WAIT, CLOSING, LAST_ACK ->
          skb.startOffset < connection.input.rcvNxt && !refused(skb);
      case FIN_WAIT1, FIN_WAIT2 -> !refused(skb);
      default -> true;
    };
  }

  private boolean refused(final Skb skb) {
    if (!hasNewData(skb)) {
      return false;
    }
    if (connection.orphan) {
      abortOnData(skb);
    } else if (connection.receiveShut) {
      connection.mib.abortOnData.increment();
      connection.layer.resetFor(skb);
      connection.fail(Errno.ECONNRESET);
    } else {
      return false;
    }
    return true;
  }

  /** The peer's FIN came in order. */
  void onFin() {
    switch (connection.state) {
      case SYN_RECV, ESTABLISHED -> {
        connection.setState(TcpState.CLOSE_WAIT);
        connection.delayedAck.pingpong = true;
      }
      case FIN_WAIT1 -> {
        connection.segments.ack();
        connection.setState(TcpState.CLOSING);
      }
      case FIN_WAIT2 -> {
        connection.segments.ack();
        TimeWait.begin(connection, TcpState.TIME_WAIT, 0);
      }
      default -> {}
    }
    connection.owner.stateChange();
  }
}
