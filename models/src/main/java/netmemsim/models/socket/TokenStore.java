package netmemsim.models.socket;

import netmemsim.models.host.Cost;
import netmemsim.models.kernel.Errno;
import netmemsim.models.netmem.DmabufBinding;
import netmemsim.models.netmem.NetIov;
import org.jspecify.annotations.Nullable;

/** How a socket keeps account of the device memory that its user holds. */
public abstract sealed class TokenStore permits TokenTable, TokenCounters {
  /** Tokens tried by the last SO_DEVMEM_DONTNEED. */
  long lastAttempts;

  /** Of those, how many named something. */
  long lastHits;

  private int failures;

  /** Lets the next reservations of tokens fail, as xa_alloc does without memory. */
  void failNext(final int times) {
    failures = times;
  }

  /**
   * Whether a fragment can be given to the user.
   *
   * @param memory its memory
   * @return {@link Errno#OK}, ENOMEM, or what the store objects
   */
  Errno admit(final NetIov memory) {
    if (failures > 0) {
      failures--;
      return Errno.ENOMEM;
    }
    return Errno.OK;
  }

  /** The token that {@link #issue} would give. */
  abstract int next(NetIov memory);

  /**
   * Issues a token and takes the reference that it stands for.
   *
   * @param memory the memory
   * @return the token
   */
  abstract int issue(NetIov memory);

  /**
   * Takes tokens back (SO_DEVMEM_DONTNEED).
   *
   * @param starts {@code token_start} of each element
   * @param counts {@code token_count} of each element, 32 bits unsigned
   * @param elements number of elements
   * @param mostAttempts how many tokens are tried at most
   * @return what setsockopt returns
   */
  abstract long dontneed(int[] starts, int[] counts, int elements, long mostAttempts);

  /** The socket is destroyed. Returns how many tokens that released. */
  abstract int releaseAll();

  /** Tokens that were issued and not taken back. */
  public abstract int held();

  /** The binding whose counters the tokens are, or null when each token is a reference. */
  @Nullable DmabufBinding counting() {
    return null;
  }

  /** What issuing a token costs. */
  public abstract Cost issueCost();

  /** What taking one back costs. */
  public abstract Cost returnCost();
}
