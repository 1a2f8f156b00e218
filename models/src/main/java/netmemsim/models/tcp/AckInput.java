package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/** Takes in acknowledgements (net/ipv4/tcp_input.c, tcp_ack and tcp_clean_rtx_queue, v6.12). */
final class AckInput {
  /** The ACK is fine. */
  static final int ACCEPTED = 1;

  /** It is older than anything plausible. */
  static final int TOO_OLD = -1;

  /** It acknowledges what was never sent. */
  static final int UNSENT = -2;

  private final TcpConnection connection;
  private final TcpOutput output;
  private final RetransmitQueue queue;
  private final RttEstimator rtt;
  private final SackTagger sacks;
  private int flags;

  /** When an ACK came last, tick (rcv_tstamp). */
  long lastJiffies;

  private boolean rttSampled;

  AckInput(final TcpConnection connection) {
    this.connection = connection;
    this.output = connection.output;
    this.queue = connection.queue;
    this.rtt = connection.rtt;
    this.sacks = connection.sackTagger;
  }

  /** Whether the last ACK advanced snd_una. */
  boolean advanced() {
    return AckFlags.any(flags, AckFlags.SND_UNA_ADVANCED);
  }

  /**
   * Takes in an ACK.
   *
   * @param skb the segment
   * @param carriesData whether it occupies sequence space
   * @param updateTimestamp whether its timestamp is to be remembered
   * @return one of the constants of this class, or 0 for an old one
   */
  int process(final Skb skb, final boolean carriesData, final boolean updateTimestamp) {
    final TcpHeader header = skb.tcp;
    final long ack = connection.sendOffset(header.acknowledgement);
    final long priorUna = output.sndUna;
    flags = 0;
    sacks.begin();
    final DeliveryRate rates = connection.rates;
    rates.begin();
    if (connection.ecn.isEcho(header)) {
      flags |= AckFlags.ECE;
      rates.echoed = true;
    }
    if (ack < priorUna) {
      if (ack < priorUna - Math.min(output.maxWindow, connection.bytesAcked)) {
        return TOO_OLD;
      }
      return oldAck(header, ack, priorUna);
    }
    if (ack > output.sndNxt) {
      return UNSENT;
    }
    if (ack > priorUna) {
      flags |= AckFlags.SND_UNA_ADVANCED;
      connection.timers.retransmits = 0;
    }
    final long deliveredBefore = rates.delivered;
    final boolean wasReneged = rates.reneged;
    rates.priorInFlight = queue.inFlight();
    final long lostBefore = queue.lostTotal;
    final long priorFack = queue.sackedOut > 0 ? queue.highestSacked : priorUna;
    if (updateTimestamp) {
      connection.timestamps.remember(skb);
    }
    if (carriesData) {
      flags |= AckFlags.DATA;
    }
    if (ack > priorUna && connection.input.headerPredicted) {
      connection.mib.hpAcks.increment();
    } else if (!carriesData) {
      connection.mib.pureAcks.increment();
    }
    updateWindow(header, ack, connection.receiveOffset(header.sequence));
    if (connection.sackOk && header.sackBlocks > 0) {
      sacks.tag(header, ack, priorUna);
      flags |= sacks.flags;
    }
    connection.ecn.acceptCwr(skb);
    connection.timers.probesOut = 0;
    lastJiffies = connection.nowJiffies();
    if (queue.packetsOut == 0) {
      return nothingOut(ack, priorUna);
    }
    clean(priorFack, priorUna);
    connection.recovery.rack.updateWindow(rates.priorDelivered, rates.delivered);
    connection.window.control.inAckEvent(flags);
    if (connection.tailProbe.isOut()) {
      connection.tailProbe.onAck(ack, flags);
    }
    alertIfDubious(skb, priorUna);
    if (AckFlags.any(flags, AckFlags.SET_XMIT_TIMER) && !connection.tailProbe.schedule(true)) {
      connection.timers.rearmRto();
    }
    rates.isAckDelayed = AckFlags.any(flags, AckFlags.ACK_MAYBE_DELAYED);
    connection.mib.delivered.add(rates.delivered - deliveredBefore);
    rates.complete(
        (int) (rates.delivered - deliveredBefore),
        (int) (queue.lostTotal - lostBefore),
        wasReneged);
    if (rates.echoed) {
      connection.mib.deliveredCe.add(rates.acked);
    }
    control(rates);
    sendRecovery();
    return ACCEPTED;
  }

