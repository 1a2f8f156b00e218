package netmemsim.models.packet;

/**
 * The checksum of IPv4 and TCP headers: the ones' complement of a ones' complement sum (RFC 1071).
 */
final class InternetChecksum {
  private InternetChecksum() {}

  /**
   * Adds up bytes as 16-bit words; an odd last byte counts as the high half of a word.
   *
   * @param bytes holds them
   * @param from index of the first, which begins a word
   * @param to index after the last
   * @return the sum, not folded
   */
  static long sum(final byte[] bytes, final int from, final int to) {
    long sum = 0;
    int at = from;
    for (; at + 1 < to; at += 2) {
      sum += ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
    if (at < to) {
      sum += (bytes[at] & 0xFF) << 8;
    }
    return sum;
  }

  /** The checksum field for a sum of everything else. */
  static int of(final long sum) {
    long folded = sum;
    while (folded >>> Short.SIZE != 0) {
      folded = (folded & 0xFFFF) + (folded >>> Short.SIZE);
    }
    return (int) ~folded & 0xFFFF;
  }
}
