package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/** Builds segments and hands them to IP (net/ipv4/tcp_output.c, __tcp_transmit_skb, v6.12). */
final class SegmentSender {
  private static final int MAX_UNSCALED_WINDOW = 65535;
  private static final int MAX_URGENT_POINTER = 65535;

  /**
   * Spreads initial sequence numbers over initial IPv4 identifications: 2^32 by the golden ratio.
   */
  private static final int SPREAD = 0x9E3779B1;

  private final TcpConnection connection;
  private int ipIds;

  SegmentSender(final TcpConnection connection) {
    this.connection = connection;
  }

  /** Sends what a record describes: SYN, data, FIN. */
  void data(final SendRecord record) {
    if (record.has(SendRecord.SYN)) {
      if (connection.state == TcpState.SYN_RECV) {
        synAck();
      } else {
        syn(record);
      }
      noteSent(record);
      return;
    }
    connection.output.noteDataSent(record);
    final Skb skb = begin(record.start);
    int flags = TcpHeader.ACK;
    if (record.has(SendRecord.FIN)) {
      flags |= TcpHeader.FIN;
    }
    // Several segments: so that the receiver's GRO need not wait for more (__tcp_transmit_skb).
    if (record.has(SendRecord.PUSH) || record.segments > 1) {
      flags |= TcpHeader.PSH;
    }
    flags |= urgentFlag(skb.tcp, record.start);
    skb.payloadBytes = record.payloadBytes();
    skb.content = connection.content;
    skb.contentPosition = record.start;
    skb.startOffset = record.start;
    skb.endOffset = record.start + skb.payloadBytes;
    skb.gsoSize = record.mss;
    skb.gsoSegments = record.segments;
    skb.truesize = skb.payloadBytes + TcpConstants.SEND_SKB_OVERHEAD;
    connection.output.hostQueue.charge(skb);
    final boolean fresh = skb.payloadBytes > 0 && record.firstSentUs == SendRecord.NEVER;
    connection.ecn.onSegment(skb.tcp, fresh);
    finish(skb, flags, connection.input.rcvNxt);
    connection.pacing.charge(record.payloadBytes());
    noteSent(record);
    if (connection.sendWatcher != null) {
      connection.sendWatcher.onTransmit(record.start, record.end);
    }
  }

  /** Points at the end of urgent data, as far as 16 bits reach; the flag to set, or 0. */
  private int urgentFlag(final TcpHeader header, final long start) {
    final TcpOutput output = connection.output;
    final long distance = output.urgentEnd - start;
    if (!output.hasUrgent() || distance <= 0) {
      return 0;
    }
    if (distance > MAX_URGENT_POINTER && start + MAX_URGENT_POINTER <= output.sndNxt) {
      return 0;
    }
    header.setUrgentPointer((int) Math.min(distance, MAX_URGENT_POINTER));
    return TcpHeader.URG;
  }

  private void noteSent(final SendRecord record) {
    record.sentPs = connection.pacing.lastPs;
    connection.rates.sent(record);
  }

  /** Sends an ACK without data. */
  void ack() {
    finish(begin(connection.output.sndNxt), TcpHeader.ACK);
  }

  /** Sends an ACK of what came before the latest segment, to echo its mark apart (DCTCP). */
  void ackUpTo(final long offset) {
    final Skb skb = begin(connection.output.sndNxt);
    connection.ecn.onSegment(skb.tcp, false);
    finish(skb, TcpHeader.ACK, offset);
  }

  /** Sends an old byte's ACK, to which the peer must answer (tcp_xmit_probe_skb). */
  void probe() {
    finish(begin(connection.output.sndUna - 1), TcpHeader.ACK);
  }

  /** Sends a RST for this connection (tcp_send_active_reset). */
  void reset() {
    connection.mib.outRsts.increment();
    if (connection.tracing.sendReset.on) {
      connection.tracing.sendReset.emit(
          connection.localPort, connection.remotePort, connection.state.number());
    }
    finish(begin(connection.output.sndNxt), TcpHeader.RST | TcpHeader.ACK);
  }

  /** Answers a segment in TIME_WAIT or orphaned FIN_WAIT2, with the window of its end. */
  void timeWaitAck(final long windowBytes) {
    final Skb skb = begin(connection.output.sndNxt);
    final TcpHeader header = skb.tcp;
    header.flags = TcpHeader.ACK;
    header.acknowledgement = connection.receiveSequence(connection.input.rcvNxt);
    header.window =
        (int) Math.min(windowBytes >> connection.receiveWindow.scale, MAX_UNSCALED_WINDOW);
    if (connection.timestampsOk) {
      putTimestamps(header);
    }
    connection.mib.outSegs.increment();
    connection.host.transmit(skb);
  }

