package netmemsim.scenarios.golden;

import java.util.Arrays;

/**
 * Which data segments the forwarder loses: the n-th that reach it, each n-th, or the first copies
 * of the one that holds an offset of the stream. Immutable; {@link Forwarder} counts.
 *
 * @param ordinals data segments, counted from 1
 * @param every each multiple of this is lost; 0 for none
 * @param offsets offsets of the stream
 * @param copies how many copies of the segment with the offset are lost
 */
record LossList(long[] ordinals, long every, long[] offsets, int[] copies) {
  private static final String NONE = "-";
  private static final String EVERY = "every:";

  /**
   * Reads the parameters {@code drop} and {@code seqdrop}.
   *
   * @param fields the case's parameters
   */
  static LossList of(final Fields fields) {
    final String drop = fields.text("drop", NONE);
    long every = 0;
    long[] ordinals = {};
    if (drop.startsWith(EVERY)) {
      every = number(fields.place("drop"), drop.substring(EVERY.length()));
    } else if (!drop.isEmpty() && !drop.equals(NONE)) {
      ordinals =
          Arrays.stream(drop.split(",", -1))
              .mapToLong(word -> number(fields.place("drop"), word))
              .toArray();
    }
    final String seqdrop = fields.text("seqdrop", NONE);
    final String place = fields.place("seqdrop");
    final String[] words =
        seqdrop.isEmpty() || seqdrop.equals(NONE) ? new String[0] : seqdrop.split(",", -1);
    final long[] offsets = new long[words.length];
    final int[] copies = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      final int colon = words[i].indexOf(':');
      offsets[i] = number(place, colon < 0 ? words[i] : words[i].substring(0, colon));
      copies[i] = colon < 0 ? 1 : (int) number(place, words[i].substring(colon + 1));
    }
    return new LossList(ordinals, every, offsets, copies);
  }

  private static long number(final String place, final String word) {
    try {
      final long found = Long.parseLong(word.strip());
      if (found >= 0) {
        return found;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new GoldenException(place, "expected a number of at least 0, found '" + word + "'");
  }

  /** Whether exactly one segment is lost, once. */
  boolean isSingle() {
    return every == 0 && ordinals.length == 1 && offsets.length == 0;
  }

  /** Whether nothing is lost. */
  boolean isEmpty() {
    return every == 0 && ordinals.length == 0 && offsets.length == 0;
  }
}
