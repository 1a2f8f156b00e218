package netmemsim.core.fingerprint;

import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import netmemsim.core.time.Picoseconds;
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
    for (int i = 0; i < steps.size(); i++) {
      final Step mine = steps.get(i);
      final Step theirs = other.steps.get(i);
      if (mine.hash != theirs.hash || mine.records != theirs.records) {
        return describe(mine, theirs, other.paths);
      }
    }
    return null;
  }

  private String describe(final Step mine, final Step theirs, final List<String> theirPaths) {
    long agreedRecords = 0;
    long agreedPs = 0;
    int number = 0;
    for (final Checkpoint checkpoint : mine.checkpoints) {
      final Checkpoint counterpart = at(theirs, checkpoint.records());
      if (counterpart == null) {
        continue;
      }
      number++;
      if (counterpart.hash() != checkpoint.hash()) {
        return mine.name
            + ": checkpoint "
            + number
            + " differs (records "
            + agreedRecords
            + " to "
            + checkpoint.records()
            + ", after "
            + Picoseconds.format(agreedPs)
            + "), first at "
            + firstSource(checkpoint, counterpart, agreedRecords);
      }
      agreedRecords = checkpoint.records();
      agreedPs = checkpoint.timePs();
    }
    final Checkpoint end = mine.checkpoints.get(mine.checkpoints.size() - 1);
    final Checkpoint theirEnd = theirs.checkpoints.get(theirs.checkpoints.size() - 1);
    return mine.name
        + ": differs after the last common checkpoint "
        + number
        + " (record "
        + agreedRecords
        + ", "
        + Picoseconds.format(agreedPs)
        + "; "
        + mine.records
        + " records against "
        + theirs.records
        + "), first at "
        + firstSource(end, theirEnd, agreedRecords)
        + (Objects.equals(paths, theirPaths) ? "" : "; the two runs have different entities");
  }

  private static @Nullable Checkpoint at(final Step step, final long records) {
    for (final Checkpoint checkpoint : step.checkpoints) {
      if (checkpoint.records() == records) {
        return checkpoint;
      }
    }
    return null;
  }

  /** Of the sources whose own hashes differ, the one that acted first after the agreement. */
  private String firstSource(
      final Checkpoint mine, final Checkpoint theirs, final long agreedRecords) {
    int first = -1;
    long firstOrdinal = Long.MAX_VALUE;
    final int count = Math.min(mine.sourceHashes().length, theirs.sourceHashes().length);
    for (int i = 0; i < count; i++) {
      if (mine.sourceHashes()[i] != theirs.sourceHashes()[i]) {
        final long ordinal =
            Math.min(ordinal(mine, i, agreedRecords), ordinal(theirs, i, agreedRecords));
        if (first < 0 || ordinal < firstOrdinal) {
          first = i;
          firstOrdinal = ordinal;
        }
      }
    }
    return first < 0 || first >= paths.size() ? "-" : paths.get(first);
  }

  private static long ordinal(final Checkpoint at, final int index, final long agreedRecords) {
    final long ordinal = at.firstOrdinals()[index];
    return ordinal < agreedRecords ? Long.MAX_VALUE - 1 : ordinal;
  }
}