  /** Whether an ACK tells nothing: nothing is in flight, nothing waits to be sent. */
  boolean isPredicted(final TcpHeader header) {
    return queue.packetsOut == 0
        && !output.hasUnsent()
        && header.acknowledgement == connection.sendSequence(output.sndUna)
        && !connection.tailProbe.isOut();
  }

  /** Takes in such an ACK, of a segment with data. */
  void takePredicted(final Skb skb) {
    flags = AckFlags.DATA;
    connection.timestamps.remember(skb);
    updateWindow(skb.tcp, output.sndUna, skb.startOffset);
    connection.timers.probesOut = 0;
    lastJiffies = connection.nowJiffies();
    connection.window.control.inAckEvent(flags);
  }

  private int nothingOut(final long ack, final long priorUna) {
    connection.window.control.inAckEvent(flags);
    if (AckFlags.any(flags, AckFlags.DSACKING_ACK)) {
      alert(priorUna, 0);
    }
    connection.timers.onAckWhileProbing();
    if (connection.tailProbe.isOut()) {
      connection.tailProbe.onAck(ack, flags);
    }
    return ACCEPTED;
  }

  private int oldAck(final TcpHeader header, final long ack, final long priorUna) {
    if (connection.sackOk && header.sackBlocks > 0) {
      final long deliveredBefore = connection.rates.delivered;
      sacks.tag(header, ack, priorUna);
      flags |= sacks.flags;
      connection.mib.delivered.add(connection.rates.delivered - deliveredBefore);
      alert(priorUna, 0);
      sendRecovery();
    }
    return 0;
  }

  private void updateWindow(final TcpHeader header, final long ack, final long sequence) {
    if (mayUpdateWindow(header, ack, sequence)) {
      final long window = windowOf(header);
      flags |= AckFlags.WIN_UPDATE;
      output.windowUpdateOffset = sequence;
      if (window != output.sndWnd) {
        output.setWindow(window);
      }
    }
    if (ack > output.sndUna) {
      // The SYN of the side that was opened is the request socket's.
      connection.bytesAcked +=
          ack - (connection.initiated ? output.sndUna : Math.max(0, output.sndUna));
      output.sndUna = ack;
    }
  }

  /** Whether a segment is the latest word on the window (tcp_may_update_window). */
  boolean mayUpdateWindow(final TcpHeader header, final long ack, final long sequence) {
    final long window = windowOf(header);
    return ack > output.sndUna
        || sequence > output.windowUpdateOffset
        || (sequence == output.windowUpdateOffset && (window > output.sndWnd || window == 0));
  }

  /** The window that a segment offers, bytes. */
  long windowOf(final TcpHeader header) {
    return Integer.toUnsignedLong(header.window)
        << (header.has(TcpHeader.SYN) ? 0 : connection.sendWindowScale);
  }

  private void alertIfDubious(final Skb skb, final long priorUna) {
    final boolean dubious =
        !AckFlags.any(flags, AckFlags.NOT_DUP)
            || AckFlags.any(flags, AckFlags.CA_ALERT)
            || connection.recovery.state != CaState.OPEN;
    if (!dubious) {
      return;
    }
    int duplicates = 0;
    if (!AckFlags.any(
        flags, AckFlags.SND_UNA_ADVANCED | AckFlags.NOT_DUP | AckFlags.DSACKING_ACK)) {
      duplicates = AckFlags.any(flags, AckFlags.DATA) ? 1 : Math.max(1, skb.gsoSegments);
    }
    alert(priorUna, duplicates);
  }

