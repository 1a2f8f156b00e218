package netmemsim.models.netmem;

import java.util.List;
import java.util.function.BooleanSupplier;
import netmemsim.core.entity.Entity;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.time.Picoseconds;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.PagePoolSwitch;
import org.jspecify.annotations.Nullable;

/**
 * A page pool (net/core/page_pool.c, v6.12 to v6.18): a lockless cache for its NAPI, a ptr_ring for
 * everybody else, and behind them the page allocator or a memory provider. Everything taken from
 * there and not given back is in flight; a destroyed pool lives on, detached, until nothing is.
 *
 * <p>Not modelled: NUMA nodes (nothing is ever waived), DMA mapping as such, high-order pages.
 */
public final class PagePool extends Entity {
  /** PP_ALLOC_CACHE_SIZE. */
  public static final int CACHE_SIZE = 128;

  /** PP_ALLOC_CACHE_REFILL: how full a refill from the ring makes the cache. */
  public static final int CACHE_REFILL = 64;

  /** Ring entries when the driver names none. */
  public static final int DEFAULT_RING_SIZE = 1024;

  /** PAGE_POOL_MAX_RING_SIZE, v6.18. */
  public static final int MAX_RING_SIZE = 16384;

  private static final int MAX_RING_SIZE_BEFORE_CLAMP = 32768;

  /** DEFER_TIME: how often a detached pool looks again. */
  public static final long DEFER_PS = 1000 * Picoseconds.PER_MS;

  private static final int SLOW_BULK = 64;

