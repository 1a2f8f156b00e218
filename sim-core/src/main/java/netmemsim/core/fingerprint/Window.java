package netmemsim.core.fingerprint;

import java.util.List;

/** The records between two checkpoints of a rung, not always neighbours. */
final class Window {
  private final List<Checkpoint> checkpoints;
  private int first;
  private int last;

  Window(final Ladder.Step step) {
    checkpoints = step.checkpoints();
  }

  /** The checkpoint at its end. */
  Checkpoint end() {
    return checkpoints.get(last);
  }

  /**
   * Lets both windows end at the next number of records at which both runs have a checkpoint; or,
   * when there is none, at the ends of the runs.
   *
   * @return whether there is such a number
   */
  boolean moveToCommon(final Window other) {
    while (end().records() != other.end().records()) {
      final Window behind = end().records() < other.end().records() ? this : other;
      if (!behind.hasNext()) {
        last = checkpoints.size() - 1;
        other.last = other.checkpoints.size() - 1;
        return false;
      }
      behind.last++;
    }
    return true;
  }

  private boolean hasNext() {
    return last + 1 < checkpoints.size();
  }

  /** Goes on to the window after this one, which is empty when this one ends with the run. */
  void startAfterEnd() {
    first = last + 1;
    last = Math.min(first, checkpoints.size() - 1);
  }

  /** The ordinal of a source's first record in the window, or {@link Long#MAX_VALUE}. */
  long firstOrdinal(final int slot) {
    for (int i = first; i <= last; i++) {
      final long ordinal = checkpoints.get(i).firstOrdinal(slot);
      if (ordinal >= 0) {
        return ordinal;
      }
    }
    return Long.MAX_VALUE;
  }
}
