package netmemsim.models.nic;

import java.util.List;
import netmemsim.core.metric.Metric;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;

/**
 * The netdevsim driver (drivers/net/netdevsim/netdev.c, v6.15): software queues of NSIM_RING_SIZE
 * skbs, a page pool for each queue that only debugfs {@code pp_hold} takes from, and queue
 * management operations in the variants of debugfs {@code queue_reset}. A queue that is freed
 * purges what waits in it.
 */
final class NetdevsimDriver extends SoftwareDriver {
  /** The mode that keeps the NAPI and takes only a new page pool. */
  private static final int ONLY_NEW_POOL = 1;

  private static final int LAST_MODE = 3;

  @Override
  public String name() {
    return "netdevsim";
  }

  @Override
  public List<Metric> statistics() {
    return List.of();
  }

  @Override
  public void publish(final RxQueue queue) {}

  @Override
  public RxQueueMemory memAlloc(final RxQueue queue) throws KernelException {
    final int mode = queue.device().queueResetMode();
    if (mode > LAST_MODE) {
      throw new KernelException(Errno.EINVAL);
    }
    if (mode == ONLY_NEW_POOL && !queue.device().isUp()) {
      throw new KernelException(Errno.ENETDOWN);
    }
    return super.memAlloc(queue);
  }

  @Override
  public RxQueueMemory stop(final RxQueue queue) throws KernelException {
    return queue.device().queueResetMode() == ONLY_NEW_POOL
        ? queue.stopKeeping()
        : super.stop(queue);
  }
}
