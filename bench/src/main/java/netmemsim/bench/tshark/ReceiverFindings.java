package netmemsim.bench.tshark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The measures of a capture at the host that receives the data. */
final class ReceiverFindings {
  private ReceiverFindings() {}

  static List<Finding> of(
      final CheckedRun run, final List<SeenFrame> sender, final List<SeenFrame> receiver) {
    final ReceiverWalk walk = new ReceiverWalk(receiver);
    return List.of(
        lateArrivals(run, sender, receiver),
        duplicateAcks(run, walk, receiver),
        aboveGaps(run, walk, receiver),
        arrivedTwice(run, walk, receiver),
        Finding.equal(
            "window closed",
            "TCPToZeroWindowAdv",
            run.received("TCPToZeroWindowAdv"),
            closings(receiver)),
        Finding.equal(
            "window opened",
            "TCPFromZeroWindowAdv",
            run.received("TCPFromZeroWindowAdv"),
            walk.opened),
        Finding.equal(
            "lost between the captures",
            "list_drops+queue_drops",
            run.lostOnLinks(),
            absent(sender, receiver, true) + absent(receiver, sender, false)),
        Finding.equal(
            "came from nowhere",
            "(none does)",
            0,
            absent(receiver, sender, true) + absent(sender, receiver, false)));
  }

  /** Frames of one way that are in a capture and, by their identification, not in the other. */
  private static long absent(
      final List<SeenFrame> from, final List<SeenFrame> other, final boolean data) {
    final Set<Integer> known = new HashSet<>();
    other.stream().filter(frame -> frame.isData() == data).forEach(f -> known.add(f.ipId()));
    return from.stream()
        .filter(frame -> frame.isData() == data && !known.contains(frame.ipId()))
        .count();
  }

  /** The first of each row of ACKs that tshark says have a window of 0. */
  private static long closings(final List<SeenFrame> receiver) {
    long closings = 0;
    boolean zero = false;
    for (final SeenFrame frame : receiver) {
      if (!frame.isData()) {
        closings += frame.has("zero_window") && !zero ? 1 : 0;
        zero = frame.has("zero_window");
      }
    }
    return closings;
  }

  /** Identifications of data frames that left the sender and did not get to the receiver. */
  private static Set<Integer> lost(final List<SeenFrame> sender, final List<SeenFrame> receiver) {
    final Set<Integer> missing = new HashSet<>();
    sender.stream().filter(SeenFrame::isData).forEach(frame -> missing.add(frame.ipId()));
    receiver.stream().filter(SeenFrame::isData).forEach(frame -> missing.remove(frame.ipId()));
    return missing;
  }

  private static Finding lateArrivals(
      final CheckedRun run, final List<SeenFrame> sender, final List<SeenFrame> receiver) {
    final Set<Integer> lost = lost(sender, receiver);
    final Map<Integer, Boolean> sentAgain = new HashMap<>();
    sender.stream()
        .filter(SeenFrame::isData)
        .forEach(frame -> sentAgain.put(frame.ipId(), frame.isSentAgain()));
    long lostAgain = 0;
    for (final Map.Entry<Integer, Boolean> sent : sentAgain.entrySet()) {
      lostAgain += sent.getValue() && lost.contains(sent.getKey()) ? 1 : 0;
    }
    final LabelRules rules = new LabelRules(receiver);
    long late = 0;
    long newest = 0;
    long overtaken = 0;
    long end = 0;
    for (final SeenFrame frame : receiver) {
      if (frame.isData()) {
        final boolean again = Boolean.TRUE.equals(sentAgain.get(frame.ipId()));
        late += frame.isSentAgain() ? 1 : 0;
        newest += again && frame.sequence() >= end && !frame.isSentAgain() ? 1 : 0;
        overtaken += !again && frame.sequence() < end && frame.isSentAgain() ? 1 : 0;
        end = Math.max(end, frame.end());
      }
    }
    final long ours = run.sent("TcpRetransSegs");
    return Finding.equal("arrived late", "TcpRetransSegs", ours, late)
        .because(
            rules.mislabelled == 0 && late == ours - lostAgain - newest + overtaken,
            text(-lostAgain, "lost again")
                + text(-newest, "the newest when they came, so new to tshark here")
                + text(overtaken, "overtaken on the way, sent once")
                + rules.names());
  }

  private static Finding duplicateAcks(
      final CheckedRun run, final ReceiverWalk walk, final List<SeenFrame> receiver) {
    final long ours =
        run.received("TCPOFOQueue")
            + run.received("TCPDSACKOldSent")
            + run.received("TCPDSACKOfoSent")
            + run.received("PAWSEstab");
    final long theirs = SenderFindings.count(receiver, false, "duplicate_ack");
    final long compressed = run.received("TCPAckCompressed");
    // The ACK of what fills a gap also takes along what is withheld.
    final boolean sharing =
        walk.withheld <= compressed && compressed <= walk.withheld + walk.advancing;
    final long account =
        ours - walk.withheld - walk.advancing - walk.otherWindow + walk.unasked - walk.ofProbes;
    return Finding.equal(
            "duplicate ACKs", "TCPOFOQueue+TCPDSACK(Old,Ofo)Sent+PAWSEstab", ours, theirs)
        .because(
            sharing && walk.mislabelled == 0 && walk.unanswered() == 0 && theirs == account,
            text(-walk.otherWindow, "have another window: \"window update\"")
                + text(-walk.withheld, "share an ACK (TCPAckCompressed: " + compressed + ")")
                + text(-walk.advancing, "acknowledge new data too")
                + text(-walk.ofProbes, "in a closed window or to a probe")
                + text(walk.unasked, "for window updates and probes")
                + (walk.mislabelled == 0 ? "" : walk.mislabelled + " labels follow no rule"));
  }

  private static Finding aboveGaps(
      final CheckedRun run, final ReceiverWalk walk, final List<SeenFrame> receiver) {
    final long ours = run.received("TCPOFOQueue");
    final long theirs = SenderFindings.count(receiver, true, "lost_segment");
    return Finding.equal("queued out of order", "TCPOFOQueue", ours, theirs)
        .because(
            walk.aboveGap == ours && walk.newGaps == theirs,
            "tshark says \"previous segment not captured\" at each new gap; frames above a gap here: "
                + walk.aboveGap);
  }

  private static Finding arrivedTwice(
      final CheckedRun run, final ReceiverWalk walk, final List<SeenFrame> receiver) {
    final long ours = run.received("TCPDSACKOldSent") + run.received("TCPDSACKOfoSent");
    final long theirs = SenderFindings.count(receiver, true, "spurious_retransmission");
    return Finding.equal("arrived twice", "TCPDSACK(Old,Ofo)Sent", ours, theirs)
        .because(
            walk.nothingNew == ours,
            text(
                walk.nothingNew,
                "frames brought nothing new; tshark calls spurious what its last ACK covers"));
  }

  private static String text(final long count, final String what) {
    return count == 0 ? "" : (count > 0 ? "+" : "") + count + " " + what + "; ";
  }
}
