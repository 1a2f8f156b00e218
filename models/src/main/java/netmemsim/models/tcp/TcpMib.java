package netmemsim.models.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/** The counters of a host's TCP, by the names that nstat prints (net/ipv4/proc.c, v6.12). */
final class TcpMib extends CounterGroup {
  private static final Metric CURR_ESTAB =
      Metric.gauge("TcpCurrEstab", "connections", "Connections in ESTABLISHED or CLOSE_WAIT.");

  /** All of them. */
  static final List<Metric> METRICS = declared();

  final Counter inSegs =
      counter(
          "TcpInSegs",
          "segments",
          "Segments received; a merged buffer counts each of its segments.");
  final Counter outSegs = counter("TcpOutSegs", "segments", "Segments sent, retransmissions too.");
  final Counter retransSegs = counter("TcpRetransSegs", "segments", "Segments sent again.");
  final Counter activeOpens =
      counter("TcpActiveOpens", "connections", "Connections opened by connect.");
  final Counter passiveOpens =
      counter("TcpPassiveOpens", "connections", "Connections accepted from a listener.");
  final Counter attemptFails = counter("TcpAttemptFails", "connections", "Handshakes that failed.");
  final Counter estabResets =
      counter("TcpEstabResets", "connections", "Resets of established connections.");
  final Counter outRsts = counter("TcpOutRsts", "segments", "RST segments sent.");
  final Counter delayedAcks =
      counter("TcpExtDelayedACKs", "segments", "ACKs that the delayed-ACK timer sent.");
  final Counter delayedAckLost =
      counter("TcpExtDelayedACKLost", "events", "A segment came again: quick-ACK mode.");
  final Counter pawsEstab =
      counter("TcpExtPAWSEstab", "segments", "Segments refused for an old timestamp.");
  final Counter pawsOldAck =
      counter(
          "TcpExtPAWSOldAck",
          "segments",
          "ACKs without data dropped for an old timestamp, from before what was received.");
  final Counter hpHits =
      counter("TcpExtTCPHPHits", "segments", "Segments with data received as predicted.");
  final Counter pureAcks =
      counter(
          "TcpExtTCPPureAcks", "segments", "ACKs without data received that were not predicted.");
  final Counter hpAcks =
      counter("TcpExtTCPHPAcks", "segments", "ACKs of new data received as predicted.");
  final Counter origDataSent =
      counter("TcpExtTCPOrigDataSent", "segments", "Segments with data sent for the first time.");
  final Counter delivered =
      counter("TcpExtTCPDelivered", "segments", "Segments that ACKs and SACKs showed delivered.");
  final Counter timeouts = counter("TcpExtTCPTimeouts", "events", "Retransmission timeouts.");
  final Counter lossProbes = counter("TcpExtTCPLossProbes", "events", "Tail loss probes sent.");
  final Counter lossProbeRecovery =
      counter("TcpExtTCPLossProbeRecovery", "events", "Losses that a tail loss probe repaired.");
  final Counter sackRecovery =
      counter("TcpExtTCPSackRecovery", "events", "Fast recoveries with SACK.");
  final Counter renoRecovery =
      counter("TcpExtTCPRenoRecovery", "events", "Fast recoveries without SACK.");
  final Counter sackReneging =
      counter("TcpExtTCPSACKReneging", "events", "The peer dropped what it had SACKed.");
  final Counter sackReorder = counter("TcpExtTCPSACKReorder", "events", "Reordering seen by SACK.");
  final Counter renoReorder =
      counter("TcpExtTCPRenoReorder", "events", "Reordering seen by duplicate ACKs.");
  final Counter tsReorder =
      counter("TcpExtTCPTSReorder", "events", "Reordering seen by timestamps.");
  final Counter fullUndo =
      counter("TcpExtTCPFullUndo", "events", "Recoveries undone at their end.");
  final Counter partialUndo =
      counter("TcpExtTCPPartialUndo", "events", "Recoveries undone on the way.");
  final Counter dsackUndo = counter("TcpExtTCPDSACKUndo", "events", "Reductions undone by DSACK.");
  final Counter lossUndo = counter("TcpExtTCPLossUndo", "events", "Timeouts undone.");
  final Counter spuriousRtos =
      counter("TcpExtTCPSpuriousRTOs", "events", "Timeouts that F-RTO proved spurious.");
  final Counter lostRetransmit =
      counter("TcpExtTCPLostRetransmit", "segments", "Retransmissions found lost.");
  final Counter renoFailures =
      counter("TcpExtTCPRenoFailures", "events", "Timeouts in Disorder without SACK.");
  final Counter sackFailures =
      counter("TcpExtTCPSackFailures", "events", "Timeouts in Disorder with SACK.");
  final Counter renoRecoveryFail =
      counter("TcpExtTCPRenoRecoveryFail", "events", "Timeouts in recovery without SACK.");
  final Counter sackRecoveryFail =
      counter("TcpExtTCPSackRecoveryFail", "events", "Timeouts in recovery with SACK.");
  final Counter lossFailures = counter("TcpExtTCPLossFailures", "events", "Timeouts in Loss.");
  final Counter fastRetrans =
      counter("TcpExtTCPFastRetrans", "segments", "Segments sent again in recovery.");
  final Counter slowStartRetrans =
      counter("TcpExtTCPSlowStartRetrans", "segments", "Segments sent again after a timeout.");
  final Counter synRetrans =
      counter("TcpExtTCPSynRetrans", "segments", "SYN and SYN-ACK segments sent again.");
  final Counter sackDiscard =
      counter("TcpExtTCPSACKDiscard", "blocks", "SACK blocks that made no sense.");
  final Counter dsackOldSent =
      counter("TcpExtTCPDSACKOldSent", "segments", "DSACKs sent for data below rcv_nxt.");
  final Counter dsackOfoSent =
      counter("TcpExtTCPDSACKOfoSent", "segments", "DSACKs sent for out-of-order data.");
  final Counter dsackRecv =
      counter("TcpExtTCPDSACKRecv", "segments", "DSACKs received for acknowledged data.");
  final Counter dsackOfoRecv =
      counter("TcpExtTCPDSACKOfoRecv", "segments", "DSACKs received for out-of-order data.");
  final Counter ofoQueue = counter("TcpExtTCPOFOQueue", "segments", "Buffers queued out of order.");
  final Counter ofoDrop =
      counter("TcpExtTCPOFODrop", "segments", "Out-of-order buffers dropped for want of memory.");
  final Counter ofoMerge =
      counter("TcpExtTCPOFOMerge", "segments", "Out-of-order buffers that others covered.");
  final Counter rcvCoalesce =
      counter("TcpExtTCPRcvCoalesce", "segments", "Buffers merged into the one before.");
  final Counter pruneCalled =
      counter("TcpExtPruneCalled", "events", "A segment came while the buffer was full.");
  final Counter rcvPruned = counter("TcpExtRcvPruned", "events", "Pruning did not make room.");
  final Counter ofoPruned =
      counter("TcpExtOfoPruned", "events", "Out-of-order data was dropped to make room.");
  final Counter rcvCollapsed =
      counter("TcpExtTCPRcvCollapsed", "segments", "Buffers copied into fewer bytes.");
  final Counter rcvQDrop =
      counter("TcpExtTCPRcvQDrop", "segments", "In-order buffers dropped for want of memory.");
  final Counter ackCompressed =
      counter("TcpExtTCPAckCompressed", "segments", "ACKs of out-of-order data withheld.");
  final Counter zeroWindowDrop =
      counter("TcpExtTCPZeroWindowDrop", "segments", "Segments refused by a closed window.");
  final Counter fromZeroWindowAdv =
      counter("TcpExtTCPFromZeroWindowAdv", "events", "A closed window opened.");
  final Counter toZeroWindowAdv =
      counter("TcpExtTCPToZeroWindowAdv", "events", "The window closed.");
  final Counter wantZeroWindowAdv =
      counter("TcpExtTCPWantZeroWindowAdv", "events", "The window would have closed by shrinking.");
  final Counter winProbe = counter("TcpExtTCPWinProbe", "segments", "Window probes sent.");
  final Counter autoCorking =
      counter("TcpExtTCPAutoCorking", "events", "Small writes that waited for the NIC.");
  final Counter keepAlive = counter("TcpExtTCPKeepAlive", "segments", "Keepalive probes sent.");
  final Counter abortOnMemory =
      counter(
          "TcpExtTCPAbortOnMemory", "connections", "Orphans given up because there were too many.");
  final Counter abortOnLinger =
      counter(
          "TcpExtTCPAbortOnLinger", "connections", "Reset in FIN_WAIT2 by a negative TCP_LINGER2.");
  final Counter beyondWindow =
      counter("TcpExtBeyondWindow", "segments", "Segments outside the receive window.");
  final Counter md5Unexpected =
      counter(
          "TcpExtTCPMD5Unexpected",
          "segments",
          "Segments signed with MD5 for a socket without key.");
  final Counter pawsTimeWait =
      counter(
          "TcpExtPAWSTimewait", "segments", "Segments for TIME_WAIT refused for an old timestamp.");
  final Counter pawsActive =
      counter("TcpExtPAWSActive", "segments", "Answers to a SYN that echo what was never sent.");
  final Counter tsEcrRejected =
      counter(
          "TcpExtTSEcrRejected", "segments", "Answers to a SYN-ACK that echo what was never sent.");
  final Counter embryonicRsts =
      counter("TcpExtEmbryonicRsts", "connections", "Half-open connections reset.");
  final Counter deferAcceptDrop =
      counter("TcpExtTCPDeferAcceptDrop", "segments", "Bare ACKs that TCP_DEFER_ACCEPT ignored.");
  final Counter skippedSynRecv =
      counter(
          "TcpExtTCPACKSkippedSynRecv",
          "segments",
          "Answers not sent in SYN_RECV by tcp_invalid_ratelimit.");
  final Counter skippedPaws =
      counter(
          "TcpExtTCPACKSkippedPAWS",
          "segments",
          "Answers to old timestamps not sent by tcp_invalid_ratelimit.");
  final Counter skippedSeq =
      counter(
          "TcpExtTCPACKSkippedSeq",
          "segments",
          "Answers to what is out of window not sent by tcp_invalid_ratelimit.");
  final Counter skippedFinWait2 =
      counter(
          "TcpExtTCPACKSkippedFinWait2",
          "segments",
          "Answers not sent in FIN_WAIT2 by tcp_invalid_ratelimit.");
  final Counter skippedTimeWait =
      counter(
          "TcpExtTCPACKSkippedTimeWait",
          "segments",
          "Answers not sent in TIME_WAIT by tcp_invalid_ratelimit.");
  final Counter skippedChallenge =
      counter(
          "TcpExtTCPACKSkippedChallenge",
          "segments",
          "Challenge ACKs not sent by tcp_invalid_ratelimit.");
  final Counter twRecycled =
      counter(
          "TcpExtTWRecycled", "connections", "TIME_WAIT connections that gave way to a new one.");
  final Counter timeWaitOverflow =
      counter(
          "TcpExtTCPTimeWaitOverflow",
          "connections",
          "TIME_WAIT left out because there were too many.");
  final Counter inErrs = counter("TcpInErrs", "segments", "Segments that could not be right.");
  final Counter inCsumErrors =
      counter("TcpInCsumErrors", "segments", "Of those, with a wrong checksum.");
  final Counter outOfWindowIcmps =
      counter("TcpExtOutOfWindowIcmps", "messages", "ICMP errors about what is not in flight.");
  final Counter fastOpenActive =
      counter(
          "TcpExtTCPFastOpenActive", "connections", "Data of a SYN that the SYN-ACK acknowledged.");
  final Counter fastOpenActiveFail =
      counter("TcpExtTCPFastOpenActiveFail", "connections", "Data of a SYN that it did not.");
  final Counter fastOpenPassive =
      counter("TcpExtTCPFastOpenPassive", "connections", "Connections accepted with their SYN.");
  final Counter fastOpenPassiveFail =
      counter("TcpExtTCPFastOpenPassiveFail", "segments", "SYNs with a wrong cookie.");
  final Counter fastOpenListenOverflow =
      counter(
          "TcpExtTCPFastOpenListenOverflow",
          "segments",
          "SYNs beyond the backlog of TCP_FASTOPEN.");
  final Counter fastOpenCookieReqd =
      counter("TcpExtTCPFastOpenCookieReqd", "segments", "SYNs that asked for a cookie.");
  final Counter fastOpenBlackhole =
      counter("TcpExtTCPFastOpenBlackhole", "events", "Fast Open was given up for a while.");
  final Counter fastOpenPassiveAltKey =
      counter("TcpExtTCPFastOpenPassiveAltKey", "connections", "Cookies of the backup key.");
  final Counter abortOnData =
      counter(
          "TcpExtTCPAbortOnData",
          "connections",
          "Reset because data came for a closed socket, or by SO_LINGER 0.");
  final Counter abortOnClose =
      counter("TcpExtTCPAbortOnClose", "connections", "Reset because data was unread at close.");
  final Counter abortOnTimeout =
      counter("TcpExtTCPAbortOnTimeout", "connections", "Given up after timeouts.");
  final Counter challengeAck =
      counter("TcpExtTCPChallengeACK", "segments", "Challenge ACKs sent (RFC 5961).");
  final Counter synChallenge =
      counter("TcpExtTCPSYNChallenge", "segments", "SYNs in a connection (RFC 5961).");
  final Counter listenOverflows =
      counter("TcpExtListenOverflows", "events", "The accept queue was full.");
  final Counter listenDrops =
      counter("TcpExtListenDrops", "segments", "SYNs and ACKs dropped at a listener.");
  final Counter timeWaits =
      counter("TcpExtTW", "connections", "Connections that entered TIME_WAIT.");
  final Counter deliveredCe =
      counter("TcpExtTCPDeliveredCE", "segments", "Segments delivered by ACKs with ECE.");
  private final Counter inNoEctPkts =
      counter("IpExtInNoECTPkts", "packets", "Packets that came not ECN-capable.");
  private final Counter inEct1Pkts =
      counter("IpExtInECT1Pkts", "packets", "Packets that came with ECT(1).");
  private final Counter inEct0Pkts =
      counter("IpExtInECT0Pkts", "packets", "Packets that came with ECT(0).");
  private final Counter inCePkts =
      counter("IpExtInCEPkts", "packets", "Packets that came with CE.");
  final Counter hystartTrainDetect =
      counter("TcpExtTCPHystartTrainDetect", "events", "Slow starts ended by ACK trains.");
  final Counter hystartTrainCwnd =
      counter("TcpExtTCPHystartTrainCwnd", "segments", "Windows at those ends, added up.");
  final Counter hystartDelayDetect =
      counter("TcpExtTCPHystartDelayDetect", "events", "Slow starts ended by a risen RTT.");
  final Counter hystartDelayCwnd =
      counter("TcpExtTCPHystartDelayCwnd", "segments", "Windows at those ends, added up.");

