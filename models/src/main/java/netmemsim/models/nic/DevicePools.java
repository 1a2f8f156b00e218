package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.PagePoolSwitch;
import netmemsim.models.netmem.MemoryProvider;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.netmem.PagePoolParams;

/** The page pools of a device, detached ones included. */
final class DevicePools {
  private final NetDevice device;
  private final PagePoolIds ids;
  private final List<PagePool> pools = new ArrayList<>();

  DevicePools(final NetDevice device, final PagePoolIds ids) {
    this.device = device;
    this.ids = ids;
  }

  PagePool create(final PagePoolParams params) throws KernelException {
    final Host host = device.host();
    final PagePool pool =
        new PagePool(
            device,
            ids.next(),
            device.changes().of(asked(params)),
            host.kernel(),
            host.memory(),
            host.context());
    pool.releaseTwiceEvery(device.changes().releaseTwiceEvery());
    pools.removeIf(PagePool::isDestroyed);
    pools.add(pool);
    return pool;
  }

  /** Drivers of a kernel whose providers refuse DMA flags leave them out of a provider's pool. */
  private PagePoolParams asked(final PagePoolParams params) {
    if (params.provider() == null
        || !device.host().kernel().has(PagePoolSwitch.PROVIDER_REFUSES_DMA_FLAGS)) {
      return params;
    }
    return params.withFlags(
        params.flags() & ~(PagePoolParams.PP_FLAG_DMA_MAP | PagePoolParams.PP_FLAG_DMA_SYNC_DEV));
  }

  /** Those that are not gone, in order of creation. */
  List<PagePool> live() {
    return pools.stream().filter(pool -> !pool.isDestroyed()).toList();
  }

  /**
   * Whether a page pool, even a detached one, serves a queue from a provider: all that
   * page_pool_check_memory_provider asks (net/core/page_pool_user.c, v6.12).
   */
  boolean hasPoolOn(final MemoryProvider provider, final int queue) {
    return pools.stream()
        .anyMatch(
            pool ->
                !pool.isDestroyed()
                    && pool.provider() == provider
                    && pool.params().queueIndex() == queue);
  }
}