  private void syn(final SendRecord record) {
    final Skb skb = begin(-1);
    if (record.firstSentUs == SendRecord.NEVER) {
      connection.ecn.onSyn(skb.tcp);
      withFastOpen(skb, record);
    } else {
      connection.ecn.onSynAgain(skb.tcp);
    }
    synOptions(
        skb.tcp,
        connection.sysctl.windowScaling != 0,
        connection.sysctl.sack != 0,
        connection.sysctl.timestamps != 0);
    finish(skb, TcpHeader.SYN);
  }

  /** Puts option and data of Fast Open into the first SYN. */
  private void withFastOpen(final Skb skb, final SendRecord syn) {
    final FastOpenClient client = connection.fastOpenClient;
    if (client == null) {
      return;
    }
    client.fill(skb.tcp);
    final SendRecord data = syn.next;
    if (data != null) {
      skb.payloadBytes = data.payloadBytes();
      skb.content = connection.content;
      skb.contentPosition = 0;
      skb.startOffset = 0;
      skb.endOffset = data.end;
      skb.truesize = skb.payloadBytes + TcpConstants.SEND_SKB_OVERHEAD;
      connection.output.hostQueue.charge(skb);
      connection.mib.origDataSent.increment();
      noteSent(data);
    }
  }

  /** Sends the answer to a SYN. */
  void synAck() {
    final Skb skb = begin(-1);
    connection.ecn.onSynAck(skb.tcp);
    synOptions(skb.tcp, connection.windowScaleOk, connection.sackOk, connection.timestampsOk);
    final FastOpenServer server = connection.fastOpenServer;
    if (server != null) {
      server.fill(skb.tcp);
    }
    finish(skb, TcpHeader.SYN | TcpHeader.ACK);
  }

  private void synOptions(
      final TcpHeader header,
      final boolean windowScale,
      final boolean sack,
      final boolean timestamps) {
    header.setMssOption(connection.offeredMss);
    header.setWindowScaleOption(windowScale ? connection.receiveWindow.scale : -1);
    header.setSackPermitted(sack);
    if (timestamps) {
      putTimestamps(header);
    }
  }

  private void putTimestamps(final TcpHeader header) {
    header.hasTimestamps = true;
    header.timestampValue = connection.timestamps.nowMs();
    header.timestampEcho = connection.timestamps.recent;
  }

  /**
   * Numbers IPv4 packets for as long as the connection lives (inet_id in ip_select_ident_segs,
   * include/net/ip.h, v6.18). Linux starts at a random number; a function of the random initial
   * sequence number serves as well and draws none.
   */
  private int takeIpIds(final int packets) {
    final int id = ((connection.sendSequence(0) * SPREAD) >>> Short.SIZE) + ipIds;
    ipIds += packets;
    return id;
  }

  private Skb begin(final long offset) {
    final Skb skb = connection.host.newSkb();
    skb.source = connection.localAddress;
    skb.destination = connection.remoteAddress;
    skb.tcp.sourcePort = connection.localPort;
    skb.tcp.destinationPort = connection.remotePort;
    skb.tcp.sequence = connection.sendSequence(offset);
    skb.gsoSegments = 1;
    return skb;
  }

  /** Sends a segment that carries no new data. */
  private void finish(final Skb skb, final int flags) {
    if ((flags & TcpHeader.SYN) == 0) {
      connection.ecn.onSegment(skb.tcp, false);
    }
    finish(skb, flags, connection.input.rcvNxt);
  }

  private void finish(final Skb skb, final int flags, final long acknowledged) {
    final TcpHeader header = skb.tcp;
    header.flags |= flags;
    header.dsfield = connection.ecn.dsfield();
    final ReceiveWindow window = connection.receiveWindow;
    final boolean syn = header.has(TcpHeader.SYN);
    if (header.has(TcpHeader.ACK)) {
      header.acknowledgement = connection.receiveSequence(acknowledged);
    }
    if (syn) {
      header.window = (int) Math.min(window.rcvWnd, MAX_UNSCALED_WINDOW);
    } else {
      if (connection.timestampsOk) {
        putTimestamps(header);
      }
      connection.sackReporter.fill(header);
      header.window = window.select();
    }
    if (header.has(TcpHeader.ACK) && acknowledged == connection.input.rcvNxt) {
      connection.delayedAck.ackSent();
    }
    // Before there is a socket, the answer to a SYN has none (ip_build_and_send_pkt, v6.18).
    skb.ipId = flags == (TcpHeader.SYN | TcpHeader.ACK) ? 0 : takeIpIds(skb.gsoSegments);
    connection.mib.outSegs.add(skb.gsoSegments);
    if (!syn || connection.initiated) {
      // What answers a SYN is the request socket's, not the connection's.
      connection.counts.sent(skb);
    }
    skb.departurePs = connection.pacing.stamp();
    connection.host.transmit(skb);
  }
}
