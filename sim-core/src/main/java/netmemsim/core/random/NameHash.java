package netmemsim.core.random;

/** A 64-bit hash of a name that is the same on every machine and JDK (FNV-1a over UTF-16 units). */
public final class NameHash {
  private NameHash() {}

  /**
   * Hashes a name.
   *
   * @param name the name
   * @return its hash
   */
  public static long of(final String name) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }
}
