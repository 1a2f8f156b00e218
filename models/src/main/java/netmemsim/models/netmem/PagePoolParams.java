package netmemsim.models.netmem;

import org.jspecify.annotations.Nullable;

/**
 * What a driver asks of a page pool (struct page_pool_params, include/net/page_pool/types.h).
 *
 * @param ringSize entries of the ptr_ring; 0 stands for 1024
 * @param order page order
 * @param flags PP_FLAG_* bits
 * @param dmaDirection which way the device moves data
 * @param maxLength max_len, bytes
 * @param nid the NUMA node that pages come from, or {@link #NUMA_NO_NODE} for that of the running
 *     CPU; a driver that does not set it gets node 0
 * @param queueIndex the RX queue that the pool serves
 * @param provider the provider stored in that queue, or null
 * @param napiCpu the CPU on which the owning NAPI runs
 */
public record PagePoolParams(
    int ringSize,
    int order,
    int flags,
    DmaDirection dmaDirection,
    int maxLength,
    int nid,
    int queueIndex,
    @Nullable MemoryProvider provider,
    int napiCpu) {
  /** PP_FLAG_DMA_MAP: the pool maps pages for the device. */
  public static final int PP_FLAG_DMA_MAP = 1;

  /** PP_FLAG_DMA_SYNC_DEV: the pool syncs pages for the device. */
  public static final int PP_FLAG_DMA_SYNC_DEV = 1 << 1;

  /** PP_FLAG_SYSTEM_POOL: the pool belongs to a CPU. */
  public static final int PP_FLAG_SYSTEM_POOL = 1 << 2;

  /** PP_FLAG_ALLOW_UNREADABLE_NETMEM: the driver never looks at the payload. */
  public static final int PP_FLAG_ALLOW_UNREADABLE_NETMEM = 1 << 3;

  /** PP_FLAG_ALL. */
  static final int PP_FLAG_ALL = (1 << 4) - 1;

  /** NUMA_NO_NODE. */
  public static final int NUMA_NO_NODE = -1;

  /** enum dma_data_direction, in its order. */
  public enum DmaDirection {
    /** DMA_BIDIRECTIONAL. */
    BIDIRECTIONAL,
    /** DMA_TO_DEVICE. */
    TO_DEVICE,
    /** DMA_FROM_DEVICE. */
    FROM_DEVICE,
    /** DMA_NONE. */
    NONE
  }

  /** The pool of an RX ring on node 0, with the flags said one by one. */
  public PagePoolParams(
      final int ringSize,
      final int order,
      final boolean dmaMap,
      final boolean dmaSyncDev,
      final int maxLength,
      final boolean allowUnreadable,
      final int queueIndex,
      final @Nullable MemoryProvider provider,
      final int napiCpu) {
    this(
        ringSize,
        order,
        (dmaMap ? PP_FLAG_DMA_MAP : 0)
            | (dmaSyncDev ? PP_FLAG_DMA_SYNC_DEV : 0)
            | (allowUnreadable ? PP_FLAG_ALLOW_UNREADABLE_NETMEM : 0),
        DmaDirection.FROM_DEVICE,
        maxLength,
        0,
        queueIndex,
        provider,
        napiCpu);
  }

  /** Whether it has a flag. */
  public boolean has(final int flag) {
    return (flags & flag) != 0;
  }

  /** The same with another size of ring. */
  public PagePoolParams withRingSize(final int entries) {
    return new PagePoolParams(
        entries, order, flags, dmaDirection, maxLength, nid, queueIndex, provider, napiCpu);
  }

  /** The same with other flags. */
  public PagePoolParams withFlags(final int otherFlags) {
    return new PagePoolParams(
        ringSize, order, otherFlags, dmaDirection, maxLength, nid, queueIndex, provider, napiCpu);
  }

  /** The same with pages from another node. */
  public PagePoolParams withNid(final int node) {
    return new PagePoolParams(
        ringSize, order, flags, dmaDirection, maxLength, node, queueIndex, provider, napiCpu);
  }
}
