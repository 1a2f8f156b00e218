package netmemsim.models.tcp;

import java.util.List;
import java.util.function.Function;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.models.packet.TcpHeader;

/** The counters of a host's TCP, by the names that nstat prints (net/ipv4/proc.c, v6.12). */
final class TcpMib {
  private static final Metric IN_SEGS =
      Metric.counter(
          "TcpInSegs",
          "segments",
          "Segments received; a merged buffer counts each of its segments.");
  private static final Metric OUT_SEGS =
      Metric.counter("TcpOutSegs", "segments", "Segments sent, retransmissions too.");
  private static final Metric RETRANS_SEGS =
      Metric.counter("TcpRetransSegs", "segments", "Segments sent again.");
  private static final Metric ACTIVE_OPENS =
      Metric.counter("TcpActiveOpens", "connections", "Connections opened by connect.");
  private static final Metric PASSIVE_OPENS =
      Metric.counter("TcpPassiveOpens", "connections", "Connections accepted from a listener.");
  private static final Metric ATTEMPT_FAILS =
      Metric.counter("TcpAttemptFails", "connections", "Handshakes that failed.");
  private static final Metric ESTAB_RESETS =
      Metric.counter("TcpEstabResets", "connections", "Resets of established connections.");
  private static final Metric OUT_RSTS =
      Metric.counter("TcpOutRsts", "segments", "RST segments sent.");
  private static final Metric DELAYED_ACKS =
      Metric.counter("TcpExtDelayedACKs", "segments", "ACKs that the delayed-ACK timer sent.");
  private static final Metric DELAYED_ACK_LOST =
      Metric.counter("TcpExtDelayedACKLost", "events", "A segment came again: quick-ACK mode.");
  private static final Metric PAWS_ESTAB =
      Metric.counter("TcpExtPAWSEstab", "segments", "Segments refused for an old timestamp.");
  private static final Metric PURE_ACKS =
      Metric.counter("TcpExtTCPPureAcks", "segments", "ACKs without data received.");
  private static final Metric TIMEOUTS =
      Metric.counter("TcpExtTCPTimeouts", "events", "Retransmission timeouts.");
  private static final Metric LOSS_PROBES =
      Metric.counter("TcpExtTCPLossProbes", "events", "Tail loss probes sent.");
  private static final Metric LOSS_PROBE_RECOVERY =
      Metric.counter(
          "TcpExtTCPLossProbeRecovery", "events", "Losses that a tail loss probe repaired.");
  private static final Metric SACK_RECOVERY =
      Metric.counter("TcpExtTCPSackRecovery", "events", "Fast recoveries with SACK.");
  private static final Metric RENO_RECOVERY =
      Metric.counter("TcpExtTCPRenoRecovery", "events", "Fast recoveries without SACK.");
  private static final Metric SACK_RENEGING =
      Metric.counter("TcpExtTCPSACKReneging", "events", "The peer dropped what it had SACKed.");
  private static final Metric SACK_REORDER =
      Metric.counter("TcpExtTCPSACKReorder", "events", "Reordering seen by SACK.");
  private static final Metric RENO_REORDER =
      Metric.counter("TcpExtTCPRenoReorder", "events", "Reordering seen by duplicate ACKs.");
  private static final Metric TS_REORDER =
      Metric.counter("TcpExtTCPTSReorder", "events", "Reordering seen by timestamps.");
  private static final Metric FULL_UNDO =
      Metric.counter("TcpExtTCPFullUndo", "events", "Recoveries undone at their end.");
  private static final Metric PARTIAL_UNDO =
      Metric.counter("TcpExtTCPPartialUndo", "events", "Recoveries undone on the way.");
  private static final Metric DSACK_UNDO =
      Metric.counter("TcpExtTCPDSACKUndo", "events", "Reductions undone by DSACK.");
  private static final Metric LOSS_UNDO =
      Metric.counter("TcpExtTCPLossUndo", "events", "Timeouts undone.");
  private static final Metric SPURIOUS_RTOS =
      Metric.counter("TcpExtTCPSpuriousRTOs", "events", "Timeouts that F-RTO proved spurious.");
  private static final Metric ACK_COMPRESSED =
      Metric.counter("TcpExtTCPAckCompressed", "segments", "ACKs of out-of-order data withheld.");
  private static final Metric LOST_RETRANSMIT =
      Metric.counter("TcpExtTCPLostRetransmit", "segments", "Retransmissions found lost.");
  private static final Metric RENO_FAILURES =
      Metric.counter("TcpExtTCPRenoFailures", "events", "Timeouts in Disorder without SACK.");
  private static final Metric SACK_FAILURES =
      Metric.counter("TcpExtTCPSackFailures", "events", "Timeouts in Disorder with SACK.");
  private static final Metric RENO_RECOVERY_FAIL =
      Metric.counter("TcpExtTCPRenoRecoveryFail", "events", "Timeouts in recovery without SACK.");
  private static final Metric SACK_RECOVERY_FAIL =
      Metric.counter("TcpExtTCPSackRecoveryFail", "events", "Timeouts in recovery with SACK.");
  private static final Metric LOSS_FAILURES =
      Metric.counter("TcpExtTCPLossFailures", "events", "Timeouts in Loss.");
  private static final Metric FAST_RETRANS =
      Metric.counter("TcpExtTCPFastRetrans", "segments", "Segments sent again in recovery.");
  private static final Metric SLOW_START_RETRANS =
      Metric.counter(
          "TcpExtTCPSlowStartRetrans", "segments", "Segments sent again after a timeout.");
  private static final Metric SYN_RETRANS =
      Metric.counter("TcpExtTCPSynRetrans", "segments", "SYN and SYN-ACK segments sent again.");
  private static final Metric SACK_DISCARD =
      Metric.counter("TcpExtTCPSACKDiscard", "blocks", "SACK blocks that made no sense.");
  private static final Metric DSACK_OLD_SENT =
      Metric.counter("TcpExtTCPDSACKOldSent", "segments", "DSACKs sent for data below rcv_nxt.");
  private static final Metric DSACK_OFO_SENT =
      Metric.counter("TcpExtTCPDSACKOfoSent", "segments", "DSACKs sent for out-of-order data.");
  private static final Metric DSACK_RECV =
      Metric.counter("TcpExtTCPDSACKRecv", "segments", "DSACKs received for acknowledged data.");
  private static final Metric DSACK_OFO_RECV =
      Metric.counter("TcpExtTCPDSACKOfoRecv", "segments", "DSACKs received for out-of-order data.");
  private static final Metric OFO_QUEUE =
      Metric.counter("TcpExtTCPOFOQueue", "segments", "Buffers queued out of order.");
  private static final Metric OFO_DROP =
      Metric.counter(
          "TcpExtTCPOFODrop", "segments", "Out-of-order buffers dropped for want of memory.");
  private static final Metric OFO_MERGE =
      Metric.counter("TcpExtTCPOFOMerge", "segments", "Out-of-order buffers that others covered.");
  private static final Metric RCV_COALESCE =
      Metric.counter("TcpExtTCPRcvCoalesce", "segments", "Buffers merged into the one before.");
  private static final Metric PRUNE_CALLED =
      Metric.counter("TcpExtPruneCalled", "events", "A segment came while the buffer was full.");
  private static final Metric RCV_PRUNED =
      Metric.counter("TcpExtRcvPruned", "events", "Pruning did not make room.");
  private static final Metric OFO_PRUNED =
      Metric.counter("TcpExtOfoPruned", "events", "Out-of-order data was dropped to make room.");
  private static final Metric RCV_COLLAPSED =
      Metric.counter("TcpExtTCPRcvCollapsed", "segments", "Buffers copied into fewer bytes.");
  private static final Metric RCV_Q_DROP =
      Metric.counter(
          "TcpExtTCPRcvQDrop", "segments", "In-order buffers dropped for want of memory.");
  private static final Metric ZERO_WINDOW_DROP =
      Metric.counter("TcpExtTCPZeroWindowDrop", "segments", "Segments refused by a closed window.");
  private static final Metric FROM_ZERO_WINDOW_ADV =
      Metric.counter("TcpExtTCPFromZeroWindowAdv", "events", "A closed window opened.");
  private static final Metric TO_ZERO_WINDOW_ADV =
      Metric.counter("TcpExtTCPToZeroWindowAdv", "events", "The window closed.");
  private static final Metric WANT_ZERO_WINDOW_ADV =
      Metric.counter(
          "TcpExtTCPWantZeroWindowAdv", "events", "The window would have closed by shrinking.");
  private static final Metric WIN_PROBE =
      Metric.counter("TcpExtTCPWinProbe", "segments", "Window probes sent.");
  private static final Metric AUTO_CORKING =
      Metric.counter("TcpExtTCPAutoCorking", "events", "Small writes that waited for the NIC.");
  private static final Metric KEEP_ALIVE =
      Metric.counter("TcpExtTCPKeepAlive", "segments", "Keepalive probes sent.");
  private static final Metric ABORT_ON_MEMORY =
      Metric.counter(
          "TcpExtTCPAbortOnMemory", "connections", "Orphans given up because there were too many.");
  private static final Metric ABORT_ON_LINGER =
      Metric.counter(
          "TcpExtTCPAbortOnLinger", "connections", "Reset in FIN_WAIT2 by a negative TCP_LINGER2.");
  private static final Metric MD5_UNEXPECTED =
      Metric.counter(
          "TcpExtTCPMD5Unexpected",
          "segments",
          "Segments signed with MD5 for a socket without key.");
  private static final Metric BEYOND_WINDOW =
      Metric.counter("TcpExtBeyondWindow", "segments", "Segments outside the receive window.");
  private static final Metric PAWS_TIME_WAIT =
      Metric.counter(
          "TcpExtPAWSTimewait", "segments", "Segments for TIME_WAIT refused for an old timestamp.");
  private static final Metric PAWS_ACTIVE =
      Metric.counter(
          "TcpExtPAWSActive", "segments", "Answers to a SYN that echo what was never sent.");
  private static final Metric TS_ECR_REJECTED =
      Metric.counter(
          "TcpExtTSEcrRejected", "segments", "Answers to a SYN-ACK that echo what was never sent.");
  private static final Metric EMBRYONIC_RSTS =
      Metric.counter("TcpExtEmbryonicRsts", "connections", "Half-open connections reset.");
  private static final Metric DEFER_ACCEPT_DROP =
      Metric.counter(
          "TcpExtTCPDeferAcceptDrop", "segments", "Bare ACKs that TCP_DEFER_ACCEPT ignored.");
  private static final Metric SKIPPED_SYN_RECV =
      Metric.counter(
          "TcpExtTCPACKSkippedSynRecv",
          "segments",
          "Answers not sent in SYN_RECV by tcp_invalid_ratelimit.");
  private static final Metric SKIPPED_PAWS =
      Metric.counter(
          "TcpExtTCPACKSkippedPAWS",
          "segments",
          "Answers to old timestamps not sent by tcp_invalid_ratelimit.");
  private static final Metric SKIPPED_SEQ =
      Metric.counter(
          "TcpExtTCPACKSkippedSeq",
          "segments",
          "Answers to what is out of window not sent by tcp_invalid_ratelimit.");
  private static final Metric SKIPPED_FIN_WAIT2 =
      Metric.counter(
          "TcpExtTCPACKSkippedFinWait2",
          "segments",
          "Answers not sent in FIN_WAIT2 by tcp_invalid_ratelimit.");
  private static final Metric SKIPPED_TIME_WAIT =
      Metric.counter(
          "TcpExtTCPACKSkippedTimeWait",
          "segments",
          "Answers not sent in TIME_WAIT by tcp_invalid_ratelimit.");
  private static final Metric SKIPPED_CHALLENGE =
      Metric.counter(
          "TcpExtTCPACKSkippedChallenge",
          "segments",
          "Challenge ACKs not sent by tcp_invalid_ratelimit.");
  private static final Metric TW_RECYCLED =
      Metric.counter(
          "TcpExtTWRecycled", "connections", "TIME_WAIT connections that gave way to a new one.");
  private static final Metric TIME_WAIT_OVERFLOW =
      Metric.counter(
          "TcpExtTCPTimeWaitOverflow",
          "connections",
          "TIME_WAIT left out because there were too many.");
  private static final Metric IN_ERRS =
      Metric.counter("TcpInErrs", "segments", "Segments that could not be right.");
  private static final Metric OUT_OF_WINDOW_ICMPS =
      Metric.counter(
          "TcpExtOutOfWindowIcmps", "messages", "ICMP errors about what is not in flight.");
  private static final Metric FAST_OPEN_ACTIVE =
      Metric.counter(
          "TcpExtTCPFastOpenActive", "connections", "Data of a SYN that the SYN-ACK acknowledged.");
  private static final Metric FAST_OPEN_ACTIVE_FAIL =
      Metric.counter(
          "TcpExtTCPFastOpenActiveFail", "connections", "Data of a SYN that it did not.");
  private static final Metric FAST_OPEN_PASSIVE =
      Metric.counter(
          "TcpExtTCPFastOpenPassive", "connections", "Connections accepted with their SYN.");
  private static final Metric FAST_OPEN_PASSIVE_FAIL =
      Metric.counter("TcpExtTCPFastOpenPassiveFail", "segments", "SYNs with a wrong cookie.");
  private static final Metric FAST_OPEN_LISTEN_OVERFLOW =
      Metric.counter(
          "TcpExtTCPFastOpenListenOverflow",
          "segments",
          "SYNs beyond the backlog of TCP_FASTOPEN.");
  private static final Metric FAST_OPEN_COOKIE_REQD =
      Metric.counter("TcpExtTCPFastOpenCookieReqd", "segments", "SYNs that asked for a cookie.");
  private static final Metric FAST_OPEN_BLACKHOLE =
      Metric.counter("TcpExtTCPFastOpenBlackhole", "events", "Fast Open was given up for a while.");
  private static final Metric FAST_OPEN_PASSIVE_ALT_KEY =
      Metric.counter("TcpExtTCPFastOpenPassiveAltKey", "connections", "Cookies of the backup key.");
  private static final Metric ABORT_ON_DATA =
      Metric.counter(
          "TcpExtTCPAbortOnData",
          "connections",
          "Reset because data came for a closed socket, or by SO_LINGER 0.");
  private static final Metric ABORT_ON_CLOSE =
      Metric.counter(
          "TcpExtTCPAbortOnClose", "connections", "Reset because data was unread at close.");
  private static final Metric ABORT_ON_TIMEOUT =
      Metric.counter("TcpExtTCPAbortOnTimeout", "connections", "Given up after timeouts.");
  private static final Metric CHALLENGE_ACK =
      Metric.counter("TcpExtTCPChallengeACK", "segments", "Challenge ACKs sent (RFC 5961).");
  private static final Metric SYN_CHALLENGE =
      Metric.counter("TcpExtTCPSYNChallenge", "segments", "SYNs in a connection (RFC 5961).");
  private static final Metric LISTEN_OVERFLOWS =
      Metric.counter("TcpExtListenOverflows", "events", "The accept queue was full.");
  private static final Metric LISTEN_DROPS =
      Metric.counter("TcpExtListenDrops", "segments", "SYNs and ACKs dropped at a listener.");
  private static final Metric TIME_WAITS =
      Metric.counter("TcpExtTW", "connections", "Connections that entered TIME_WAIT.");

