package netmemsim.models.socket;

import java.util.Arrays;
import netmemsim.models.host.Cost;
import netmemsim.models.netmem.NetIov;
import netmemsim.models.netmem.Netmem;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a socket ({@code sk->sk_user_frags}, an xarray with XA_FLAGS_ALLOC1): each names
 * one reference to a net_iov. The first is 1; a new one is always the lowest that is free.
 */
public final class TokenTable extends TokenStore {
  private static final int FIRST = 1;
  private static final long TOKENS = 1L << 32;

  private @Nullable Netmem[] byToken = new Netmem[64];

  /** Bit i of word w is set when token 64 w + i is free. */
  private long[] free = {~1L};

  /** No word below this one has a free token. */
  private int firstWordWithFree;

  private int held;

  @Override
  int next(final NetIov memory) {
    int word = firstWordWithFree;
    while (word < free.length && free[word] == 0) {
      word++;
    }
    if (word == free.length) {
      grow();
    }
    firstWordWithFree = word;
    return (word << 6) + Long.numberOfTrailingZeros(free[word]);
  }

  @Override
  int issue(final NetIov memory) {
    memory.get();
    final int token = next(memory);
    free[token >> 6] &= ~(1L << token);
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
  private @Nullable Netmem erase(final long token) {
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

  @Override
  long dontneed(
      final int[] starts, final int[] counts, final int elements, final long mostAttempts) {
    lastAttempts = 0;
    long count = 0;
    for (int i = 0; i < elements && lastAttempts < mostAttempts; i++) {
      final long start = Integer.toUnsignedLong(starts[i]);
      final long tries = Math.min(Integer.toUnsignedLong(counts[i]), mostAttempts - lastAttempts);
      lastAttempts += tries;
      // Beyond the table every try is a miss; a 32-bit token wraps around.
      count += erase(start, Math.min(tries, byToken.length - start));
      count += erase(0, Math.min(start + tries - TOKENS, byToken.length));
    }
    lastHits = count;
    return count;
  }

  private long erase(final long start, final long tries) {
    long count = 0;
    for (long j = 0; j < tries; j++) {
      final Netmem memory = erase(start + j);
      if (memory != null) {
        memory.put();
        count++;
      }
    }
    return count;
  }

  @Override
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

  @Override
  public int held() {
    return held;
  }

  @Override
  public Cost issueCost() {
    return Cost.RECVMSG_TOKEN;
  }

  @Override
  public Cost returnCost() {
    return Cost.DONTNEED_TOKEN;
  }

  private void grow() {
    final int words = free.length;
    free = Arrays.copyOf(free, words * 2);
    Arrays.fill(free, words, words * 2, ~0L);
    byToken = Arrays.copyOf(byToken, words * 2 * 64);
  }
}
