package netmemsim.models.netmem;

import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.PagePoolSwitch;
import org.jspecify.annotations.Nullable;

/**
 * The checks of page_pool_init in their order (net/core/page_pool.c, v6.12 to v6.18;
 * kernel-facts.md 3.2). That the ring or its statistics cannot be allocated is not modelled.
 */
final class PagePoolChecks {
  /** Ring entries when the driver names none. */
  static final int DEFAULT_RING_SIZE = 1024;

  /** PAGE_POOL_MAX_RING_SIZE, v6.18. */
  static final int MAX_RING_SIZE = 16384;

  private static final int MAX_RING_SIZE_BEFORE_CLAMP = 32768;

  /** MAX_PAGE_ORDER, include/linux/mmzone.h. */
  private static final int MAX_PAGE_ORDER = 10;

  private PagePoolChecks() {}

  /** Entries of the ring of a pool whose parameters stand. */
  static int ringSize(final PagePoolParams params, final KernelProfile kernel)
      throws KernelException {
    if ((params.flags() & ~PagePoolParams.PP_FLAG_ALL) != 0) {
      throw new KernelException(Errno.EINVAL);
    }
    int size = params.ringSize() == 0 ? DEFAULT_RING_SIZE : params.ringSize();
    if (kernel.has(PagePoolSwitch.PAGE_POOL_CLAMPS_RING)) {
      size = Math.min(size, MAX_RING_SIZE);
    } else if (size > MAX_RING_SIZE_BEFORE_CLAMP) {
      throw new KernelException(Errno.E2BIG);
    }
    checkDma(params);
    return size;
  }

  private static void checkDma(final PagePoolParams params) throws KernelException {
    final boolean maps = params.has(PagePoolParams.PP_FLAG_DMA_MAP);
    if (maps
        && params.dmaDirection() != PagePoolParams.DmaDirection.FROM_DEVICE
        && params.dmaDirection() != PagePoolParams.DmaDirection.BIDIRECTIONAL) {
      throw new KernelException(Errno.EINVAL);
    }
    if (params.has(PagePoolParams.PP_FLAG_DMA_SYNC_DEV) && (!maps || params.maxLength() == 0)) {
      throw new KernelException(Errno.EINVAL);
    }
  }

  /**
   * The provider that the pool uses: that of its queue if the driver can do without reading.
   *
   * @return the provider, or null for the page allocator
   * @throws KernelException when pool and provider do not fit
   */
  static @Nullable MemoryProvider provider(final PagePoolParams params, final KernelProfile kernel)
      throws KernelException {
    final MemoryProvider provider =
        params.has(PagePoolParams.PP_FLAG_ALLOW_UNREADABLE_NETMEM) ? params.provider() : null;
    if (provider == null) {
      if (params.order() > MAX_PAGE_ORDER) {
        throw new KernelException(Errno.EINVAL);
      }
      return null;
    }
    final boolean maps = params.has(PagePoolParams.PP_FLAG_DMA_MAP);
    final boolean syncs = params.has(PagePoolParams.PP_FLAG_DMA_SYNC_DEV);
    if (kernel.has(PagePoolSwitch.PROVIDER_REFUSES_DMA_FLAGS) ? maps || syncs : !maps || !syncs) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
    if (!provider.isBuiltIn()) {
      throw new KernelException(Errno.EFAULT);
    }
    return provider;
  }
}