  private static final Metric DELIVERED_CE =
      Metric.counter("TcpExtTCPDeliveredCE", "segments", "Segments delivered by ACKs with ECE.");
  private static final Metric IN_NO_ECT_PKTS =
      Metric.counter("IpExtInNoECTPkts", "packets", "Packets that came not ECN-capable.");
  private static final Metric IN_ECT1_PKTS =
      Metric.counter("IpExtInECT1Pkts", "packets", "Packets that came with ECT(1).");
  private static final Metric IN_ECT0_PKTS =
      Metric.counter("IpExtInECT0Pkts", "packets", "Packets that came with ECT(0).");
  private static final Metric IN_CE_PKTS =
      Metric.counter("IpExtInCEPkts", "packets", "Packets that came with CE.");
  private static final Metric HYSTART_TRAIN_DETECT =
      Metric.counter("TcpExtTCPHystartTrainDetect", "events", "Slow starts ended by ACK trains.");
  private static final Metric HYSTART_TRAIN_CWND =
      Metric.counter("TcpExtTCPHystartTrainCwnd", "segments", "Windows at those ends, added up.");
  private static final Metric HYSTART_DELAY_DETECT =
      Metric.counter("TcpExtTCPHystartDelayDetect", "events", "Slow starts ended by a risen RTT.");
  private static final Metric HYSTART_DELAY_CWND =
      Metric.counter("TcpExtTCPHystartDelayCwnd", "segments", "Windows at those ends, added up.");
  private static final Metric CURR_ESTAB =
      Metric.gauge("TcpCurrEstab", "connections", "Connections in ESTABLISHED or CLOSE_WAIT.");

