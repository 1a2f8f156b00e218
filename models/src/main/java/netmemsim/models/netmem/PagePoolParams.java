package netmemsim.models.netmem;

import org.jspecify.annotations.Nullable;

/**
 * What a driver asks of a page pool (struct page_pool_params, include/net/page_pool/types.h).
 *
 * @param ringSize entries of the ptr_ring; 0 stands for 1024
 * @param order page order
 * @param dmaMap PP_FLAG_DMA_MAP
 * @param dmaSyncDev PP_FLAG_DMA_SYNC_DEV
 * @param maxLength max_len, bytes
 * @param allowUnreadable PP_FLAG_ALLOW_UNREADABLE_NETMEM
 * @param queueIndex the RX queue that the pool serves
 * @param provider the provider stored in that queue, or null
 * @param napiCpu the CPU on which the owning NAPI runs
 */
public record PagePoolParams(
    int ringSize,
    int order,
    boolean dmaMap,
    boolean dmaSyncDev,
    int maxLength,
    boolean allowUnreadable,
    int queueIndex,
    @Nullable MemoryProvider provider,
    int napiCpu) {}