  /** Metrics by their ethtool names (kernel-facts.md 3.10). */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("rx_pp_alloc_fast", "buffers", "allocations served by the cache"),
          Metric.counter("rx_pp_alloc_slow", "buffers", "allocations from the page allocator"),
          Metric.counter("rx_pp_alloc_empty", "buffers", "refills that found the ring empty"),
          Metric.counter("rx_pp_alloc_refill", "buffers", "allocations that refilled the cache"),
          Metric.counter("rx_pp_recycle_cached", "buffers", "returns to the cache"),
          Metric.counter("rx_pp_recycle_cache_full", "buffers", "returns that found it full"),
          Metric.counter("rx_pp_recycle_ring", "buffers", "returns to the ring"),
          Metric.counter("rx_pp_recycle_ring_full", "buffers", "returns that found it full"),
          Metric.gauge("inflight", "buffers", "taken from allocator or provider, not given back"),
          Metric.gauge("cache", "buffers", "in the lockless cache"),
          Metric.gauge("ring", "buffers", "in the ptr_ring"),
          Metric.gauge("detached", "flag", "1 from destruction until nothing is in flight"),
          Metric.gauge("destroyed", "flag", "1 once the pool is gone"));

  private static final Tracepoint HOLD =
      Tracepoint.of("page_pool_state_hold", Rung.NONE, "a buffer entered the pool", "hold");
  private static final Tracepoint RELEASE =
      Tracepoint.of("page_pool_state_release", Rung.NONE, "a buffer left the pool", "release");
  private static final Tracepoint POOL_RELEASE =
      Tracepoint.of(
          "page_pool_release",
          Rung.HOST,
          "a destroyed pool looked whether anything is in flight",
          "inflight",
          "hold",
          "release");

  /** Tracepoints, named as in include/trace/events/page_pool.h. */
  public static final List<Tracepoint> TRACEPOINTS = List.of(HOLD, RELEASE, POOL_RELEASE);

  private final int id;
  private final PagePoolParams params;
  private final @Nullable MemoryProvider provider;
  private final HostMemory hostMemory;
  private final ExecutionContext context;

  private final Netmem[] cache = new Netmem[CACHE_SIZE];
  private int cacheCount;
  private final Netmem[] ring;
  private int ringHead;
  private int ringCount;

  private @Nullable Netmem fragment;
  private int fragmentOffset;
  private int lastFragmentOffset;

  private long holdCount;
  private long releaseCount;

  /** References that NICs, skbs, tokens and the pool's own fragment buffer hold. */
  long users;

  private @Nullable BooleanSupplier napiScheduled;
  private PagePoolListener listener = (pool, change) -> {};
  private boolean directRecycling = true;
  private boolean detached;
  private boolean destroyed;
  private long detachTimePs = Picoseconds.NEVER;

  private final Counter fast = counter(METRICS.get(0));
  private final Counter slow = counter(METRICS.get(1));
  private final Counter empty = counter(METRICS.get(2));
  private final Counter refill = counter(METRICS.get(3));
  private final Counter recycleCached = counter(METRICS.get(4));
  private final Counter recycleCacheFull = counter(METRICS.get(5));
  private final Counter recycleRing = counter(METRICS.get(6));
  private final Counter recycleRingFull = counter(METRICS.get(7));
  private final Trace holdTrace = trace(HOLD);
  private final Trace releaseTrace = trace(RELEASE);
  private final Trace poolRelease = trace(POOL_RELEASE);

  private final Event retry =
      new Event(this) {
        @Override
        public void fire(final long nowPs) {
          releaseWork();
        }
      };

  /**
   * Creates a pool with the checks of page_pool_init in their order (kernel-facts.md 3.2).
   *
   * @param parent the device
   * @param id the pool's id
   * @param params what the driver asks for
   * @param kernel the host's kernel
   * @param hostMemory the page allocator
   * @param context tells which CPU runs
   * @throws KernelException E2BIG, EINVAL, EOPNOTSUPP or the provider's error
   */
  public PagePool(
      final Entity parent,
      final int id,
      final PagePoolParams params,
      final KernelProfile kernel,
      final HostMemory hostMemory,
      final ExecutionContext context)
      throws KernelException {
    super(parent, "page_pool" + id);
    this.id = id;
    this.params = params;
    this.hostMemory = hostMemory;
    this.context = context;
    this.ring = new Netmem[ringSize(params, kernel)];
    if (params.dmaSyncDev() && (!params.dmaMap() || params.maxLength() == 0)) {
      throw new KernelException(Errno.EINVAL);
    }
    this.provider = params.allowUnreadable() ? params.provider() : null;
    if (provider != null) {
      if (!params.dmaMap() || !params.dmaSyncDev()) {
        throw new KernelException(Errno.EOPNOTSUPP);
      }
      provider.init(this);
    }
    reading(METRICS.get(8), this::inflight);
    reading(METRICS.get(9), () -> cacheCount);
    reading(METRICS.get(10), () -> ringCount);
    reading(METRICS.get(11), () -> detached && !destroyed ? 1 : 0);
    reading(METRICS.get(12), () -> destroyed ? 1 : 0);
    invariant("page-pool-inflight", this::inflightViolation);
  }

  private static int ringSize(final PagePoolParams params, final KernelProfile kernel)
      throws KernelException {
    final int wanted = params.ringSize() == 0 ? DEFAULT_RING_SIZE : params.ringSize();
    if (kernel.has(PagePoolSwitch.PAGE_POOL_CLAMPS_RING)) {
      return Math.min(wanted, MAX_RING_SIZE);
    }
    if (wanted > MAX_RING_SIZE_BEFORE_CLAMP) {
      throw new KernelException(Errno.E2BIG);
    }
    return wanted;
  }

  private @Nullable String inflightViolation() {
    final long inflight = inflight();
    if (inflight < cacheCount + ringCount) {
      return "inflight " + inflight + " < cache " + cacheCount + " + ring " + ringCount;
    }
    if (destroyed && inflight != 0) {
      return "destroyed with " + inflight + " in flight";
    }
    final long out = inflight - cacheCount - ringCount;
    return users < out ? users + " references hold " + out + " buffers" : null;
  }

  /** Its id, as netlink shows it. */
  public int id() {
    return id;
  }

  /** What the driver asked for. */
  public PagePoolParams params() {
    return params;
  }

  /** The memory provider behind it, or null for host pages. */
  public @Nullable MemoryProvider provider() {
    return provider;
  }

  /** Buffers taken from allocator or provider and not given back. */
  public long inflight() {
    return holdCount - releaseCount;
  }

  /** References held by NICs, skbs and tokens, and by the pool's own fragment buffer. */
  public long users() {
    return users;
  }

  /** References that the pool itself holds: one while a buffer is being handed out in parts. */
  public long ownReferences() {
    return fragment == null ? 0 : 1;
  }

  /** Whether it still belongs to a NAPI: not since it was taken from it or destroyed. */
  public boolean isLinkedToNapi() {
    return directRecycling;
  }

  /** Sets who is told when it is detached and when it is gone. */
  public void listen(final PagePoolListener newListener) {
    listener = newListener;
  }

  /** Whether it was destroyed and still waits for buffers. */
  public boolean isDetached() {
    return detached && !destroyed;
  }

  /** Whether it is gone for good. */
  public boolean isDestroyed() {
    return destroyed;
  }

  /** When it was detached, in picoseconds, or {@link Picoseconds#NEVER}. */
  public long detachTimePs() {
    return detachTimePs;
  }

  /**
   * Allocates a whole buffer (page_pool_alloc_netmems).
   *
   * @return a buffer with one reference, or null when there is none
   */
  public @Nullable Netmem allocate() {
    final Netmem netmem = allocateRaw();
    if (netmem != null) {
      netmem.place = Netmem.Place.OUT;
      users++;
    }
    return netmem;
  }

  private @Nullable Netmem allocateRaw() {
    if (cacheCount > 0) {
      fast.increment();
      return cache[--cacheCount];
    }
    if (ringCount == 0) {
      empty.increment();
      return allocateSlow();
    }
    while (ringCount > 0 && cacheCount < CACHE_REFILL) {
      final Netmem netmem = takeFromRing();
      netmem.place = Netmem.Place.CACHE;
      cache[cacheCount++] = netmem;
    }
    refill.increment();
    return cache[--cacheCount];
  }

  private @Nullable Netmem allocateSlow() {
    if (provider != null) {
      context.chargeAllocate();
      final Netmem netmem = provider.allocate();
      if (netmem != null) {
        hold(netmem);
      }
      return netmem;
    }
    for (int i = 1; i < SLOW_BULK; i++) {
      final Netmem page = hostMemory.allocate();
      hold(page);
      page.place = Netmem.Place.CACHE;
      cache[cacheCount++] = page;
    }
    final Netmem page = hostMemory.allocate();
    hold(page);
    slow.increment();
    return page;
  }

  private void hold(final Netmem netmem) {
    netmem.pool = this;
    netmem.ppRefCount = 1;
    holdCount++;
    if (holdTrace.on) {
      holdTrace.emit(holdCount);
    }
  }

  /**
   * Allocates part of a buffer (page_pool_alloc_frag_netmem): parts of one buffer follow each other
   * until the next does not fit. The offset of the part is {@link #lastFragmentOffset()}.
   *
   * @param sizeBytes size of the part
   * @return the buffer, with one more reference, or null when there is none
   */
  public @Nullable Netmem allocateFragment(final int sizeBytes) {
    Netmem current = fragment;
    if (current != null && fragmentOffset + sizeBytes > Netmem.PAGE_SIZE) {
      current = drainFragment(current);
    }
    if (current == null) {
      current = allocate();
      if (current == null) {
        return null;
      }
      fragment = current;
      fragmentOffset = 0;
    }
    current.get();
    lastFragmentOffset = fragmentOffset;
    fragmentOffset += sizeBytes;
    return current;
  }

  /** The byte offset of the part allocated last. */
  public int lastFragmentOffset() {
    return lastFragmentOffset;
  }

  /**
   * The pool is done with the buffer that it handed out in parts (page_pool_drain_frag). When
   * nobody has a part any more, the buffer is handed out anew; the kernel counts a return and an
   * allocation.
   *
   * @return the buffer, or null when parts of it are in use
   */
  private @Nullable Netmem drainFragment(final Netmem current) {
    if (current.ppRefCount == 1) {
      recycleCached.increment();
      fast.increment();
      fragmentOffset = 0;
      return current;
    }
    fragment = null;
    current.put();
    return null;
  }

  /** Gives up the buffer that is being handed out in parts (page_pool_free_frag). */
  private void freeFragment() {
    final Netmem current = fragment;
    fragment = null;
    if (current == null) {
      return;
    }
    if (current.ppRefCount > 1) {
      current.put();
    } else {
      users--;
      release(current);
    }
  }

  /** Drops a reference; the last one recycles the buffer (page_pool_put_netmem). */
  void putNetmem(final Netmem netmem) {
    users--;
    if (netmem.ppRefCount > 1) {
      netmem.ppRefCount--;
      return;
    }
    if (isNapiLocal()) {
      if (cacheCount < CACHE_SIZE) {
        recycleCached.increment();
        netmem.place = Netmem.Place.CACHE;
        cache[cacheCount++] = netmem;
        return;
      }
      recycleCacheFull.increment();
    }
    if (ringCount < ring.length) {
      recycleRing.increment();
      netmem.place = Netmem.Place.RING;
      int tail = ringHead + ringCount;
      if (tail >= ring.length) {
        tail -= ring.length;
      }
      ring[tail] = netmem;
      ringCount++;
      return;
    }
    recycleRingFull.increment();
    release(netmem);
  }

  /** Whether the code that runs may touch the lockless cache (page_pool_napi_local). */
  private boolean isNapiLocal() {
    if (!directRecycling || !context.inSoftirq() || context.cpu() != params.napiCpu()) {
      return false;
    }
    final BooleanSupplier scheduled = napiScheduled;
    return scheduled == null || scheduled.getAsBoolean();
  }

  private Netmem takeFromRing() {
    final Netmem netmem = ring[ringHead];
    ringHead = ringHead + 1 == ring.length ? 0 : ringHead + 1;
    ringCount--;
    return netmem;
  }

  private void release(final Netmem netmem) {
    netmem.pool = null;
    netmem.ppRefCount = 0;
    netmem.place = Netmem.Place.PROVIDER;
    releaseCount++;
    if (releaseTrace.on) {
      releaseTrace.emit(releaseCount);
    }
    if (provider != null) {
      context.chargeFree();
      provider.release(netmem);
    } else {
      hostMemory.free((Page) netmem);
    }
  }

  /**
   * Links the pool to its NAPI, so that returns go to the cache only while that is scheduled
   * (napi_struct.list_owner, v6.12). Without a link any softirq on {@link PagePoolParams#napiCpu}
   * may use the cache, as for a pool that belongs to a CPU.
   *
   * @param scheduled whether the NAPI is scheduled or being polled
   */
  public void linkNapi(final BooleanSupplier scheduled) {
    napiScheduled = scheduled;
  }

  /** Takes the pool from its NAPI: nothing goes to the cache from now on. */
  public void disableDirectRecycling() {
    directRecycling = false;
  }

  /** Gives the pool back to its NAPI, after a restart that failed. */
  public void enableDirectRecycling() {
    directRecycling = true;
  }

  /**
   * Destroys the pool (page_pool_destroy). With buffers in flight it stays behind, detached, and
   * looks again every second.
   */
  public void destroy() {
    if (detached) {
      throw new IllegalStateException(path() + " destroyed twice");
    }
    disableDirectRecycling();
    freeFragment();
    detached = true;
    detachTimePs = nowPs();
    releaseWork();
    if (!destroyed) {
      listener.changed(this, PagePoolListener.Change.CHANGE);
    }
  }

  private void releaseWork() {
    while (cacheCount > 0) {
      release(cache[--cacheCount]);
    }
    while (ringCount > 0) {
      release(takeFromRing());
    }
    if (poolRelease.on) {
      poolRelease.emit(inflight(), holdCount, releaseCount);
    }
    if (inflight() > 0) {
      simulator().scheduleIn(retry, DEFER_PS);
      return;
    }
    destroyed = true;
    listener.changed(this, PagePoolListener.Change.DEL);
    if (provider != null) {
      provider.destroy();
    }
  }
}