  /** All of them. */
  static final List<Metric> METRICS =
      List.of(
          IN_SEGS,
          OUT_SEGS,
          RETRANS_SEGS,
          ACTIVE_OPENS,
          PASSIVE_OPENS,
          ATTEMPT_FAILS,
          ESTAB_RESETS,
          OUT_RSTS,
          DELAYED_ACKS,
          DELAYED_ACK_LOST,
          PAWS_ESTAB,
          PURE_ACKS,
          TIMEOUTS,
          LOSS_PROBES,
          LOSS_PROBE_RECOVERY,
          SACK_RECOVERY,
          RENO_RECOVERY,
          SACK_RENEGING,
          SACK_REORDER,
          RENO_REORDER,
          TS_REORDER,
          FULL_UNDO,
          PARTIAL_UNDO,
          DSACK_UNDO,
          LOSS_UNDO,
          SPURIOUS_RTOS,
          ACK_COMPRESSED,
          LOST_RETRANSMIT,
          RENO_FAILURES,
          SACK_FAILURES,
          RENO_RECOVERY_FAIL,
          SACK_RECOVERY_FAIL,
          LOSS_FAILURES,
          FAST_RETRANS,
          SLOW_START_RETRANS,
          SYN_RETRANS,
          SACK_DISCARD,
          DSACK_OLD_SENT,
          DSACK_OFO_SENT,
          DSACK_RECV,
          DSACK_OFO_RECV,
          OFO_QUEUE,
          OFO_DROP,
          OFO_MERGE,
          RCV_COALESCE,
          PRUNE_CALLED,
          RCV_PRUNED,
          OFO_PRUNED,
          RCV_COLLAPSED,
          RCV_Q_DROP,
          ZERO_WINDOW_DROP,
          FROM_ZERO_WINDOW_ADV,
          TO_ZERO_WINDOW_ADV,
          WANT_ZERO_WINDOW_ADV,
          WIN_PROBE,
          AUTO_CORKING,
          KEEP_ALIVE,
          ABORT_ON_MEMORY,
          ABORT_ON_LINGER,
          BEYOND_WINDOW,
          MD5_UNEXPECTED,
          PAWS_TIME_WAIT,
          PAWS_ACTIVE,
          TS_ECR_REJECTED,
          EMBRYONIC_RSTS,
          DEFER_ACCEPT_DROP,
          SKIPPED_SYN_RECV,
          SKIPPED_PAWS,
          SKIPPED_SEQ,
          SKIPPED_FIN_WAIT2,
          SKIPPED_TIME_WAIT,
          SKIPPED_CHALLENGE,
          TW_RECYCLED,
          TIME_WAIT_OVERFLOW,
          IN_ERRS,
          OUT_OF_WINDOW_ICMPS,
          FAST_OPEN_ACTIVE,
          FAST_OPEN_ACTIVE_FAIL,
          FAST_OPEN_PASSIVE,
          FAST_OPEN_PASSIVE_FAIL,
          FAST_OPEN_LISTEN_OVERFLOW,
          FAST_OPEN_COOKIE_REQD,
          FAST_OPEN_BLACKHOLE,
          FAST_OPEN_PASSIVE_ALT_KEY,
          ABORT_ON_DATA,
          ABORT_ON_CLOSE,
          ABORT_ON_TIMEOUT,
          CHALLENGE_ACK,
          SYN_CHALLENGE,
          LISTEN_OVERFLOWS,
          LISTEN_DROPS,
          TIME_WAITS,
          DELIVERED_CE,
          IN_NO_ECT_PKTS,
          IN_ECT1_PKTS,
          IN_ECT0_PKTS,
          IN_CE_PKTS,
          HYSTART_TRAIN_DETECT,
          HYSTART_TRAIN_CWND,
          HYSTART_DELAY_DETECT,
          HYSTART_DELAY_CWND,
          CURR_ESTAB);

