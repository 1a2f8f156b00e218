package netmemsim.models.tcp;

/** SipHash-2-4 (Aumasson and Bernstein, 2012): what makes a Fast Open cookie of two addresses. */
final class SipHash {
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  private SipHash(final long key0, final long key1) {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  /**
   * Hashes bytes.
   *
   * @param key0 the key's first 8 bytes, little-endian
   * @param key1 the key's last 8 bytes, little-endian
   * @param message the bytes
   * @return the hash, 64 bits
   */
  static long hash(final long key0, final long key1, final byte[] message) {
    final SipHash state = new SipHash(key0, key1);
    final int whole = message.length & ~7;
    for (int i = 0; i < whole; i += 8) {
      state.absorb(word(message, i, 8));
    }
    state.absorb((long) message.length << 56 | word(message, whole, message.length - whole));
    state.v2 ^= 0xff;
    for (int i = 0; i < 4; i++) {
      state.round();
    }
    return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
  }

  private static long word(final byte[] message, final int from, final int bytes) {
    long word = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      word = word << 8 | (message[from + i] & 0xff);
    }
    return word;
  }

  private void absorb(final long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
