package netmemsim.core.fingerprint;

/** The state of a rung after a number of records. */
public final class Checkpoint {
  private final long records;
  private final long timePs;
  private final long hash;
  private final long[] sourceHashes;
  private final long[] firstOrdinals;

  /**
   * Keeps a state; the arrays are not copied.
   *
   * @param records records so far
   * @param timePs time of the last of them, in picoseconds
   * @param hash hash of all of them
   * @param sourceHashes hash of each source's own records, by source index plus 1; first are the
   *     records of nobody
   * @param firstOrdinals for each source, likewise, the ordinal of its first record since the
   *     checkpoint before, or -1
   */
  public Checkpoint(
      final long records,
      final long timePs,
      final long hash,
      final long[] sourceHashes,
      final long[] firstOrdinals) {
    this.records = records;
    this.timePs = timePs;
    this.hash = hash;
    this.sourceHashes = sourceHashes;
    this.firstOrdinals = firstOrdinals;
  }

  /** Records so far. */
  public long records() {
    return records;
  }

  /** Time of the last of them, in picoseconds. */
  public long timePs() {
    return timePs;
  }

  /** Hash of all of them. */
  public long hash() {
    return hash;
  }

  /** A copy of the hashes of each source's records, as the constructor has them. */
  public long[] sourceHashes() {
    return sourceHashes.clone();
  }

  /** A copy of the ordinals of each source's first record, as the constructor has them. */
  public long[] firstOrdinals() {
    return firstOrdinals.clone();
  }

  /** This checkpoint without the one before: a window that is merged has the earlier ordinals. */
  Checkpoint mergedWith(final Checkpoint before) {
    // A copy: this checkpoint may be in a ladder that was taken earlier.
    final long[] merged = firstOrdinals.clone();
    before.mergeOrdinalsInto(merged);
    return new Checkpoint(records, timePs, hash, sourceHashes, merged);
  }

  void mergeOrdinalsInto(final long[] later) {
    for (int slot = 0; slot < Math.min(firstOrdinals.length, later.length); slot++) {
      if (firstOrdinals[slot] >= 0) {
        later[slot] = firstOrdinals[slot];
      }
    }
  }

  /** The hash of a source's records, 0 when it had none. */
  long sourceHash(final int slot) {
    return slot < sourceHashes.length ? sourceHashes[slot] : 0;
  }

  /** The ordinal of a source's first record since the checkpoint before, or -1. */
  long firstOrdinal(final int slot) {
    return slot < firstOrdinals.length ? firstOrdinals[slot] : -1;
  }
}