  final Counter inSegs;
  final Counter outSegs;
  final Counter retransSegs;
  final Counter activeOpens;
  final Counter passiveOpens;
  final Counter attemptFails;
  final Counter estabResets;
  final Counter outRsts;
  final Counter delayedAcks;
  final Counter delayedAckLost;
  final Counter pawsEstab;
  final Counter pureAcks;
  final Counter timeouts;
  final Counter lossProbes;
  final Counter lossProbeRecovery;
  final Counter sackRecovery;
  final Counter renoRecovery;
  final Counter sackReneging;
  final Counter sackReorder;
  final Counter renoReorder;
  final Counter tsReorder;
  final Counter fullUndo;
  final Counter partialUndo;
  final Counter dsackUndo;
  final Counter lossUndo;
  final Counter spuriousRtos;
  final Counter lostRetransmit;
  final Counter renoFailures;
  final Counter sackFailures;
  final Counter renoRecoveryFail;
  final Counter sackRecoveryFail;
  final Counter lossFailures;
  final Counter fastRetrans;
  final Counter slowStartRetrans;
  final Counter synRetrans;
  final Counter sackDiscard;
  final Counter dsackOldSent;
  final Counter dsackOfoSent;
  final Counter dsackRecv;
  final Counter dsackOfoRecv;
  final Counter ofoQueue;
  final Counter ofoDrop;
  final Counter ofoMerge;
  final Counter rcvCoalesce;
  final Counter pruneCalled;
  final Counter rcvPruned;
  final Counter ofoPruned;
  final Counter rcvCollapsed;
  final Counter rcvQDrop;
  final Counter ackCompressed;
  final Counter zeroWindowDrop;
  final Counter fromZeroWindowAdv;
  final Counter toZeroWindowAdv;
  final Counter wantZeroWindowAdv;
  final Counter winProbe;
  final Counter autoCorking;
  final Counter keepAlive;
  final Counter abortOnMemory;
  final Counter abortOnLinger;
  final Counter beyondWindow;
  final Counter md5Unexpected;
  final Counter pawsTimeWait;
  final Counter pawsActive;
  final Counter tsEcrRejected;
  final Counter embryonicRsts;
  final Counter deferAcceptDrop;
  final Counter skippedSynRecv;
  final Counter skippedPaws;
  final Counter skippedSeq;
  final Counter skippedFinWait2;
  final Counter skippedTimeWait;
  final Counter skippedChallenge;
  final Counter twRecycled;
  final Counter timeWaitOverflow;
  final Counter inErrs;
  final Counter outOfWindowIcmps;
  final Counter fastOpenActive;
  final Counter fastOpenActiveFail;
  final Counter fastOpenPassive;
  final Counter fastOpenPassiveFail;
  final Counter fastOpenListenOverflow;
  final Counter fastOpenCookieReqd;
  final Counter fastOpenBlackhole;
  final Counter fastOpenPassiveAltKey;
  final Counter abortOnData;
  final Counter abortOnClose;
  final Counter abortOnTimeout;
  final Counter challengeAck;
  final Counter synChallenge;
  final Counter listenOverflows;
  final Counter listenDrops;
  final Counter timeWaits;
  final Counter deliveredCe;
  private final Counter inNoEctPkts;
  private final Counter inEct1Pkts;
  private final Counter inEct0Pkts;
  private final Counter inCePkts;
  final Counter hystartTrainDetect;
  final Counter hystartTrainCwnd;
  final Counter hystartDelayDetect;
  final Counter hystartDelayCwnd;