  /** TcpCurrEstab. */
  long established;

  /** Registers the counters by a function that makes one from its declaration. */
  TcpMib(final Function<Metric, Counter> counters) {
    super(counters);
  }

  private static List<Metric> declared() {
    final List<Metric> all = new ArrayList<>();
    new TcpMib(
        metric -> {
          all.add(metric);
          return new Counter();
        });
    all.add(CURR_ESTAB);
    return List.copyOf(all);
  }

  /** The declaration of TcpCurrEstab, which is a gauge. */
  static Metric currEstab() {
    return CURR_ESTAB;
  }

  /** Packets came in, counted by their ECN bits. */
  void countEcn(final int dsfield, final int packets) {
    final int bits = dsfield & TcpHeader.ECN_MASK;
    if (bits == TcpHeader.NOT_ECT) {
      inNoEctPkts.add(packets);
    } else if (bits == TcpHeader.ECT_0) {
      inEct0Pkts.add(packets);
    } else {
      (bits == TcpHeader.CE ? inCePkts : inEct1Pkts).add(packets);
    }
  }

  /** A connection was reset. */
  void countReset(final TcpState state) {
    if (isEstablished(state)) {
      estabResets.increment();
    }
  }

  /** A connection went from state to state. */
  void countState(final TcpState from, final TcpState to) {
    if (isEstablished(to) && !isEstablished(from)) {
      established++;
    } else if (isEstablished(from) && !isEstablished(to)) {
      established--;
    }
  }

  private static boolean isEstablished(final TcpState state) {
    return state == TcpState.ESTABLISHED || state == TcpState.CLOSE_WAIT;
  }

  /**
   * Drops a segment whose checksum is wrong (tcp_v4_rcv), or one that is signed: no socket has a
   * key (tcp_inbound_hash).
   */
  void drop(final Skb skb) {
    if (skb.checksumNone) {
      inCsumErrors.increment();
      inErrs.increment();
    } else {
      md5Unexpected.increment();
    }
    skb.free();
  }
}
