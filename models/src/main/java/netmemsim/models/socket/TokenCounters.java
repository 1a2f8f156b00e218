package netmemsim.models.socket;

import netmemsim.models.host.Cost;
import netmemsim.models.kernel.Errno;
import netmemsim.models.netmem.DmabufBinding;
import netmemsim.models.netmem.NetIov;
import org.jspecify.annotations.Nullable;

/**
 * Tokens without a table (B. Eshleman, "net: devmem: improve cpu cost of RX token management", v6,
 * 4 Nov 2025, autorelease off): a token is the fragment's page in the dma-buf, and the binding
 * counts how often each is held. The socket belongs to the first binding that it received from.
 */
public final class TokenCounters extends TokenStore {
  private @Nullable DmabufBinding binding;

  /** {@code outstanding_urefs}. */
  private int outstanding;

  @Override
  Errno admit(final NetIov memory) {
    final DmabufBinding mine = binding;
    if (mine == null) {
      binding = memory.binding();
    } else if (memory.binding() != mine) {
      return Errno.EFAULT;
    }
    return Errno.OK;
  }

  @Override
  int next(final NetIov memory) {
    return DmabufBinding.pageOf(memory);
  }

  @Override
  int issue(final NetIov memory) {
    memory.binding().getUser(memory);
    outstanding++;
    return next(memory);
  }

  @Override
  long dontneed(
      final int[] starts, final int[] counts, final int elements, final long mostAttempts) {
    lastAttempts = 0;
    lastHits = 0;
    final DmabufBinding mine = binding;
    if (mine == null) {
      return -Errno.EINVAL.number();
    }
    for (int i = 0; i < elements; i++) {
      final long start = Integer.toUnsignedLong(starts[i]);
      final long inRange = Math.min(Integer.toUnsignedLong(counts[i]), mine.pages() - start);
      for (long j = 0; j < inRange && lastAttempts < mostAttempts; j++) {
        lastAttempts++;
        mine.putUser((int) (start + j));
      }
    }
    lastHits = lastAttempts;
    outstanding -= (int) lastAttempts;
    return lastAttempts;
  }

  /** The binding drops what is left when it is unbound. */
  @Override
  int releaseAll() {
    return 0;
  }

  @Override
  public int held() {
    return outstanding;
  }

  @Override
  @Nullable DmabufBinding counting() {
    return binding;
  }

  @Override
  public Cost issueCost() {
    return Cost.RECVMSG_UREF;
  }

  @Override
  public Cost returnCost() {
    return Cost.DONTNEED_UREF;
  }
}