  /** TcpCurrEstab. */
  long established;

  /** Registers the counters by a function that makes one from its declaration. */
  TcpMib(final Function<Metric, Counter> counters) {
    inSegs = counters.apply(IN_SEGS);
    outSegs = counters.apply(OUT_SEGS);
    retransSegs = counters.apply(RETRANS_SEGS);
    activeOpens = counters.apply(ACTIVE_OPENS);
    passiveOpens = counters.apply(PASSIVE_OPENS);
    attemptFails = counters.apply(ATTEMPT_FAILS);
    estabResets = counters.apply(ESTAB_RESETS);
    outRsts = counters.apply(OUT_RSTS);
    delayedAcks = counters.apply(DELAYED_ACKS);
    delayedAckLost = counters.apply(DELAYED_ACK_LOST);
    pawsEstab = counters.apply(PAWS_ESTAB);
    pureAcks = counters.apply(PURE_ACKS);
    timeouts = counters.apply(TIMEOUTS);
    lossProbes = counters.apply(LOSS_PROBES);
    lossProbeRecovery = counters.apply(LOSS_PROBE_RECOVERY);
    sackRecovery = counters.apply(SACK_RECOVERY);
    renoRecovery = counters.apply(RENO_RECOVERY);
    sackReneging = counters.apply(SACK_RENEGING);
    sackReorder = counters.apply(SACK_REORDER);
    renoReorder = counters.apply(RENO_REORDER);
    tsReorder = counters.apply(TS_REORDER);
    fullUndo = counters.apply(FULL_UNDO);
    partialUndo = counters.apply(PARTIAL_UNDO);
    dsackUndo = counters.apply(DSACK_UNDO);
    lossUndo = counters.apply(LOSS_UNDO);
    spuriousRtos = counters.apply(SPURIOUS_RTOS);
    lostRetransmit = counters.apply(LOST_RETRANSMIT);
    renoFailures = counters.apply(RENO_FAILURES);
    sackFailures = counters.apply(SACK_FAILURES);
    renoRecoveryFail = counters.apply(RENO_RECOVERY_FAIL);
    sackRecoveryFail = counters.apply(SACK_RECOVERY_FAIL);
    lossFailures = counters.apply(LOSS_FAILURES);
    fastRetrans = counters.apply(FAST_RETRANS);
    slowStartRetrans = counters.apply(SLOW_START_RETRANS);
    synRetrans = counters.apply(SYN_RETRANS);
    sackDiscard = counters.apply(SACK_DISCARD);
    dsackOldSent = counters.apply(DSACK_OLD_SENT);
    dsackOfoSent = counters.apply(DSACK_OFO_SENT);
    dsackRecv = counters.apply(DSACK_RECV);
    dsackOfoRecv = counters.apply(DSACK_OFO_RECV);
    ofoQueue = counters.apply(OFO_QUEUE);
    ofoDrop = counters.apply(OFO_DROP);
    ofoMerge = counters.apply(OFO_MERGE);
    rcvCoalesce = counters.apply(RCV_COALESCE);
    pruneCalled = counters.apply(PRUNE_CALLED);
    rcvPruned = counters.apply(RCV_PRUNED);
    ofoPruned = counters.apply(OFO_PRUNED);
    rcvCollapsed = counters.apply(RCV_COLLAPSED);
    rcvQDrop = counters.apply(RCV_Q_DROP);
    ackCompressed = counters.apply(ACK_COMPRESSED);
    zeroWindowDrop = counters.apply(ZERO_WINDOW_DROP);
    fromZeroWindowAdv = counters.apply(FROM_ZERO_WINDOW_ADV);
    toZeroWindowAdv = counters.apply(TO_ZERO_WINDOW_ADV);
    wantZeroWindowAdv = counters.apply(WANT_ZERO_WINDOW_ADV);
    winProbe = counters.apply(WIN_PROBE);
    autoCorking = counters.apply(AUTO_CORKING);
    keepAlive = counters.apply(KEEP_ALIVE);
    abortOnMemory = counters.apply(ABORT_ON_MEMORY);
    abortOnLinger = counters.apply(ABORT_ON_LINGER);
    beyondWindow = counters.apply(BEYOND_WINDOW);
    md5Unexpected = counters.apply(MD5_UNEXPECTED);
    pawsTimeWait = counters.apply(PAWS_TIME_WAIT);
    pawsActive = counters.apply(PAWS_ACTIVE);
    tsEcrRejected = counters.apply(TS_ECR_REJECTED);
    embryonicRsts = counters.apply(EMBRYONIC_RSTS);
    deferAcceptDrop = counters.apply(DEFER_ACCEPT_DROP);
    skippedSynRecv = counters.apply(SKIPPED_SYN_RECV);
    skippedPaws = counters.apply(SKIPPED_PAWS);
    skippedSeq = counters.apply(SKIPPED_SEQ);
    skippedFinWait2 = counters.apply(SKIPPED_FIN_WAIT2);
    skippedTimeWait = counters.apply(SKIPPED_TIME_WAIT);
    skippedChallenge = counters.apply(SKIPPED_CHALLENGE);
    twRecycled = counters.apply(TW_RECYCLED);
    timeWaitOverflow = counters.apply(TIME_WAIT_OVERFLOW);
    inErrs = counters.apply(IN_ERRS);
    outOfWindowIcmps = counters.apply(OUT_OF_WINDOW_ICMPS);
    fastOpenActive = counters.apply(FAST_OPEN_ACTIVE);
    fastOpenActiveFail = counters.apply(FAST_OPEN_ACTIVE_FAIL);
    fastOpenPassive = counters.apply(FAST_OPEN_PASSIVE);
    fastOpenPassiveFail = counters.apply(FAST_OPEN_PASSIVE_FAIL);
    fastOpenListenOverflow = counters.apply(FAST_OPEN_LISTEN_OVERFLOW);
    fastOpenCookieReqd = counters.apply(FAST_OPEN_COOKIE_REQD);
    fastOpenBlackhole = counters.apply(FAST_OPEN_BLACKHOLE);
    fastOpenPassiveAltKey = counters.apply(FAST_OPEN_PASSIVE_ALT_KEY);
    abortOnData = counters.apply(ABORT_ON_DATA);
    abortOnClose = counters.apply(ABORT_ON_CLOSE);
    abortOnTimeout = counters.apply(ABORT_ON_TIMEOUT);
    challengeAck = counters.apply(CHALLENGE_ACK);
    synChallenge = counters.apply(SYN_CHALLENGE);
    listenOverflows = counters.apply(LISTEN_OVERFLOWS);
    listenDrops = counters.apply(LISTEN_DROPS);
    timeWaits = counters.apply(TIME_WAITS);
    deliveredCe = counters.apply(DELIVERED_CE);
    inNoEctPkts = counters.apply(IN_NO_ECT_PKTS);
    inEct1Pkts = counters.apply(IN_ECT1_PKTS);
    inEct0Pkts = counters.apply(IN_ECT0_PKTS);
    inCePkts = counters.apply(IN_CE_PKTS);
    hystartTrainDetect = counters.apply(HYSTART_TRAIN_DETECT);
    hystartTrainCwnd = counters.apply(HYSTART_TRAIN_CWND);
    hystartDelayDetect = counters.apply(HYSTART_DELAY_DETECT);
    hystartDelayCwnd = counters.apply(HYSTART_DELAY_CWND);
  }

  /** The declaration of TcpCurrEstab, which is a gauge. */
  static Metric currEstab() {
    return CURR_ESTAB;
  }

  /** Packets came in, counted by their ECN bits. */
  void countEcn(final int dsfield, final int packets) {
    final Counter counter =
        switch (dsfield & TcpHeader.ECN_MASK) {
          case TcpHeader.NOT_ECT -> inNoEctPkts;
          case TcpHeader.ECT_1 -> inEct1Pkts;
          case TcpHeader.ECT_0 -> inEct0Pkts;
          default -> inCePkts;
        };
    counter.add(packets);
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
}
