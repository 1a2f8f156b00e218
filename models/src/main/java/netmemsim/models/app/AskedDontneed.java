package netmemsim.models.app;

import java.util.function.Consumer;
import netmemsim.models.host.Cost;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.socket.Socket;

/** One setsockopt(SO_DEVMEM_DONTNEED). */
public final class AskedDontneed extends AskedCall {
  private final int optlen;
  private final int[] starts;
  private final int[] counts;

  /**
   * A call.
   *
   * @param optlen length of the option, bytes
   * @param starts {@code token_start} of each element
   * @param counts {@code token_count} of each element
   * @param done told what it answered
   */
  public AskedDontneed(
      final int optlen, final int[] starts, final int[] counts, final Consumer<Result> done) {
    super(done);
    this.optlen = optlen;
    this.starts = starts.clone();
    this.counts = counts.clone();
  }

  @Override
  long step(final Host host, final Socket socket, final DevmemReader reader, final long nowPs) {
    final long freed = socket.devmemDontneed(optlen, starts, counts, starts.length);
    answer(freed < 0 ? Result.error(Errno.of((int) -freed)) : Result.value(freed));
    // Hits are put in batches of 16, between which softirqs get in; misses keep the lock, and
    // softirqs off, for as long as they last.
    final long missedPs = socket.lastMisses() * reader.core().costs().ps(Cost.DONTNEED_MISS);
    if (missedPs > 0) {
      host.chargeMasked(missedPs);
    }
    return reader.core().costs().ps(Cost.SYSCALL)
        + (socket.lastAttempts() - socket.lastMisses())
            * reader.core().costs().ps(socket.tokens().returnCost());
  }
}
