package netmemsim.models.app;

import java.util.Arrays;

/** Tokens that an application has received and not given back, oldest first. */
final class HeldTokens {
  private int[] tokens = new int[256];
  private long[] receivedPs = new long[256];
  private long head;
  private long tail;

  int size() {
    return (int) (tail - head);
  }

  void add(final int token, final long nowPs) {
    if (tail - head == tokens.length) {
      grow();
    }
    final int slot = (int) tail & (tokens.length - 1);
    tokens[slot] = token;
    receivedPs[slot] = nowPs;
    tail++;
  }

  /** When the oldest was received, picoseconds. */
  long oldestPs() {
    return receivedPs[(int) head & (tokens.length - 1)];
  }

  /** How many were received no later than a time. */
  int countUntil(final long timePs) {
    int count = 0;
    while (head + count < tail
        && receivedPs[(int) (head + count) & (tokens.length - 1)] <= timePs) {
      count++;
    }
    return count;
  }

  int poll() {
    return tokens[(int) head++ & (tokens.length - 1)];
  }

  void clear() {
    head = tail;
  }

  private void grow() {
    final int length = tokens.length * 2;
    final int[] moreTokens = Arrays.copyOf(tokens, length);
    final long[] moreTimes = Arrays.copyOf(receivedPs, length);
    for (long i = head; i < tail; i++) {
      moreTokens[(int) i & (length - 1)] = tokens[(int) i & (tokens.length - 1)];
      moreTimes[(int) i & (length - 1)] = receivedPs[(int) i & (tokens.length - 1)];
    }
    tokens = moreTokens;
    receivedPs = moreTimes;
  }
}
