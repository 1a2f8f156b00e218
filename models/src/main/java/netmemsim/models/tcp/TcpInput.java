package netmemsim.models.tcp;

import netmemsim.core.metric.Counter;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Takes in segments of a connection: acceptance, ACK, data, FIN (RFC 9293, 3.10.7; RFC 5961;
 * net/ipv4/tcp_input.c, tcp_rcv_established, tcp_rcv_state_process, tcp_data_queue, v6.12).
 */
final class TcpInput {
  private static final int LEAST_GROWING_BYTES = 128;
  private static final int CONTROL = TcpHeader.SYN | TcpHeader.FIN | TcpHeader.RST;
  private final TcpConnection connection;
  private final ReceiveQueue queue;
  private final ReceiveWindow window;
  private final DelayedAck acks;
  private final BufferPruning pruning;

  /** Data behind a gap. */
  final OutOfOrderQueue outOfOrder;

  /** Whether header prediction holds for the segment at hand. */
  boolean headerPredicted;

  /** Whether predicted segments take the short way; off to show that it is only shorter. */
  boolean shortcuts = true;

  /** How many did. */
  long shortcutsTaken;

  /** Next offset expected; past the FIN once that came. */
  long rcvNxt;

  /** Offset of the peer's FIN, or -1 before it came in order. */
  long finOffset = -1;

  TcpInput(final TcpConnection connection) {
    this.connection = connection;
    this.queue = connection.receiveQueue;
    this.window = connection.receiveWindow;
    this.acks = connection.delayedAck;
    this.outOfOrder = new OutOfOrderQueue(connection);
    this.pruning = new BufferPruning(connection);
  }

  /** Takes a segment in, in any state from SYN_RECV on; owns the buffer from here. */
  void receive(final Skb skb) {
    final TcpHeader header = skb.tcp;
    skb.startOffset =
        connection.receiveOffset(header.sequence) + (header.has(TcpHeader.SYN) ? 1 : 0);
    skb.endOffset = skb.startOffset + skb.payloadBytes;
    connection.timestamps.note(header);
    headerPredicted = isHeaderPredicted(skb);
    if (headerPredicted && skb.payloadBytes > 0) {
      connection.mib.hpHits.increment();
    }
    if (isPredicted(skb)) {
      shortcutsTaken++;
      connection.acks.takePredicted(skb);
      if (connection.tracing.probe.on) {
        connection.tracing.emitProbe(connection);
      }
      if (connection.timestamps.lastPresent) {
        connection.bufferTuning.measureByTimestamp(skb.payloadBytes);
      }
      takeInOrder(skb, skb.endOffset);
      answer();
      return;
    }
    if (!acceptable(skb) || !header.has(TcpHeader.ACK)) {
      skb.free();
      return;
    }
    final long end = SkbMerge.endOf(skb);
    final boolean occupies = end > skb.startOffset;
    final int accepted = connection.acks.process(skb, occupies, true);
    if (accepted <= 0 && connection.state == TcpState.SYN_RECV) {
      if (accepted < 0) {
        connection.layer.resetFor(skb);
      }
      skb.free();
      return;
    }
    if (accepted < 0) {
      connection.challengeAck();
      skb.free();
      return;
    }
    if (connection.tracing.probe.on) {
      connection.tracing.emitProbe(connection);
    }
    if (connection.state != TcpState.ESTABLISHED && !connection.transitions.afterAck(skb)) {
      skb.free();
      return;
    }
    if (header.has(TcpHeader.URG) || connection.urgent.isAwaited()) {
      connection.urgent.receive(skb);
    }
    if (occupies
        && (connection.state == TcpState.ESTABLISHED || connection.transitions.takesData(skb))) {
      if (connection.timestamps.lastPresent && skb.payloadBytes > 0) {
        connection.bufferTuning.measureByTimestamp(skb.payloadBytes);
      }
      take(skb);
    } else {
      skb.free();
    }
    answer();
  }

  /** Sends what the segment made room for, and maybe an ACK of it. */
  private void answer() {
    if (connection.state != TcpState.CLOSE && connection.timeWait == null) {
      connection.checkSend();
      acks.check(true);
    }
  }

