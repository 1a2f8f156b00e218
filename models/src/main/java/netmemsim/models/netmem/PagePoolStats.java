package netmemsim.models.netmem;

import java.util.List;
import java.util.function.Function;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;

/**
 * The statistics of a page pool (struct page_pool_alloc_stats and page_pool_recycle_stats,
 * include/net/page_pool/types.h), by their ethtool -S keys. The kernel keeps the recycle statistics
 * for each CPU; their sum is what it shows.
 */
public final class PagePoolStats {
  /** Their descriptors, in the order of page_pool_ethtool_stats_get_strings. */
  static final List<Metric> METRICS =
      List.of(
          Metric.counter("rx_pp_alloc_fast", "buffers", "allocations served by the cache"),
          Metric.counter("rx_pp_alloc_slow", "buffers", "allocations from the page allocator"),
          Metric.counter(
              "rx_pp_alloc_slow_ho", "buffers", "high-order allocations from the page allocator"),
          Metric.counter("rx_pp_alloc_empty", "buffers", "refills that found the ring empty"),
          Metric.counter("rx_pp_alloc_refill", "buffers", "allocations that refilled the cache"),
          Metric.counter(
              "rx_pp_alloc_waive", "buffers", "pages of another NUMA node found in the ring"),
          Metric.counter("rx_pp_recycle_cached", "buffers", "returns to the cache"),
          Metric.counter("rx_pp_recycle_cache_full", "buffers", "returns that found it full"),
          Metric.counter("rx_pp_recycle_ring", "buffers", "returns to the ring"),
          Metric.counter("rx_pp_recycle_ring_full", "buffers", "returns that found it full"),
          Metric.counter(
              "rx_pp_recycle_released_ref",
              "buffers",
              "returned pages that somebody else held, given to the allocator"));

  final Counter fast;
  final Counter slow;
  final Counter slowHighOrder;
  final Counter empty;
  final Counter refill;
  final Counter waive;
  final Counter cached;
  final Counter cacheFull;
  final Counter ring;
  final Counter ringFull;
  final Counter releasedRefcnt;

  PagePoolStats(final Function<Metric, Counter> register) {
    fast = register.apply(METRICS.get(0));
    slow = register.apply(METRICS.get(1));
    slowHighOrder = register.apply(METRICS.get(2));
    empty = register.apply(METRICS.get(3));
    refill = register.apply(METRICS.get(4));
    waive = register.apply(METRICS.get(5));
    cached = register.apply(METRICS.get(6));
    cacheFull = register.apply(METRICS.get(7));
    ring = register.apply(METRICS.get(8));
    ringFull = register.apply(METRICS.get(9));
    releasedRefcnt = register.apply(METRICS.get(10));
  }

  /** Allocations served by the cache ({@code alloc-fast}). */
  public long allocFast() {
    return fast.value();
  }

  /** Allocations from the page allocator ({@code alloc-slow}). */
  public long allocSlow() {
    return slow.value();
  }

  /** High-order allocations from the page allocator ({@code alloc-slow-high-order}). */
  public long allocSlowHighOrder() {
    return slowHighOrder.value();
  }

  /** Refills that found the ring empty ({@code alloc-empty}). */
  public long allocEmpty() {
    return empty.value();
  }

  /** Allocations that refilled the cache ({@code alloc-refill}). */
  public long allocRefill() {
    return refill.value();
  }

  /** Pages of another NUMA node found in the ring ({@code alloc-waive}). */
  public long allocWaive() {
    return waive.value();
  }

  /** Returns to the cache ({@code recycle-cached}). */
  public long recycleCached() {
    return cached.value();
  }

  /** Returns that found the cache full ({@code recycle-cache-full}). */
  public long recycleCacheFull() {
    return cacheFull.value();
  }

  /** Returns to the ring ({@code recycle-ring}). */
  public long recycleRing() {
    return ring.value();
  }

  /** Returns that found the ring full ({@code recycle-ring-full}). */
  public long recycleRingFull() {
    return ringFull.value();
  }

  /** Returned pages that somebody else held ({@code recycle-released-refcnt}). */
  public long recycleReleasedRefcnt() {
    return releasedRefcnt.value();
  }
}
