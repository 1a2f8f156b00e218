package netmemsim.bench.tshark;

import java.util.List;

/**
 * Tells by what rule tshark named the segments that came again, from the frames alone (Wireshark
 * User's Guide, 7.5, "TCP Analysis"), and counts those that no rule accounts for.
 */
final class LabelRules {
  private static final long FAST_NS = 20_000_000;
  private static final int ENOUGH_DUPLICATES = 2;

  /** Segments that repeated ACKs asked for: next expected, 2 or more, less than 20 ms ago. */
  int fast;

  /** Segments wholly below the last ACK. */
  int spurious;

  /** Segments that came sooner than the first RTT after the newest one. */
  int outOfOrder;

  /** All others. */
  int plain;

  /** Frames whose label is not what the rule says. */
  int mislabelled;

  private final long firstRttNs;
  private long newestEnd;
  private long newestNs;
  private long lastAck;
  private long lastAckNs;
  private int duplicates;

  /**
   * Walks over a capture.
   *
   * @param frames the frames
   */
  LabelRules(final List<SeenFrame> frames) {
    firstRttNs = firstRtt(frames);
    for (final SeenFrame frame : frames) {
      if (frame.isData()) {
        data(frame);
      } else {
        ack(frame);
      }
    }
  }

  /** From the SYN to the ACK that ends the handshake. */
  private static long firstRtt(final List<SeenFrame> frames) {
    return frames.get(2).timeNs() - frames.get(0).timeNs();
  }

  private void ack(final SeenFrame frame) {
    if (frame.acknowledgement() != lastAck) {
      duplicates = 0;
    }
    if (frame.has("duplicate_ack")) {
      duplicates++;
    }
    lastAck = frame.acknowledgement();
    lastAckNs = frame.timeNs();
  }

  private void data(final SeenFrame frame) {
    final boolean again = frame.takesSequence() && frame.sequence() < newestEnd;
    if (!again) {
      mislabelled += frame.isSentAgain() ? 1 : 0;
    } else if (frame.has("keep_alive")) {
      mislabelled += frame.payloadBytes() > 1 ? 1 : 0;
    } else {
      name(frame);
    }
    if (frame.end() > newestEnd) {
      newestEnd = frame.end();
      newestNs = frame.timeNs();
    }
  }

  private void name(final SeenFrame frame) {
    final boolean old = lastAck > 0 && frame.payloadBytes() > 0 && frame.end() <= lastAck;
    final boolean askedFor =
        duplicates >= ENOUGH_DUPLICATES
            && frame.sequence() == lastAck
            && frame.timeNs() - lastAckNs < FAST_NS;
    final boolean soon = frame.timeNs() - newestNs < firstRttNs && frame.end() != newestEnd;
    if (old) {
      spurious++;
      mislabelled += frame.has("spurious_retransmission") ? 0 : 1;
    } else if (askedFor) {
      fast++;
      mislabelled += frame.has("fast_retransmission") ? 0 : 1;
    } else if (soon) {
      outOfOrder++;
      mislabelled += frame.has("out_of_order") ? 0 : 1;
    } else {
      plain++;
      mislabelled += frame.has("retransmission") ? 0 : 1;
    }
  }

  /** How the segments were named, in words. */
  String names() {
    return part(fast, "fast")
        + part(plain, "plain")
        + part(spurious, "spurious")
        + part(outOfOrder, "\"out of order\": sooner than the first RTT after the newest segment");
  }

  private static String part(final int count, final String name) {
    return count == 0 ? "" : count + " " + name + "; ";
  }
}
