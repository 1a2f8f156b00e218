package netmemsim.core.fingerprint;

/**
 * The state of a rung after a number of records.
 *
 * @param records records so far
 * @param timePs time of the last of them, in picoseconds
 * @param hash hash of all of them
 * @param sourceHashes hash of each source's own records, by source index
 * @param firstOrdinals for each source, the ordinal of its first record since the checkpoint
 *     before, or -1
 */
@SuppressWarnings("ArrayRecordComponent") // equality of checkpoints is never asked for
public record Checkpoint(
    long records, long timePs, long hash, long[] sourceHashes, long[] firstOrdinals) {}
