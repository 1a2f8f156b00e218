package netmemsim.bench.tshark;

import java.util.List;

/** The measures of a capture at the host that sends the data. */
final class SenderFindings {
  private SenderFindings() {}

  static List<Finding> of(final CheckedRun run, final List<SeenFrame> frames) {
    final LabelRules rules = new LabelRules(frames);
    final long again = frames.stream().filter(f -> f.isData() && f.isSentAgain()).count();
    final long fast = count(frames, true, "fast_retransmission");
    final Finding retransmitted =
        Finding.equal("sent again", "TcpRetransSegs", run.sent("TcpRetransSegs"), again);
    final long ofScoreboard = run.sent("TCPFastRetrans") - fast;
    // All others are of Loss, the head at a timeout, and probes, unless these send new data.
    final long most = again - run.sent("TCPSlowStartRetrans") - run.sent("TCPTimeouts");
    final boolean addsUp =
        run.sent("TCPFastRetrans") <= most
            && run.sent("TCPFastRetrans") >= most - run.sent("TCPLossProbes");
    return List.of(
        retransmitted.because(
            rules.mislabelled == 0 && retransmitted.agrees(),
            rules.mislabelled == 0
                ? rules.names()
                : rules.mislabelled + " labels follow no rule; " + rules.names()),
        Finding.equal("fast retransmissions", "TCPFastRetrans", run.sent("TCPFastRetrans"), fast)
            .because(
                rules.mislabelled == 0 && rules.fast == fast && ofScoreboard > 0 && addsUp,
                ofScoreboard == 0
                    ? ""
                    : ofScoreboard
                        + " were not what 2 duplicate ACKs asked for less than 20 ms ago, which is"
                        + " all that tshark calls fast"),
        Finding.equal(
            "window probes",
            "TCPWinProbe",
            run.sent("TCPWinProbe"),
            count(frames, true, "keep_alive") + count(frames, true, "zero_window_probe")),
        Finding.equal("segments it misses", "(none is missing)", 0, missing(frames)));
  }

  private static long missing(final List<SeenFrame> frames) {
    return frames.stream()
        .filter(frame -> frame.has("lost_segment") || frame.has("ack_lost_segment"))
        .count();
  }

  static long count(final List<SeenFrame> frames, final boolean data, final String label) {
    return frames.stream().filter(frame -> frame.isData() == data && frame.has(label)).count();
  }
}