  /**
   * Whether a segment is what header prediction waits for: next in order, the window as it was, no
   * options but timestamps, nothing out of order or urgent here (tcp_rcv_established; pred_flags).
   * What Linux would take the slow path for because it is short of memory is not modelled.
   */
  boolean isHeaderPredicted(final Skb skb) {
    final TcpHeader header = skb.tcp;
    return connection.state == TcpState.ESTABLISHED
        && (header.flags & ~TcpHeader.PSH) == TcpHeader.ACK
        && header.sackBlocks == 0
        && header.hasTimestamps == connection.timestampsOk
        && skb.startOffset == rcvNxt
        && connection.acks.windowOf(header) == connection.output.sndWnd
        && connection.sendOffset(header.acknowledgement) <= connection.output.sndNxt
        && window.rcvWnd > 0
        && outOfOrder.isEmpty()
        && queue.rmemAlloc < window.rcvbuf
        && !connection.urgent.isAwaited()
        && connection.timestamps.isFresh(header);
  }

  /**
   * Whether it is the most usual of all segments: the next data in order, with nothing to tell a
   * sender that has nothing in flight (header prediction; tcp_rcv_established). What it leaves out
   * would change nothing for such a segment.
   */
  private boolean isPredicted(final Skb skb) {
    return headerPredicted
        && shortcuts
        && skb.payloadBytes > 0
        && skb.endOffset <= rcvNxt + window.current()
        && connection.acks.isPredicted(skb.tcp);
  }

  /** Takes the data, and maybe the FIN, of a SYN or SYN-ACK in (tcp_fastopen_add_skb). */
  void takeWithSyn(final Skb skb) {
    skb.startOffset = rcvNxt;
    skb.endOffset = rcvNxt + skb.payloadBytes;
    skb.tcp.flags &= ~TcpHeader.SYN;
    final boolean fin = skb.tcp.has(TcpHeader.FIN);
    final long dataEnd = skb.endOffset;
    advance(SkbMerge.endOf(skb));
    window.rcvWup = rcvNxt;
    queue.append(skb, false);
    if (fin) {
      onFin(dataEnd);
    }
    connection.owner.readable();
  }

  /** PAWS, sequence, RST and SYN (tcp_validate_incoming); answers what it refuses. */
  private boolean acceptable(final Skb skb) {
    final TcpHeader header = skb.tcp;
    final boolean reset = header.has(TcpHeader.RST);
    final boolean syn = header.has(TcpHeader.SYN);
    final TcpMib mib = connection.mib;
    if ((header.flags & (TcpHeader.ACK | TcpHeader.RST | TcpHeader.SYN)) == 0) {
      return false;
    }
    if (!reset && connection.timestamps.rejects(skb)) {
      if (syn) {
        challengeSyn();
      } else if (header.has(TcpHeader.ACK)
          && SkbMerge.endOf(skb) == skb.startOffset
          && skb.startOffset < rcvNxt) {
        // Common where packets overtake each other: no answer (v6.14).
        mib.pawsOldAck.increment();
      } else {
        mib.pawsEstab.increment();
        answerRejected(skb, mib.skippedPaws);
      }
      return false;
    }
    final long start = skb.startOffset - (syn ? 1 : 0);
    final long end = SkbMerge.endOf(skb);
    final boolean beyond = isBeyondWindow(skb, start, end);
    if (end < window.rcvWup || beyond) {
      if (reset) {
        if (afterFin(start)) {
          onReset();
        }
      } else if (syn) {
        challengeSyn();
      } else {
        if (beyond) {
          mib.beyondWindow.increment();
        }
        answerRejected(skb, mib.skippedSeq);
      }
      return false;
    }
    if (reset) {
      final boolean believed =
          start == rcvNxt
              || afterFin(start)
              || (connection.sackOk && start == connection.sackReporter.rightmost());
      if (believed) {
        onReset();
      } else {
        connection.challengeAck();
      }
      return false;
    }
    if (syn && !answersCrossedSyn(skb)) {
      challengeSyn();
      return false;
    }
    return true;
  }

