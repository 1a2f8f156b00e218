package netmemsim.models.topology;

import java.util.Arrays;
import netmemsim.models.packet.Packet;

/**
 * Deterministic losses on one direction of a link: the n-th data segments, each n-th, or the first
 * copies of the segment that holds a stream offset. A data segment is one with TCP payload.
 */
public final class DropList {
  /** Drops nothing. */
  public static final DropList NONE = new DropList(new long[0], 0, new long[0], new int[0]);

  private final long[] ordinals;
  private final long every;
  private final long[] offsets;
  private final int[] copies;
  private long dataSegments;
  private int nextOrdinal;

  /**
   * A list.
   *
   * @param ordinals data segments to drop, counted from 1
   * @param every drops each segment whose ordinal is a multiple; 0 for none
   * @param offsets stream offsets
   * @param copies how many copies of the segment with the offset are dropped
   */
  public DropList(
      final long[] ordinals, final long every, final long[] offsets, final int[] copies) {
    this.ordinals = ordinals.clone();
    Arrays.sort(this.ordinals);
    this.every = every;
    this.offsets = offsets.clone();
    this.copies = copies.clone();
  }

  /**
   * Counts a packet and says whether it is lost.
   *
   * @param packet the packet
   * @return whether to drop it
   */
  boolean drops(final Packet packet) {
    if (packet.payloadBytes == 0) {
      return false;
    }
    dataSegments++;
    boolean lost = every > 0 && dataSegments % every == 0;
    while (nextOrdinal < ordinals.length && ordinals[nextOrdinal] <= dataSegments) {
      lost |= ordinals[nextOrdinal++] == dataSegments;
    }
    for (int i = 0; i < offsets.length; i++) {
      final long into = offsets[i] - packet.contentPosition;
      if (copies[i] > 0 && into >= 0 && into < packet.payloadBytes) {
        copies[i]--;
        lost = true;
      }
    }
    return lost;
  }
}
