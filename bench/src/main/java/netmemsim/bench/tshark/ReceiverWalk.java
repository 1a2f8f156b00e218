package netmemsim.bench.tshark;

import java.util.List;
import java.util.TreeMap;

/** What a capture at the host that receives the data says, counted without tshark's labels. */
final class ReceiverWalk {
  /** Data frames that came above a gap. */
  int aboveGap;

  /** Data frames that brought nothing new. */
  int nothingNew;

  /** Data frames with a timestamp older than the last one in order (PAWS; RFC 7323, 5.3). */
  int refused;

  /** Of the frames above a gap, those that left a gap before them that was not there. */
  int newGaps;

  /** ACKs that acknowledge what the one before did. */
  int repeatedAcks;

  /** Repeated ACKs with another window. */
  int otherWindow;

  /** Repeated ACKs with the same window that is 0, or that answer a probe. */
  int ofProbes;

  /** ACKs that answer such a frame and acknowledge new data as well. */
  int advancing;

  /** Frames that had to share an ACK with one before. */
  int withheld;

  /** Repeated ACKs that answer no such frame that was not answered already. */
  int unasked;

  /** Times that it opened again. */
  int opened;

  /** Frames whose label is not what the rule says. */
  int mislabelled;

  private final TreeMap<Long, Long> queued = new TreeMap<>();
  private long next;
  private long newest;
  private long recentTimestamp;
  private long lastAck = -1;
  private int lastWindow = -1;
  private int waiting;

  /**
   * Walks over a capture.
   *
   * @param frames the frames
   */
  ReceiverWalk(final List<SeenFrame> frames) {
    for (final SeenFrame frame : frames) {
      if (!frame.isData()) {
        ack(frame);
      } else if (frame.takesSequence()) {
        data(frame);
      }
    }
  }

  private void data(final SeenFrame frame) {
    final boolean gap = frame.sequence() > newest && newest > 0;
    newGaps += gap ? 1 : 0;
    mislabelled += gap == frame.has("lost_segment") ? 0 : 1;
    newest = Math.max(newest, frame.end());
    if (isRefused(frame)) {
      refused++;
      waiting++;
    } else if (frame.end() <= next || isQueued(frame)) {
      nothingNew++;
      waiting++;
    } else if (frame.sequence() > next) {
      aboveGap++;
      waiting++;
      queued.merge(frame.sequence(), frame.end(), Math::max);
    } else {
      next = frame.end();
      while (!queued.isEmpty() && queued.firstKey() <= next) {
        next = Math.max(next, queued.pollFirstEntry().getValue());
      }
    }
  }

  /** Linux lets a timestamp be older by 1 (TCP_PAWS_WINDOW, include/net/tcp.h). */
  private boolean isRefused(final SeenFrame frame) {
    if (frame.timestampValue() < recentTimestamp - 1) {
      return frame.timestampValue() >= 0;
    }
    if (frame.sequence() <= lastAck || lastAck < 0) {
      recentTimestamp = Math.max(recentTimestamp, frame.timestampValue());
    }
    return false;
  }

  private boolean isQueued(final SeenFrame frame) {
    final Long end = queued.get(frame.sequence());
    return end != null && end >= frame.end();
  }

  private void ack(final SeenFrame frame) {
    if (frame.isPureAck()) {
      final boolean repeats = frame.acknowledgement() == lastAck;
      if (repeats) {
        repeated(frame);
      }
      if (waiting > 0) {
        withheld += waiting - 1;
        waiting = 0;
        advancing += repeats ? 0 : 1;
      } else {
        unasked += repeats ? 1 : 0;
      }
      opened += frame.window() != 0 && lastWindow == 0 ? 1 : 0;
    }
    lastAck = frame.acknowledgement();
    lastWindow = frame.window();
  }

  private void repeated(final SeenFrame frame) {
    repeatedAcks++;
    if (frame.window() == 0 || frame.has("keep_alive_ack") || frame.has("zero_window_probe_ack")) {
      ofProbes++;
    } else if (frame.window() == lastWindow) {
      mislabelled += frame.has("duplicate_ack") ? 0 : 1;
    } else {
      otherWindow++;
      mislabelled += frame.has("window_update") && !frame.has("duplicate_ack") ? 0 : 1;
    }
  }

  /** Frames that TCP answers at once and that were not answered yet. */
  int unanswered() {
    return waiting;
  }
}