  /** Whether a SYN-ACK ends a simultaneous open. */
  private boolean answersCrossedSyn(final Skb skb) {
    return connection.state == TcpState.SYN_RECV
        && skb.tcp.has(TcpHeader.ACK)
        && SkbMerge.occupied(skb) == 1
        && skb.startOffset == rcvNxt
        && connection.sendOffset(skb.tcp.acknowledgement) == connection.output.sndNxt;
  }

  private void challengeSyn() {
    if (connection.state == TcpState.ESTABLISHED) {
      connection.mib.inErrs.increment();
    }
    connection.mib.synChallenge.increment();
    connection.challengeAck();
  }

  /** Whether a RST counts from before a FIN that we have (tcp_reset_check). */
  private boolean afterFin(final long start) {
    return start == rcvNxt - 1
        && (connection.state == TcpState.CLOSE_WAIT
            || connection.state == TcpState.LAST_ACK
            || connection.state == TcpState.CLOSING);
  }

  private void answerRejected(final Skb skb, final Counter skipped) {
    if (connection.unacceptable.isLimited(skb, skipped)) {
      return;
    }
    final long end = SkbMerge.endOf(skb);
    if (end > skb.startOffset && skb.startOffset < rcvNxt) {
      connection.mib.delayedAckLost.increment();
      acks.enterQuickMode();
      connection.sackReporter.setDuplicate(skb.startOffset, Math.min(end, rcvNxt));
    }
    connection.segments.ack();
  }

  private void onReset() {
    if (connection.tracing.receiveReset.on) {
      connection.tracing.receiveReset.emit(connection.state.number());
    }
    final Errno error =
        switch (connection.state) {
          case SYN_SENT -> Errno.ECONNREFUSED;
          case CLOSE_WAIT -> Errno.EPIPE;
          case TIME_WAIT, CLOSE -> Errno.OK;
          default -> Errno.ECONNRESET;
        };
    connection.mib.countReset(connection.state);
    connection.fail(error);
  }

  /** Queues data and FIN (tcp_data_queue). */
  private void take(final Skb skb) {
    final long start = skb.startOffset;
    final long end = SkbMerge.endOf(skb);
    final long right = rcvNxt + window.current();
    if (finOffset >= 0 && end > rcvNxt) {
      // Beyond the FIN there is nothing.
      skb.free();
      return;
    }
    if (start > rcvNxt && start < right) {
      takeOutOfOrder(skb);
    } else if (end <= rcvNxt) {
      connection.mib.delayedAckLost.increment();
      connection.sackReporter.setDuplicate(start, end);
      refuse(skb);
    } else if (start >= right && !(skb.payloadBytes == 0 && start == rcvNxt)) {
      if (start == rcvNxt) {
        connection.mib.zeroWindowDrop.increment();
      }
      refuse(skb);
    } else {
      if (start < rcvNxt) {
        connection.sackReporter.setDuplicate(start, rcvNxt);
        if (window.current() == 0) {
          connection.mib.zeroWindowDrop.increment();
          refuse(skb);
          return;
        }
      }
      takeInOrder(skb, end);
    }
  }

  private void refuse(final Skb skb) {
    acks.enterQuickMode();
    acks.scheduled = true;
    skb.free();
  }

  private void takeInOrder(final Skb skb, final long end) {
    if (!pruning.makeRoom(skb)) {
      acks.noMemory = true;
      acks.now = true;
      acks.scheduled = true;
      connection.owner.readable();
      if (queue.head != null && skb.payloadBytes > 0) {
        connection.mib.rcvQDrop.increment();
        skb.free();
        return;
      }
    }
    final boolean fin = skb.tcp.has(TcpHeader.FIN);
    final long dataEnd = skb.endOffset;
    advance(end);
    if (skb.payloadBytes > 0) {
      noteData(skb);
      final int payloadBytes = skb.payloadBytes;
      final long charged = ReceiveWindow.chargedBytes(skb);
      queue.append(skb, false);
      if (payloadBytes >= LEAST_GROWING_BYTES) {
        window.grow(payloadBytes, charged);
      }
    } else {
      skb.free();
    }
    if (fin) {
      onFin(dataEnd);
    }
    if (!outOfOrder.isEmpty()) {
      joinOutOfOrder();
      if (outOfOrder.isEmpty()) {
        acks.now = true;
      }
    }
    if (connection.sackReporter.blocks() > 0) {
      connection.sackReporter.advance(rcvNxt, outOfOrder.isEmpty());
    }
    connection.dataReady();
  }

