package netmemsim.core.fingerprint;

import netmemsim.core.time.Picoseconds;
import org.jspecify.annotations.Nullable;

/**
 * Where two runs first differ, as closely as their checkpoints tell.
 *
 * @param rung wire, host, event or draws
 * @param checkpoint the first checkpoint that differs, counted from 1 among those of both runs
 * @param fromRecord the number of records on which the two agree
 * @param toRecord the number of records at the checkpoint
 * @param afterPs the time in picoseconds of the last record on which they agree
 * @param source of the sources whose records differ there, the one that acted first in this run:
 *     the culprit when the difference is {@link #isExact exact}, else a suspect
 * @param otherSource the same in the other run
 * @param sameEntities whether the two runs have the same entities
 */
public record Difference(
    String rung,
    int checkpoint,
    long fromRecord,
    long toRecord,
    long afterPs,
    String source,
    String otherSource,
    boolean sameEntities) {
  /** Whether the very record is known. */
  public boolean isExact() {
    return toRecord - fromRecord == 1;
  }

  /** Where to look closely in a second run, or null when the difference is exact. */
  public @Nullable Focus focus() {
    return isExact() ? null : new Focus(rung, fromRecord, toRecord);
  }

  /** One line for people. */
  @Override
  public String toString() {
    return rung
        + ": checkpoint "
        + checkpoint
        + " differs ("
        + (isExact() ? "record " + toRecord : "records " + (fromRecord + 1) + " to " + toRecord)
        + ", after "
        + Picoseconds.format(afterPs)
        + "), first at "
        + (source.equals(otherSource) ? source : source + " here and " + otherSource + " there")
        + (sameEntities ? "" : "; the two runs have different entities");
  }
}
