package netmemsim.scenarios.golden;

import java.util.ArrayList;
import java.util.List;

/**
 * Which data segments the forwarder loses: the n-th that reach it, each n-th, or the first copies
 * of the one that holds an offset of the stream. Immutable; {@link Forwarder} counts.
 *
 * @param ordinals data segments, counted from 1
 * @param every each multiple of this is lost; 0 for none
 * @param offsets offsets of the stream, and how many copies are lost
 */
record LossList(List<Long> ordinals, long every, List<AtOffset> offsets) {
  /**
   * Losses of one segment.
   *
   * @param offset the stream offset that it holds
   * @param copies how many copies are lost
   */
  record AtOffset(long offset, int copies) {}

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
    final List<Long> ordinals = new ArrayList<>();
    if (drop.startsWith(EVERY)) {
      every = number(fields.place("drop"), drop.substring(EVERY.length()));
    } else if (!drop.isEmpty() && !drop.equals(NONE)) {
      for (final String word : drop.split(",", -1)) {
        ordinals.add(number(fields.place("drop"), word));
      }
    }
    final List<AtOffset> offsets = new ArrayList<>();
    final String seqdrop = fields.text("seqdrop", NONE);
    if (!seqdrop.isEmpty() && !seqdrop.equals(NONE)) {
      for (final String word : seqdrop.split(",", -1)) {
        offsets.add(atOffset(fields.place("seqdrop"), word));
      }
    }
    return new LossList(List.copyOf(ordinals), every, List.copyOf(offsets));
  }

  private static AtOffset atOffset(final String place, final String word) {
    final int colon = word.indexOf(':');
    return new AtOffset(
        number(place, colon < 0 ? word : word.substring(0, colon)),
        colon < 0 ? 1 : (int) number(place, word.substring(colon + 1)));
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
    return every == 0 && ordinals.size() == 1 && offsets.isEmpty();
  }
}
