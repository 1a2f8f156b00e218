package netmemsim.models.tcp;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/**
 * The opening of a connection, active, passive or simultaneous (RFC 9293, 3.5;
 * net/ipv4/tcp_input.c, tcp_rcv_synsent_state_process, tcp_conn_request, tcp_finish_connect;
 * tcp_output.c, tcp_connect, v6.12). A passive connection exists from the SYN on.
 */
final class Handshake {
  private final TcpConnection connection;

  Handshake(final TcpConnection connection) {
    this.connection = connection;
  }

  /** Sends the SYN. */
  void open() {
    connection.initiated = true;
    connection.receiveWindow.selectInitial(
        connection.offeredMss, connection.sysctl.windowScaling != 0);
    connection.setState(TcpState.SYN_SENT);
    connection.mib.activeOpens.increment();
    sendSyn();
    connection.timers.setRto();
  }

  private void sendSyn() {
    final SendRecord syn =
        connection.queue.append(-1, 0, 1, 1, SendRecord.SYN, connection.host.nowPs());
    connection.output.sndNxt = 0;
    connection.undo.retransStamp = connection.timestamps.nonzeroNowMs();
    connection.segments.data(syn);
  }

  /** Answers a SYN that came to a listener. */
  void answer(final TcpListener listener, final TcpHeader syn) {
    connection.listener = listener;
    connection.ecn.onSynReceived(syn);
    acceptOptions(syn);
    final int options = connection.timestampsOk ? TcpConstants.TIMESTAMP_BYTES : 0;
    connection.receiveWindow.selectInitial(
        connection.offeredMss - options, connection.windowScaleOk);
    beginReceiving(syn);
    connection.output.sndWnd = syn.window;
    connection.output.maxWindow = syn.window;
    connection.setState(TcpState.SYN_RECV);
    sendSyn();
    final RequestSocket request = new RequestSocket(connection, listener);
    connection.request = request;
    request.answered();
  }

  /** Takes the options of the peer's SYN, as far as we want them. */
  private void acceptOptions(final TcpHeader syn) {
    final TcpSysctl sysctl = connection.sysctl;
    connection.windowScaleOk = sysctl.windowScaling != 0 && syn.windowScaleOption >= 0;
    connection.sendWindowScale =
        connection.windowScaleOk ? Math.min(syn.windowScaleOption, TcpConstants.MAX_WSCALE) : 0;
    connection.sackOk = sysctl.sack != 0 && syn.sackPermitted;
    connection.timestampsOk = sysctl.timestamps != 0 && syn.hasTimestamps;
    connection.headerBytes = TcpConstants.HEADER_BYTES;
    if (connection.timestampsOk) {
      connection.headerBytes += TcpConstants.TIMESTAMP_BYTES;
      connection.timestamps.begin(syn.timestampValue);
    }
    connection.mssClamp = syn.mssOption == 0 ? TcpConstants.MSS_DEFAULT : syn.mssOption;
    if (connection.userMss != 0) {
      connection.mssClamp = Math.min(connection.mssClamp, connection.userMss);
    }
  }

  /** Knows the peer's initial sequence number from now on. */
  private void beginReceiving(final TcpHeader syn) {
    connection.initialReceive = syn.sequence;
    if (!connection.windowScaleOk) {
      connection.receiveWindow.withoutScale();
    }
    connection.syncMss();
  }

  /**
   * A segment in SYN_SENT.
   *
   * @param skb the segment; the caller frees it
   */
  void inSynSent(final Skb skb) {
    final TcpHeader header = skb.tcp;
    final boolean ack = header.has(TcpHeader.ACK);
    if (ack) {
      final long acknowledged = connection.sendOffset(header.acknowledgement);
      if (acknowledged <= connection.output.sndUna || acknowledged > connection.output.sndNxt) {
        if (connection.timers.retransmits == 0) {
          // What answers an earlier connection must not keep this one from trying again soon.
          connection.timers.setSoon();
        }
        connection.layer.resetFor(skb);
        return;
      }
      if (connection.sysctl.timestamps != 0
          && header.hasTimestamps
          && header.timestampEcho != 0
          && (header.timestampEcho - connection.undo.retransStamp < 0
              || connection.timestamps.nowMs() - header.timestampEcho < 0)) {
        connection.mib.pawsActive.increment();
        connection.layer.resetFor(skb);
        return;
      }
    }
    if (header.has(TcpHeader.RST)) {
      if (ack) {
        connection.mib.attemptFails.increment();
        connection.fail(Errno.ECONNREFUSED);
      }
      return;
    }
    if (!header.has(TcpHeader.SYN)) {
      return;
    }
    acceptOptions(header);
    connection.timestamps.note(header);
    beginReceiving(header);
    if (ack) {
      connection.ecn.onSynAckReceived(header);
      connection.output.windowUpdateOffset = connection.receiveOffset(header.sequence);
      connection.acks.process(skb, true, false);
      connection.output.sndWnd = header.window;
      connection.output.maxWindow = header.window;
      if (connection.timestampsOk) {
        connection.advertisedMss -= TcpConstants.TIMESTAMP_BYTES;
      }
      establish();
      if (connection.options.deferAcceptRetries > 0 || connection.delayedAck.pingpong) {
        connection.delayedAck.waitForData();
        return;
      }
      connection.segments.ack();
      connection.checkSend();
    } else {
      connection.ecn.onCrossingSyn(header);
      connection.output.sndWnd = header.window;
      connection.output.maxWindow = header.window;
      connection.syncMss();
      connection.setState(TcpState.SYN_RECV);
      connection.segments.synAck();
    }
  }

  /** The handshake is complete (tcp_finish_connect, tcp_init_transfer). */
  void establish() {
    final RttEstimator rtt = connection.rtt;
    connection.setState(TcpState.ESTABLISHED);
    connection.timers.clearState();
    connection.timers.keepalive.connected();
    connection.syncMss();
    connection.window.ssthresh = TcpConstants.INFINITE_SSTHRESH;
    if (rtt.srttUs8 == 0) {
      rtt.fallBack();
    }
    final LossRecovery recovery = connection.recovery;
    final boolean lostTwice = connection.retransmit.total > 1 && connection.undo.isPossible();
    connection.window.cwnd = lostTwice ? 1 : TcpConstants.INIT_CWND;
    connection.window.stampJiffies = connection.nowJiffies();
    connection.undo.forget();
    recovery.setState(CaState.OPEN);
    connection.initCongestionControl();
    connection.output.lastSentJiffies = connection.nowJiffies();
    connection.delayedAck.guessRcvMss(
        Math.min(connection.advertisedMss, connection.output.mssCache),
        connection.receiveWindow.rcvWnd);
    connection.delayedAck.connected(connection.nowJiffies());
    connection.sendBuffer.expand();
    connection.receiveWindow.connected();
    connection.bufferTuning.connected();
    connection.layer.established(connection);
  }
}
