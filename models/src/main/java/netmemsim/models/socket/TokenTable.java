package netmemsim.models.socket;

import java.util.Arrays;
import netmemsim.models.netmem.Netmem;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a socket ({@code sk->sk_user_frags}, an xarray with XA_FLAGS_ALLOC1): each names
 * one reference to a net_iov. The first is 1; a new one is always the lowest that is free.
 */
public final class TokenTable {
  private static final int FIRST = 1;

  private @Nullable Netmem[] byToken = new Netmem[64];

  /** Bit i of word w is set when token 64 w + i is free. */
  private long[] free = {~1L};

  /** No word below this one has a free token. */
  private int firstWordWithFree;

  private int held;

  /**
   * Issues a token for a reference that the caller has taken.
   *
   * @param memory the memory
   * @return the token
   */
  int issue(final Netmem memory) {
    int word = firstWordWithFree;
    while (word < free.length && free[word] == 0) {
      word++;
    }
    if (word == free.length) {
      grow();
    }
    firstWordWithFree = word;
    final int token = (word << 6) + Long.numberOfTrailingZeros(free[word]);
    free[word] &= free[word] - 1;
    byToken[token] = memory;
    held++;
    return token;
  }

  /**
   * Takes a token back.
   *
   * @param token any number
   * @return the memory that it names, whose reference the caller now owns; null when it names none
   */
  @Nullable Netmem erase(final long token) {
    if (token < FIRST || token >= byToken.length) {
      return null;
    }
    final int index = (int) token;
    final Netmem memory = byToken[index];
    if (memory != null) {
      byToken[index] = null;
      final int word = index >> 6;
      free[word] |= 1L << index;
      firstWordWithFree = Math.min(firstWordWithFree, word);
      held--;
    }
    return memory;
  }

  /** Drops every reference, as the destruction of the socket does. Returns how many. */
  int releaseAll() {
    final int released = held;
    for (int token = FIRST; token < byToken.length && held > 0; token++) {
      final Netmem memory = erase(token);
      if (memory != null) {
        memory.put();
      }
    }
    return released;
  }

  /** Tokens that were issued and not taken back. */
  public int held() {
    return held;
  }

  /** One past the highest token that was ever issued, rounded up. */
  int limit() {
    return byToken.length;
  }

  private void grow() {
    final int words = free.length;
    free = Arrays.copyOf(free, words * 2);
    Arrays.fill(free, words, words * 2, ~0L);
    byToken = Arrays.copyOf(byToken, words * 2 * 64);
  }
}
