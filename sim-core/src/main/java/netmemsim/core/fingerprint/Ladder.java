package netmemsim.core.fingerprint;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished fingerprint.
 *
 * @param steps its rungs, the least easily moved first: wire, host, event, draws
 * @param paths the names of the sources, by index
 */
public record Ladder(List<Step> steps, List<String> paths) {
  /**
   * One rung.
   *
   * @param name wire, host, event or draws
   * @param hash hash of all records
   * @param records number of records
   * @param checkpoints states along the way, the last one at the end
   */
  public record Step(String name, long hash, long records, List<Checkpoint> checkpoints) {}

  /** The rungs in one word, for people to compare: {@code 1f2e3d4c-...}. */
  public String text() {
    final StringBuilder text = new StringBuilder();
    for (final Step step : steps) {
      if (text.length() > 0) {
        text.append('-');
      }
      text.append(HexFormat.of().toHexDigits(step.hash));
    }
    return text.toString();
  }

  /**
   * Finds the first difference from another run's ladder.
   *
   * @param other the other
   * @return one line that names rung, checkpoint and source, or null when the two agree
   */
  public @Nullable String firstDifference(final Ladder other) {
    final Difference difference = difference(other);
    return difference == null ? null : difference.toString();
  }

  /**
   * Finds the first difference from another run's ladder.
   *
   * @param other the other
   * @return the difference, or null when the two agree
   */
  public @Nullable Difference difference(final Ladder other) {
    for (int i = 0; i < steps.size(); i++) {
      final Step mine = steps.get(i);
      final Step theirs = other.steps.get(i);
      if (mine.hash != theirs.hash || mine.records != theirs.records) {
        return difference(mine, theirs, other.paths);
      }
    }
    return null;
  }

  private Difference difference(final Step mine, final Step theirs, final List<String> theirPaths) {
    final Window myWindow = new Window(mine);
    final Window theirWindow = new Window(theirs);
    long agreedRecords = 0;
    long agreedPs = 0;
    int number = 0;
    while (true) {
      number++;
      final boolean common = myWindow.moveToCommon(theirWindow);
      final Checkpoint end = myWindow.end();
      final Checkpoint theirEnd = theirWindow.end();
      if (!common || end.hash() != theirEnd.hash()) {
        // Where one run is the beginning of the other, the record after it is the first to differ.
        final long toRecord = common ? end.records() : Math.min(end.records(), theirEnd.records());
        final List<String> names = paths.size() < theirPaths.size() ? theirPaths : paths;
        return new Difference(
            mine.name,
            number,
            agreedRecords,
            Math.max(toRecord, agreedRecords + 1),
            agreedPs,
            firstSource(myWindow, theirWindow, names),
            firstSource(theirWindow, myWindow, names),
            paths.equals(theirPaths));
      }
      agreedRecords = end.records();
      agreedPs = end.timePs();
      myWindow.startAfterEnd();
      theirWindow.startAfterEnd();
    }
  }

  /** Of the sources whose own hashes differ, the one that acted first in the first window. */
  private static String firstSource(
      final Window window, final Window other, final List<String> paths) {
    int first = -1;
    long firstOrdinal = Long.MAX_VALUE;
    for (int slot = 0; slot <= paths.size(); slot++) {
      if (window.end().sourceHash(slot) != other.end().sourceHash(slot)
          && window.firstOrdinal(slot) < firstOrdinal) {
        first = slot;
        firstOrdinal = window.firstOrdinal(slot);
      }
    }
    if (first < 0) {
      return "nobody";
    }
    return first == 0 ? "-" : paths.get(first - 1);
  }
}