  private void alert(final long priorUna, final int duplicates) {
    final LossRecovery recovery = connection.recovery;
    recovery.flags = flags;
    recovery.alert(priorUna, duplicates);
    flags = recovery.flags;
  }

  /** Sets window and pacing rate (tcp_cong_control). */
  private void control(final DeliveryRate rates) {
    final LossRecovery recovery = connection.recovery;
    final CongestionWindow window = connection.window;
    if (window.control.controlsRate()) {
      window.control.congControl(rates);
      return;
    }
    if (recovery.reducing()) {
      window.reduce(rates.acked, rates.losses, advanced(), queue.inFlight());
    } else {
      final int progress =
          recovery.reordering > connection.sysctl.reordering
              ? AckFlags.FORWARD_PROGRESS
              : AckFlags.DATA_ACKED;
      if (AckFlags.any(flags, progress)) {
        window.control.congAvoid(rates.acked);
        window.stampJiffies = connection.nowJiffies();
      }
    }
    connection.pacing.followWindow();
  }

  private void sendRecovery() {
    final LossRecovery recovery = connection.recovery;
    final LossRecovery.Retransmit what = recovery.retransmit;
    recovery.retransmit = LossRecovery.Retransmit.NONE;
    if (what == LossRecovery.Retransmit.NONE || connection.state == TcpState.SYN_SENT) {
      return;
    }
    if (what == LossRecovery.Retransmit.NEW) {
      output.pushPending(TcpOutput.NAGLE_OFF);
      if (output.sndNxt > recovery.highOffset) {
        return;
      }
      recovery.timeouts.abandonFrto();
    }
    connection.retransmit.lost();
  }

  /** Takes off the queue what is acknowledged, and measures the round trip. */
  private void clean(final long priorFack, final long priorUna) {
    final long una = output.sndUna;
    final long nowPs = connection.host.nowPs();
    final LossRecovery recovery = connection.recovery;
    final boolean sackedBefore = queue.sackedOut > 0;
    long firstSentPs = -1;
    long lastSentPs = -1;
    long reorderedFrom = Long.MAX_VALUE;
    int acked = 0;
    boolean partly = false;
    @Nullable SendRecord record = queue.head();
    while (record != null && record.start < una) {
      queue.visited++;
      final boolean whole = record.end <= una;
      int segments = record.segments;
      if (!whole) {
        segments = record.segments == 1 ? 0 : (int) ((una - record.start) / record.mss);
        if (segments == 0) {
          break;
        }
      }
      if (record.has(SendRecord.EVER_RETRANS)) {
        flags |= AckFlags.RETRANS_DATA_ACKED;
      } else if (!record.has(SendRecord.SACKED)) {
        lastSentPs = record.sentPs;
        if (firstSentPs < 0) {
          firstSentPs = lastSentPs;
        }
        reorderedFrom = Math.min(reorderedFrom, record.start);
        if (record.end <= recovery.highOffset) {
          flags |= AckFlags.ORIG_SACK_ACKED;
        }
      }
      if (!record.has(SendRecord.SACKED)) {
        if (connection.sackOk) {
          connection.rates.count(segments);
          if (!retransmittedInVain(record)) {
            recovery.rack.delivered(record, record.end, nowPs);
          }
        }
      }
      connection.rates.delivered(record);
      acked += segments;
      if (record.has(SendRecord.SYN)) {
        flags |= AckFlags.SYN_ACKED;
        connection.undo.retransStamp = 0;
      } else {
        flags |= AckFlags.DATA_ACKED;
      }
      if (!whole) {
        partly = true;
        queue.trimHead(record, record.start + (long) segments * record.mss, segments);
        break;
      }
      queue.removeHead();
      record = queue.head();
    }
    if (record == null) {
      output.chronograph.stop(Chronograph.BUSY);
    }
    final boolean loneRunt =
        acked == 1 && !partly && !sackedBefore && una - priorUna < output.mssCache;
    if (firstSentPs >= 0 && loneRunt && mayBeDelayed()) {
      flags |= AckFlags.ACK_MAYBE_DELAYED;
    }
    if (connection.sendWatcher != null && advanced()) {
      connection.sendWatcher.onAcknowledged(una);
    }
    measure(firstSentPs, lastSentPs, nowPs);
    if (AckFlags.any(flags, AckFlags.DATA_ACKED | AckFlags.SYN_ACKED)) {
      flags |= AckFlags.SET_XMIT_TIMER;
      if (!connection.sackOk) {
        recovery.duplicateAcks.remove(acked);
        if (AckFlags.any(flags, AckFlags.RETRANS_DATA_ACKED)) {
          flags &= ~AckFlags.ORIG_SACK_ACKED;
        }
      } else if (reorderedFrom < priorFack && sackedBefore) {
        recovery.checkReordering(reorderedFrom, false);
      }
    } else if (rttSampled
        && sacks.firstSentPs >= 0
        && record != null
        && sacks.firstSentPs < record.sentPs) {
      flags |= AckFlags.SET_XMIT_TIMER;
    }
    connection.window.control.packetsAcked(acked, connection.rates.rttUs);
  }

