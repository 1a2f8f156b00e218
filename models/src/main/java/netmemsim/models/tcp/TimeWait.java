package netmemsim.models.tcp;

import netmemsim.core.metric.Counter;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/**
 * What is left of a connection that ended, in TIME_WAIT or in FIN_WAIT2 without a socket (struct
 * tcp_timewait_sock; net/ipv4/tcp_minisocks.c, tcp_timewait_state_process, v6.18; RFC 1122,
 * 4.2.2.13; RFC 1337; RFC 6191).
 */
final class TimeWait {
  private static final int ISN_DISTANCE = 65535 + 2;
  private final TcpConnection connection;
  private final long window;

  /** When it began, picoseconds. */
  final long sincePs;

  TimeWait(final TcpConnection connection) {
    this.connection = connection;
    this.window = connection.receiveWindow.current();
    this.sincePs = connection.host.nowPs();
  }

  /**
   * Turns a connection into one (tcp_time_wait). Its socket, if it still has one, sees CLOSED.
   *
   * @param connection the connection
   * @param state TIME_WAIT or FIN_WAIT2
   * @param ticks how long at least, in FIN_WAIT2
   */
  static void begin(final TcpConnection connection, final TcpState state, final long ticks) {
    if (connection.layer.timeWaits >= connection.sysctl.maxTwBuckets) {
      connection.mib.timeWaitOverflow.increment();
      connection.done();
      return;
    }
    final long rto = connection.rtt.rtoJiffies;
    connection.layer.timeWaits++;
    connection.mib.timeWaits.increment();
    connection.setState(state);
    connection.timers.stopTransmit();
    connection.delayedAck.cancel();
    connection.input.ended();
    connection.timeWait = new TimeWait(connection);
    connection.uncountOrphan();
    if (state == TcpState.TIME_WAIT) {
      connection.timers.setState(TcpConstants.TIMEWAIT_S);
    } else {
      connection.timers.setStateIn(Math.max(ticks, (rto << 2) - (rto >> 1)));
    }
    if (connection.orphan) {
      connection.owner.closed(Errno.OK);
    } else {
      connection.owner.stateChange();
    }
  }

  /**
   * Whether a new connection from here may take its place (tcp_twsk_unique): timestamps tell old
   * segments apart.
   *
   * @param bound whether the port was asked for with bind(2), which needs no tcp_tw_reuse
   */
  boolean givesWay(final boolean bound) {
    if (!connection.timestampsOk || connection.timestamps.recent == 0) {
      return false;
    }
    if (bound) {
      return true;
    }
    final int reuse = connection.sysctl.twReuse;
    final boolean allowed =
        reuse == 1
            || (reuse == 2
                && connection.localAddress.isLoopback()
                && connection.remoteAddress.isLoopback());
    final long agePs = connection.host.nowPs() - sincePs;
    return allowed
        && connection.state == TcpState.TIME_WAIT
        && agePs / (1000 * TcpConstants.PS_PER_US) > connection.sysctl.twReuseDelayMs;
  }

  /** The initial sequence number of a connection that takes the place of this one. */
  int nextInitialSequence() {
    final int next = connection.sendSequence(connection.output.sndNxt) + ISN_DISTANCE;
    return next == 0 ? 1 : next;
  }

  /**
   * Takes a segment in; the caller frees it.
   *
   * @return whether it is a SYN that may open a new connection in place of this one
   */
  boolean receive(final Skb skb) {
    final TcpHeader header = skb.tcp;
    final long start = connection.receiveOffset(header.sequence);
    final long end = start + SkbMerge.occupied(skb);
    final TcpTimestamps timestamps = connection.timestamps;
    timestamps.note(header);
    final boolean rejected = timestamps.isOld(header, TcpConstants.TIMEWAIT_S);
    if (connection.state == TcpState.FIN_WAIT2) {
      inFinWait2(skb, start, end, rejected);
      return false;
    }
    final long rcvNxt = connection.input.rcvNxt;
    final boolean reset = header.has(TcpHeader.RST);
    if (!rejected && start == rcvNxt && (start == end || reset)) {
      if (!reset) {
        restart(header);
      } else if (connection.sysctl.rfc1337 == 0) {
        connection.done();
      } else {
        remember(header);
      }
      return false;
    }
    if (header.has(TcpHeader.SYN)
        && !reset
        && !header.has(TcpHeader.ACK)
        && !rejected
        && (start > rcvNxt
            || (timestamps.lastPresent && timestamps.recent - header.timestampValue < 0))) {
      return true;
    }
    if (rejected) {
      connection.mib.pawsTimeWait.increment();
    }
    if (!reset) {
      acknowledge(skb, rejected || header.has(TcpHeader.ACK), connection.mib.skippedTimeWait);
    }
    return false;
  }

  /** A SYN came for which nobody listens: it is answered as any old segment. */
  void refuseSyn(final Skb skb) {
    acknowledge(skb, false, connection.mib.skippedTimeWait);
  }

  private void restart(final TcpHeader header) {
    connection.timers.setState(TcpConstants.TIMEWAIT_S);
    remember(header);
  }

  private void remember(final TcpHeader header) {
    if (connection.timestamps.lastPresent) {
      connection.timestamps.begin(header.timestampValue);
    }
  }

  private void acknowledge(final Skb skb, final boolean restarts, final Counter skipped) {
    if (restarts) {
      connection.timers.setState(TcpConstants.TIMEWAIT_S);
    }
    if (!connection.unacceptable.isLimited(skb, skipped)) {
      connection.segments.timeWaitAck(window);
    }
  }

  private void inFinWait2(final Skb skb, final long start, final long end, final boolean rejected) {
    final TcpHeader header = skb.tcp;
    final TcpInput input = connection.input;
    final long rcvNxt = input.rcvNxt;
    if (rejected || !inWindow(start, end, rcvNxt)) {
      if (!connection.unacceptable.isLimited(skb, connection.mib.skippedFinWait2)) {
        connection.segments.timeWaitAck(window);
      }
    } else if (header.has(TcpHeader.RST)) {
      connection.done();
    } else if (header.has(TcpHeader.SYN) && start >= rcvNxt) {
      reset(skb);
    } else if (header.has(TcpHeader.ACK) && end > rcvNxt && end != start) {
      if (header.has(TcpHeader.FIN) && end == rcvNxt + 1) {
        input.finOffset = rcvNxt;
        input.rcvNxt = end;
        remember(header);
        connection.setState(TcpState.TIME_WAIT);
        connection.timers.setState(TcpConstants.TIMEWAIT_S);
        connection.segments.timeWaitAck(window);
      } else {
        reset(skb);
      }
    }
  }

  /** tcp_in_window. */
  private boolean inWindow(final long start, final long end, final long left) {
    final long right = left + window;
    return start == left || (end > left && start < right) || (start == right && end == right);
  }

  private void reset(final Skb skb) {
    connection.layer.resetFor(skb);
    connection.done();
  }
}
