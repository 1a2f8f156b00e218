package netmemsim.scenarios.golden;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a case is, by the keys of {@code params}; absent ones have the defaults of docs/golden.md.
 *
 * @param congestionControl TCP_CONGESTION of both ends
 * @param bytes what A writes
 * @param rateBitsPerSecond of the bottleneck, on IP length; 0 for none
 * @param rttUs twice the one-way delay, microseconds
 * @param queuePackets what the bottleneck holds, the packet in service counted
 * @param losses what is lost before the queue
 * @param gso whether super-segments leave TCP
 * @param sysctls settings of both hosts, in order
 * @param sender A
 * @param receiver B
 */
record CaseParams(
    String congestionControl,
    long bytes,
    long rateBitsPerSecond,
    long rttUs,
    int queuePackets,
    LossList losses,
    boolean gso,
    Map<String, String> sysctls,
    Sender sender,
    Receiver receiver) {
  /** A queue that is never full. */
  static final int DEFAULT_QUEUE = 100_000;

  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*([^=\\s]+)=(?:\"([^\"]*)\"|'([^']*)'|(\\S*))\\s*");

  /**
   * The program that writes.
   *
   * @param chunkBytes bytes of a write call
   * @param gapUs time from call to call; 0 for none
   * @param replyBytes read after each write; 0 for none
   * @param noDelay TCP_NODELAY
   * @param maxSegment TCP_MAXSEG, or 0
   * @param sendBuffer SO_SNDBUF, or 0
   * @param receiveBuffer SO_RCVBUF, or 0
   */
  record Sender(
      long chunkBytes,
      long gapUs,
      long replyBytes,
      boolean noDelay,
      int maxSegment,
      int sendBuffer,
      int receiveBuffer) {}

  /**
   * The program that reads.
   *
   * @param chunkBytes the most bytes of a read call
   * @param gapUs least time from call to call; 0 for none
   * @param stallAt bytes after which it stops reading for a while; -1 for never
   * @param stallUs for how long
   * @param closeAt bytes after which it closes; -1 for at the end
   * @param closeWaitUs how long after
   * @param quickAck TCP_QUICKACK before each read
   * @param replyBytes written after each read; 0 for none
   * @param replyDelayUs how long after
   * @param noDelay TCP_NODELAY
   * @param maxSegment TCP_MAXSEG, or 0
   * @param sendBuffer SO_SNDBUF, or 0
   * @param receiveBuffer SO_RCVBUF, or 0
   */
  record Receiver(
      long chunkBytes,
      long gapUs,
      long stallAt,
      long stallUs,
      long closeAt,
      long closeWaitUs,
      boolean quickAck,
      long replyBytes,
      long replyDelayUs,
      boolean noDelay,
      int maxSegment,
      int sendBuffer,
      int receiveBuffer) {}

  /**
   * Reads them.
   *
   * @param where file and path, for messages
   * @param node the object {@code params}
   * @throws GoldenException when a key is unknown or a value is not what it must be
   */
  static CaseParams of(final String where, final JsonNode node) {
    final Fields fields = new Fields(where, node);
    fields.ignore("name", "pkts", "rcvcsv", "reps", "note");
    final CaseParams params =
        new CaseParams(
            fields.text("cc", "cubic"),
            fields.atLeast("bytes", 5_000_000, 1),
            fields.atLeast("rate", 10_000_000, 0),
            Math.round(fields.decimal("rtt_ms", 50) * 1000),
            (int) Math.min(Integer.MAX_VALUE, fields.atLeast("q", DEFAULT_QUEUE, 1)),
            LossList.of(fields),
            fields.number("gso", 0) != 0,
            assignments(fields.place("sysctl"), fields.text("sysctl", "")),
            sender(fields.object("snd")),
            receiver(fields.object("rcv")));
    fields.finish();
    return params;
  }

  /** A case of which nothing is said. */
  static CaseParams plain() {
    return of("", JsonNodeFactory.instance.objectNode());
  }

  private static Sender sender(final Fields fields) {
    final Sender sender =
        new Sender(
            fields.atLeast("chunk", 65_536, 1),
            fields.atLeast("gap_us", 0, 0),
            fields.atLeast("rr", 0, 0),
            fields.number("nodelay", 0) != 0,
            (int) fields.number("mss", 0),
            (int) fields.number("sndbuf", 0),
            (int) fields.number("rcvbuf", 0));
    fields.finish();
    return sender;
  }

  private static Receiver receiver(final Fields fields) {
    final Receiver receiver =
        new Receiver(
            Math.min(fields.atLeast("rchunk", 262_144, 1), 1 << 20),
            fields.atLeast("rgap_us", 0, 0),
            fields.number("stall_at", -1),
            fields.atLeast("stall_us", 0, 0),
            fields.number("close_at", -1),
            fields.atLeast("close_wait_us", 0, 0),
            fields.number("quickack", 0) != 0,
            fields.atLeast("rr", 0, 0),
            fields.atLeast("rr_delay", 0, 0),
            fields.number("nodelay", 0) != 0,
            (int) fields.number("mss", 0),
            (int) fields.number("sndbuf", 0),
            (int) fields.number("rcvbuf", 0));
    fields.finish();
    return receiver;
  }

  /** Reads settings as sysctl -w takes them: words of the form name=value, a value maybe quoted. */
  private static Map<String, String> assignments(final String where, final String text) {
    final Map<String, String> found = new LinkedHashMap<>();
    final Matcher matcher = ASSIGNMENT.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new GoldenException(
            where, "expected name=value words, found '" + text.substring(end) + "'");
      }
      String value = "";
      for (int group = 2; group <= matcher.groupCount(); group++) {
        value += matcher.group(group) == null ? "" : matcher.group(group);
      }
      found.put(matcher.group(1), value);
      end = matcher.end();
    }
    return found;
  }

  /** Whether the queue of the bottleneck can be full. */
  boolean queueIsLimited() {
    return queuePackets < DEFAULT_QUEUE;
  }
}
