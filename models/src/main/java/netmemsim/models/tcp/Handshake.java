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
    final FastOpenClient client = connection.fastOpenClient;
    sendSyn(client == null ? 0 : client.prepare());
    connection.timers.setRto();
  }

  private void sendSyn(final int data) {
    final long nowPs = connection.host.nowPs();
    final SendRecord syn = connection.queue.append(-1, 0, 1, 1, SendRecord.SYN, nowPs);
    if (data > 0) {
      connection.queue.append(0, data, 1, data, SendRecord.PUSH, nowPs);
      connection.output.write.sentWithSyn(data);
    }
    connection.output.sndNxt = data;
    connection.undo.retransStamp = connection.timestamps.nonzeroNowMs();
    connection.segments.data(syn);
  }

  /**
   * Answers a SYN that came to a listener.
   *
   * @return whether the segment was kept, since it has data that can be read already
   */
  boolean answer(final TcpListener listener, final Skb skb) {
    final TcpHeader syn = skb.tcp;
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
    boolean child = false;
    if (syn.fastOpenBytes() >= 0 || skb.payloadBytes > 0) {
      final FastOpenServer server = new FastOpenServer(connection);
      connection.fastOpenServer = server;
      server.receive(listener, skb);
      child = server.isChild();
    }
    final RequestSocket request = new RequestSocket(connection, listener, child);
    connection.request = request;
    final boolean kept = child && skb.payloadBytes > 0;
    if (child) {
      initTransfer();
      if (kept) {
        connection.input.takeWithSyn(skb);
      }
    }
    sendSyn(0);
    request.answered();
    if (child) {
      // The SYN-ACK is the request's; the connection's own queue begins with data.
      connection.queue.removeHead();
      connection.output.sndUna = 0;
      connection.undo.retransStamp = 0;
      listener.fastOpened(connection);
    }
    return kept;
  }

  /** Takes the options of the peer's SYN, as far as we want them. */
  private void acceptOptions(final TcpHeader syn) {
    final TcpSysctl sysctl = connection.sysctl;
    connection.windowScaleOk = sysctl.windowScaling != 0 && syn.windowScaleOption() >= 0;
    connection.sendWindowScale =
        connection.windowScaleOk ? Math.min(syn.windowScaleOption(), TcpConstants.MAX_WSCALE) : 0;
    connection.sackOk = sysctl.sack != 0 && syn.sackPermitted();
    connection.timestampsOk = sysctl.timestamps != 0 && syn.hasTimestamps;
    connection.headerBytes = TcpConstants.HEADER_BYTES;
    if (connection.timestampsOk) {
      connection.headerBytes += TcpConstants.TIMESTAMP_BYTES;
      connection.timestamps.begin(syn.timestampValue);
    }
    connection.mssClamp = syn.mssOption() == 0 ? TcpConstants.MSS_DEFAULT : syn.mssOption();
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
      final FastOpenClient client = connection.fastOpenClient;
      if (client != null && client.answered(header)) {
        return;
      }
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
    connection.setState(TcpState.ESTABLISHED);
    if (connection.request != null && connection.request.fastOpen) {
      finishFastOpen();
      return;
    }
    connection.timers.clearState();
    connection.timers.keepalive.connected();
    initTransfer();
    connection.layer.established(connection);
  }

  /** A Fast Open server's SYN-ACK is acknowledged (tcp_rcv_synrecv_state_fastopen). */
  void finishFastOpen() {
    final RequestSocket request = connection.request;
    if (request == null) {
      return;
    }
    final RttEstimator rtt = connection.rtt;
    if (rtt.srttUs8 == 0 && request.roundTripUs() >= 0) {
      rtt.sampleMin(request.roundTripUs(), connection.nowJiffies());
      rtt.sample(request.roundTripUs(), connection.output.sndUna, connection.output.sndNxt);
    }
    connection.undo.retransStamp = 0;
    connection.timers.retransmits = 0;
    request.release();
    connection.timers.keepalive.connected();
    connection.timers.rearmRto();
    connection.owner.established();
  }

  private void initTransfer() {
    final RttEstimator rtt = connection.rtt;
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
  }
}
