package netmemsim.bench.tshark;

import java.util.Set;

/**
 * A frame as tshark sees it.
 *
 * @param timeNs when it was captured, nanoseconds
 * @param isData whether it goes the way of the data, which is towards port 5201
 * @param sequence its sequence number, relative to the first
 * @param acknowledgement its acknowledgement number, relative to the first
 * @param payloadBytes its payload
 * @param flags SYN, FIN and so on
 * @param window its window field, unscaled
 * @param ipId its IPv4 identification
 * @param timestampValue TSval, or -1 when there is none
 * @param checksumsGood whether both checksums are right
 * @param labels what tshark's analysis says of it, without the prefix {@code tcp.analysis.}
 */
record SeenFrame(
    long timeNs,
    boolean isData,
    long sequence,
    long acknowledgement,
    int payloadBytes,
    int flags,
    int window,
    int ipId,
    long timestampValue,
    boolean checksumsGood,
    Set<String> labels) {
  /** FIN, SYN and RST. */
  static final int FIN_SYN_RST = 7;

  private static final int FIN_SYN = 3;
  private static final int ACK = 0x10;

  /** Keeps the labels. */
  SeenFrame {
    labels = Set.copyOf(labels);
  }

  boolean has(final String label) {
    return labels.contains(label);
  }

  /** The sequence number after it; SYN and FIN take one. */
  long end() {
    return sequence + payloadBytes + ((flags & FIN_SYN) == 0 ? 0 : 1);
  }

  /** Whether it takes up sequence numbers. */
  boolean takesSequence() {
    return end() > sequence;
  }

  /** Whether it is an ACK and nothing else. */
  boolean isPureAck() {
    return payloadBytes == 0 && (flags & FIN_SYN_RST) == 0 && (flags & ACK) != 0;
  }

  /** Whether tshark takes it for a segment sent again or overtaken, by whatever name. */
  boolean isSentAgain() {
    return has("retransmission")
        || has("fast_retransmission")
        || has("spurious_retransmission")
        || has("out_of_order");
  }
}
