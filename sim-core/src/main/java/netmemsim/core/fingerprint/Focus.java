package netmemsim.core.fingerprint;

/**
 * A stretch of one rung on which checkpoints are to be close together, to locate a difference more
 * closely in a second run.
 *
 * @param rung wire, host, event or draws
 * @param fromRecord the number of records before the stretch
 * @param toRecord the number of records at its end
 */
public record Focus(String rung, long fromRecord, long toRecord) {
  /** Checks the stretch. */
  public Focus {
    if (fromRecord < 0 || toRecord <= fromRecord) {
      throw new IllegalArgumentException("from record " + fromRecord + " to " + toRecord);
    }
  }
}
