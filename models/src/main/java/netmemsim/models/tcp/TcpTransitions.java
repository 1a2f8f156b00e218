package netmemsim.models.tcp;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.Skb;

/**
 * The steps from state to state (RFC 9293, figure 5; net/ipv4/tcp_input.c, tcp_rcv_state_process,
 * tcp_fin, tcp_timewait_state_process, v6.12). TIME_WAIT is kept in the connection.
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
   * @return whether its data is to be looked at
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
        if (finAcked) {
          connection.setState(TcpState.FIN_WAIT2);
          if (!connection.orphan) {
            connection.owner.stateChange();
          } else {
            connection.timers.setState(connection.sysctl.finTimeoutS);
            // A timewait socket takes over, the full one is destroyed (tcp_input.c, tcp_time_wait).
            connection.owner.closed(Errno.OK);
          }
        }
      }
      case CLOSING -> {
        if (finAcked) {
          timeWait();
          return false;
        }
      }
      case LAST_ACK -> {
        if (finAcked) {
          connection.done();
          return false;
        }
      }
      case TIME_WAIT -> {
        return inTimeWait(skb);
      }
      default -> {}
    }
    return !abortsOnData(skb);
  }

  /** New data for a socket that nobody will read from: reset (RFC 1122, 4.2.2.13). */
  private boolean abortsOnData(final Skb skb) {
    if (!connection.orphan || skb.payloadBytes == 0 || skb.endOffset <= connection.input.rcvNxt) {
      return false;
    }
    connection.mib.abortOnData.increment();
    connection.segments.reset();
    connection.done();
    return true;
  }

  /** A retransmitted FIN is acknowledged again, and the wait starts over. */
  private boolean inTimeWait(final Skb skb) {
    if (SkbMerge.endOf(skb) > skb.startOffset) {
      connection.timers.setState(TcpConstants.TIMEWAIT_S);
      connection.segments.ack();
    }
    return false;
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
        timeWait();
      }
      default -> {}
    }
    connection.owner.stateChange();
  }

  private void timeWait() {
    connection.setState(TcpState.TIME_WAIT);
    connection.timers.stopTransmit();
    connection.timers.setState(TcpConstants.TIMEWAIT_S);
    connection.mib.timeWaits.increment();
    if (connection.orphan) {
      connection.owner.closed(Errno.OK);
    } else {
      connection.owner.stateChange();
    }
  }
}