  private void advance(final long end) {
    connection.bytesReceived += end - rcvNxt;
    rcvNxt = end;
  }

  /**
   * Whether a segment begins beyond the window, or ends there while data waits to be read: only a
   * reader that has all may get more than was offered. A FIN may lie beyond (tcp_sequence, v6.18).
   */
  private boolean isBeyondWindow(final Skb skb, final long start, final long end) {
    final long limit = rcvNxt + window.current();
    final int fin = skb.tcp.has(TcpHeader.FIN) ? 1 : 0;
    return end - fin > limit && (start > limit || connection.receiveQueue.head != null);
  }

  private void measure(final Skb skb) {
    final int segment =
        skb.gsoSize > 0 ? Math.min(skb.gsoSize, skb.payloadBytes) : skb.payloadBytes;
    window.measureRatio(skb, segment);
    acks.measure(segment, skb.tcp, (skb.tcp.flags & (TcpHeader.PSH | CONTROL)) != 0);
  }

  /** Data came in order (tcp_event_data_recv). */
  private void noteData(final Skb skb) {
    acks.scheduled = true;
    measure(skb);
    connection.bufferTuning.measureByWindow();
    acks.dataReceived(connection.nowJiffies());
    connection.ecn.onData(skb);
  }

  private void takeOutOfOrder(final Skb skb) {
    connection.ecn.onData(skb);
    if (!pruning.makeRoom(skb)) {
      connection.mib.ofoDrop.increment();
      connection.owner.readable();
      skb.free();
      return;
    }
    measure(skb);
    acks.scheduled = true;
    connection.mib.ofoQueue.increment();
    connection.counts.rcvOoopack += Math.max(1, skb.gsoSegments);
    final long start = skb.startOffset;
    final long end = SkbMerge.endOf(skb);
    final int payloadBytes = skb.payloadBytes;
    final long charged = ReceiveWindow.chargedBytes(skb);
    final long truesize = skb.truesize;
    queue.charge(skb.truesize);
    final boolean absorbed = outOfOrder.insert(skb);
    if (connection.sackOk) {
      // Without SACK a growing window would hide duplicate ACKs.
      window.grow(payloadBytes, absorbed ? charged : truesize);
      connection.sackReporter.add(start, end);
    }
    connection.bufferTuning.outOfOrder();
  }

  /** The gap is filled: what waited behind it is in order now (tcp_ofo_queue). */
  private void joinOutOfOrder() {
    @Nullable Skb next = outOfOrder.peek();
    while (next != null && next.startOffset <= rcvNxt) {
      final Skb skb = outOfOrder.poll();
      final long end = SkbMerge.endOf(skb);
      if (skb.startOffset < rcvNxt) {
        connection.sackReporter.extendDuplicate(skb.startOffset, Math.min(end, rcvNxt));
      }
      if (end <= rcvNxt) {
        queue.drop(skb);
      } else {
        final boolean fin = skb.tcp.has(TcpHeader.FIN);
        final long dataEnd = skb.endOffset;
        advance(end);
        if (skb.payloadBytes > 0) {
          queue.append(skb, true);
        } else {
          queue.drop(skb);
        }
        if (fin) {
          onFin(dataEnd);
          return;
        }
      }
      next = outOfOrder.peek();
    }
  }

  /** The peer has sent all it will (tcp_fin). */
  private void onFin(final long offset) {
    finOffset = offset;
    acks.scheduled = true;
    connection.transitions.onFin();
    outOfOrder.clear();
    connection.sackReporter.clear();
  }

  /** The connection ends: what waits for a gap to be filled is of no use (tcp_v4_destroy_sock). */
  void ended() {
    final FastOpenClient client = connection.fastOpenClient;
    if (client != null) {
      client.ended();
    }
    outOfOrder.clear();
  }
}
