package netmemsim.models.netmem;

import java.util.Arrays;

/**
 * The allocator of a binding (struct gen_pool, lib/genalloc.c): one chunk for each scatterlist
 * entry, first fit. A new chunk goes to the head of the chunk list, so that the entry added last is
 * used first; inside a chunk the lowest free granule is taken.
 */
public final class GenPool {
  private final int[] indexByRank;
  private final int[] rankByIndex;
  private final long[] free;
  private final long[] nonEmpty;
  private int available;

  /**
   * Builds a pool of free granules.
   *
   * @param chunkGranules number of granules of each chunk, in the order in which they are added
   */
  public GenPool(final int[] chunkGranules) {
    final int size = Arrays.stream(chunkGranules).sum();
    indexByRank = new int[size];
    rankByIndex = new int[size];
    free = new long[(size + 63) >> 6];
    nonEmpty = new long[(free.length + 63) >> 6];
    int rank = 0;
    int end = size;
    for (int chunk = chunkGranules.length - 1; chunk >= 0; chunk--) {
      final int start = end - chunkGranules[chunk];
      for (int index = start; index < end; index++) {
        indexByRank[rank] = index;
        rankByIndex[index] = rank++;
      }
      end = start;
    }
    for (int index = 0; index < size; index++) {
      free(index);
    }
  }

  /**
   * Takes a granule.
   *
   * @return its index in scatterlist order, or -1 when there is none
   */
  public int allocate() {
    for (int i = 0; i < nonEmpty.length; i++) {
      if (nonEmpty[i] != 0) {
        final int word = (i << 6) + Long.numberOfTrailingZeros(nonEmpty[i]);
        final int rank = (word << 6) + Long.numberOfTrailingZeros(free[word]);
        free[word] &= free[word] - 1;
        if (free[word] == 0) {
          nonEmpty[i] &= ~(1L << word);
        }
        available--;
        return indexByRank[rank];
      }
    }
    return -1;
  }

  /**
   * Gives a granule back.
   *
   * @param index its index
   */
  public void free(final int index) {
    final int rank = rankByIndex[index];
    final int word = rank >> 6;
    final long bit = 1L << rank;
    if ((free[word] & bit) != 0) {
      throw new IllegalStateException("granule " + index + " freed twice");
    }
    free[word] |= bit;
    nonEmpty[word >> 6] |= 1L << word;
    available++;
  }

  /** Free granules. */
  public int available() {
    return available;
  }

  /** All granules. */
  public int size() {
    return indexByRank.length;
  }
}
