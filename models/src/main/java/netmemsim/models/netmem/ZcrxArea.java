package netmemsim.models.netmem;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Metric;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import org.jspecify.annotations.Nullable;

/**
 * Memory that an io_uring registered for zero-copy receive (struct io_zcrx_area, io_uring/zcrx.c
 * v6.15), as a memory provider: a stack of free net_iovs. Its refill ring and its reader are not
 * modelled; it is here as what other readers meet.
 */
public final class ZcrxArea extends Entity implements MemoryProvider {
  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.gauge("net_iovs", "buffers", "buffers in the area"),
          Metric.gauge("free", "buffers", "buffers on its free list"));

  private final ZcrxNetIov[] netIovs;
  private final int[] freeList;
  private int free;

  /**
   * An area of free net_iovs.
   *
   * @param device the device that it is mapped for
   * @param queue the RX queue that it is registered to
   * @param buffers number of net_iovs
   */
  public ZcrxArea(final Entity device, final int queue, final int buffers) {
    super(device, "zcrx" + queue);
    netIovs = new ZcrxNetIov[buffers];
    freeList = new int[buffers];
    for (int i = 0; i < buffers; i++) {
      netIovs[i] = new ZcrxNetIov(i);
      freeList[i] = i;
    }
    free = buffers;
    reading(METRICS.get(0), () -> netIovs.length);
    reading(METRICS.get(1), () -> free);
    invariant("net-iov-law", this::lawViolation);
  }

  private @Nullable String lawViolation() {
    int withProvider = 0;
    for (final ZcrxNetIov netIov : netIovs) {
      if (netIov.place == Netmem.Place.PROVIDER) {
        withProvider++;
      }
    }
    return withProvider == free ? null : withProvider + " net_iovs are free, the list has " + free;
  }

  @Override
  public void init(final PagePool pool) throws KernelException {
    if (pool.params().order() != 0) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
  }

  @Override
  public @Nullable Netmem allocate() {
    return free == 0 ? null : netIovs[freeList[--free]];
  }

  @Override
  public void release(final Netmem netmem) {
    freeList[free++] = ((ZcrxNetIov) netmem).index();
  }

  @Override
  public void destroy() {
    // The area lives as long as the ring that registered it, which is not modelled.
  }
}