  /** Whether a receiver with nothing else to tell may have waited with this ACK. */
  private boolean mayBeDelayed() {
    return connection.rates.priorDelivered + 1 == connection.rates.delivered
        && !AckFlags.any(
            flags, AckFlags.RETRANS_DATA_ACKED | AckFlags.CA_ALERT | AckFlags.SYN_ACKED);
  }

  /** Whether the echoed timestamp is older than the retransmission (tcp_skb_spurious_retrans). */
  private boolean retransmittedInVain(final SendRecord record) {
    return record.has(SendRecord.EVER_RETRANS)
        && connection.timestamps.echoes()
        && connection.timestamps.lastEcho - connection.timestamps.atMs(record.sentPs) < 0;
  }

  /** Chooses the sample: ACK, then SACK, then timestamp (tcp_ack_update_rtt; RFC 6298, 3). */
  private void measure(final long firstSentPs, final long lastSentPs, final long nowPs) {
    rttSampled = false;
    long sampleUs = -1;
    long latestUs = -1;
    if (firstSentPs >= 0 && !AckFlags.any(flags, AckFlags.RETRANS_DATA_ACKED)) {
      sampleUs = (nowPs - firstSentPs) / TcpConstants.PS_PER_US;
      latestUs = (nowPs - lastSentPs) / TcpConstants.PS_PER_US;
    }
    if (sacks.firstSentPs >= 0) {
      if (sampleUs < 0) {
        sampleUs = (nowPs - sacks.firstSentPs) / TcpConstants.PS_PER_US;
      }
      latestUs = (nowPs - sacks.lastSentPs) / TcpConstants.PS_PER_US;
    }
    if (sampleUs < 0
        && connection.timestamps.echoes()
        && AckFlags.any(flags, AckFlags.DATA_ACKED | AckFlags.SYN_ACKED)) {
      final int deltaMs = connection.timestamps.nowMs() - connection.timestamps.lastEcho;
      if (deltaMs >= 0) {
        sampleUs = Math.max(1, deltaMs) * 1000L;
        latestUs = sampleUs;
      }
    }
    connection.rates.rttUs = latestUs;
    if (sampleUs < 0) {
      return;
    }
    rttSampled = true;
    // The least RTT is to be the path's, not that of a receiver that waits.
    if (!AckFlags.any(flags, AckFlags.ACK_MAYBE_DELAYED) || latestUs <= rtt.minRttUs()) {
      rtt.sampleMin(latestUs, connection.nowJiffies());
    }
    rtt.sample(sampleUs, output.sndUna, output.sndNxt);
  }
}
