package netmemsim.models.netmem;

import java.util.List;
import java.util.function.IntSupplier;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Metric;
import netmemsim.core.time.Picoseconds;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.PagePoolSwitch;
import org.jspecify.annotations.Nullable;

/**
 * A page pool (net/core/page_pool.c, v6.12 to v6.18): a lockless cache for its NAPI, a ptr_ring for
 * everybody else, and behind them the page allocator or a memory provider. Everything taken from
 * there and not given back is in flight; a destroyed pool lives on, detached, until nothing is.
 *
 * <p>Not modelled: DMA mapping as such, pages taken for lack of memory (pfmemalloc), pools with
 * several users, the bulk return of XDP frames.
 */
public final class PagePool extends Entity {
  /** PP_ALLOC_CACHE_SIZE. */
  public static final int CACHE_SIZE = 128;

  /** PP_ALLOC_CACHE_REFILL: how full a refill from the ring makes the cache. */
  public static final int CACHE_REFILL = 64;

  /** PAGE_POOL_MAX_RING_SIZE, v6.18. */
  public static final int MAX_RING_SIZE = PagePoolChecks.MAX_RING_SIZE;

  private static final int SLOW_BULK = 64;

  /** Metrics; statistics by their ethtool names (kernel-facts.md 3.10). */
  public static final List<Metric> METRICS = PagePoolNames.METRICS;

  /** Tracepoints, named as in include/trace/events/page_pool.h. */
  public static final List<Tracepoint> TRACEPOINTS = PagePoolNames.TRACEPOINTS;

  private final int id;
  private final PagePoolParams params;
  private final @Nullable MemoryProvider provider;
  private final HostMemory hostMemory;
  private final ExecutionContext context;
  private final boolean uncountedRelease;

  private final Netmem[] cache = new Netmem[CACHE_SIZE];
  private int cacheCount;
  private final PtrRing ring;
  private final PoolFragment fragment;
  private int nid;

  /** 32 bits in the kernel, and they wrap: only their distance means something. */
  private int holdCount;

  private int releaseCount;
  private long uncounted;
  private final DoubleRelease doubleRelease = new DoubleRelease();

  /** References that NICs, skbs, tokens and the pool's own fragment buffer hold. */
  long users;

  private @Nullable IntSupplier listOwner;
  private PagePoolListener listener = (pool, change) -> {};
  private boolean directRecycling = true;
  private boolean orphaned;
  private long returnedAfterFree;
  private final PoolShutdown shutdown;

  private final PagePoolStats stats;
  private final Trace holdTrace = trace(PagePoolNames.HOLD);
  private final Trace releaseTrace = trace(PagePoolNames.RELEASE);
  private final Trace updateNid = trace(PagePoolNames.UPDATE_NID);

  /**
   * Creates a pool with the checks of page_pool_init in their order (kernel-facts.md 3.2).
   *
   * @param parent the device
   * @param id the pool's id
   * @param params what the driver asks for
   * @param kernel the host's kernel
   * @param hostMemory the page allocator
   * @param context tells which CPU runs
   * @throws KernelException E2BIG, EINVAL, EOPNOTSUPP, EFAULT or the provider's error
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
    this.nid = params.nid();
    this.ring = new PtrRing(PagePoolChecks.ringSize(params, kernel));
    this.provider = PagePoolChecks.provider(params, kernel);
    this.uncountedRelease = kernel.has(PagePoolSwitch.PROVIDER_RELEASE_UNCOUNTED);
    this.fragment = new PoolFragment(this);
    this.shutdown =
        new PoolShutdown(
            this,
            kernel,
            context,
            trace(PagePoolNames.POOL_RELEASE),
            trace(PagePoolNames.STALLED),
            trace(PagePoolNames.NEGATIVE));
    if (provider != null) {
      provider.init(this);
    }
    this.stats = new PagePoolStats(this::counter);
    reading(PagePoolNames.STATES.get(0), this::inflight);
    reading(PagePoolNames.STATES.get(1), () -> cacheCount);
    reading(PagePoolNames.STATES.get(2), ring::count);
    reading(PagePoolNames.STATES.get(3), () -> isDetached() ? 1 : 0);
    reading(PagePoolNames.STATES.get(4), () -> isDestroyed() ? 1 : 0);
    reading(PagePoolNames.STATES.get(5), () -> shutdown.warnings);
    reading(PagePoolNames.STATES.get(6), () -> returnedAfterFree);
    invariant("page-pool-inflight", this::inflightViolation);
  }

  /** A defect that a scenario asked for is known, so that any other shows. */
  private @Nullable String inflightViolation() {
    final long inflight = inflight() + doubleRelease.count - uncounted;
    final long idle = (long) cacheCount + ring.count();
    if (inflight < idle) {
      return "inflight " + inflight + " < cache " + cacheCount + " + ring " + ring.count();
    }
    if (isDestroyed() && inflight != 0 && !shutdown.isForced() && doubleRelease.count == 0) {
      return "destroyed with " + inflight + " in flight";
    }
    final long out = inflight - idle;
    return users < out && !shutdown.isForced()
        ? users + " references hold " + out + " buffers"
        : null;
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

  /** Its statistics. */
  public PagePoolStats stats() {
    return stats;
  }

  /**
   * Buffers taken from allocator or provider and not given back; negative after a double release.
   */
  public long inflight() {
    final int distance = holdCount - releaseCount;
    return distance;
  }

  /** What is in flight, in bytes ({@code inflight-mem} of page-pool-get). */
  public long inflightBytes() {
    return inflight() * (Netmem.PAGE_SIZE << params.order());
  }

  long holdCount() {
    return Integer.toUnsignedLong(holdCount);
  }

  long releaseCount() {
    return Integer.toUnsignedLong(releaseCount);
  }

  /** Lets a test begin where the counters are about to wrap. */
  void setCounts(final int hold, final int release) {
    holdCount = hold;
    releaseCount = release;
  }

  /** References held by NICs, skbs and tokens, and by the pool's own fragment buffer. */
  public long users() {
    return users;
  }

  /** References that the pool itself holds: one while a buffer is being handed out in parts. */
  public long ownReferences() {
    return fragment.ownReferences();
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
    return shutdown.hasBegun() && !shutdown.isDestroyed();
  }

  /** Whether it is gone for good. */
  public boolean isDestroyed() {
    return shutdown.isDestroyed();
  }

  /** When it was detached, in picoseconds, or {@link Picoseconds#NEVER}. */
  public long detachTimePs() {
    return shutdown.detachTimePs();
  }

  /** Whether the device that it was made for is gone. */
  public boolean isOrphaned() {
    return orphaned;
  }

  /** The device is gone: the user no longer sees the pool as the device's, and the log warns. */
  public void orphan() {
    orphaned = true;
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
      stats.fast.increment();
      return cache[--cacheCount];
    }
    if (ring.count() == 0) {
      stats.empty.increment();
      return allocateSlow();
    }
    final int wanted = node();
    while (ring.count() > 0 && cacheCount < CACHE_REFILL) {
      final Netmem netmem = ring.consume();
      if (!isOnNode(netmem, wanted)) {
        stats.waive.increment();
        release(netmem);
        break;
      }
      netmem.place = Netmem.Place.CACHE;
      cache[cacheCount++] = netmem;
    }
    if (cacheCount == 0) {
      return allocateSlow();
    }
    stats.refill.increment();
    return cache[--cacheCount];
  }

  private int node() {
    return nid == PagePoolParams.NUMA_NO_NODE ? context.node() : nid;
  }

  private static boolean isOnNode(final Netmem netmem, final int node) {
    return netmem.isNetIov() || ((Page) netmem).nid() == node;
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
    final int node = node();
    if (params.order() > 0) {
      final Page page = hostMemory.allocate(node, params.order());
      if (page != null) {
        stats.slowHighOrder.increment();
        hold(page);
      }
      return page;
    }
    Page page = hostMemory.allocate(node, 0);
    for (int i = 1; i < SLOW_BULK && page != null; i++) {
      hold(page);
      page.place = Netmem.Place.CACHE;
      cache[cacheCount++] = page;
      page = hostMemory.allocate(node, 0);
    }
    if (page != null) {
      hold(page);
      stats.slow.increment();
      return page;
    }
    if (cacheCount == 0) {
      return null;
    }
    stats.slow.increment();
    return cache[--cacheCount];
  }

  private void hold(final Netmem netmem) {
    netmem.pool = this;
    netmem.ppRefCount = 1;
    holdCount++;
    if (holdTrace.on) {
      holdTrace.emit(holdCount());
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
    return fragment.allocate(sizeBytes);
  }

  /** The byte offset of the part allocated last. */
  public int lastFragmentOffset() {
    return fragment.lastOffset();
  }

  /** Drops a reference; the last one recycles the buffer (page_pool_put_netmem). */
  void putNetmem(final Netmem netmem) {
    users--;
    if (netmem.ppRefCount > 1) {
      netmem.ppRefCount--;
      return;
    }
    if (provider != null && uncountedRelease) {
      uncounted++;
      giveBack(netmem);
      return;
    }
    if (netmem.pageReferences != 0) {
      stats.releasedRefcnt.increment();
      release(netmem);
      return;
    }
    if (doubleRelease.strikes()) {
      releaseCount++;
    }
    if (isNapiLocal()) {
      if (cacheCount < CACHE_SIZE) {
        stats.cached.increment();
        netmem.place = Netmem.Place.CACHE;
        cache[cacheCount++] = netmem;
        return;
      }
      stats.cacheFull.increment();
    }
    if (shutdown.isDestroyed()) {
      // Only after a free by force: the kernel writes into freed memory.
      returnedAfterFree++;
      release(netmem);
      return;
    }
    if (!ring.isFull()) {
      stats.ring.increment();
      netmem.place = Netmem.Place.RING;
      ring.produce(netmem);
      return;
    }
    stats.ringFull.increment();
    release(netmem);
  }

  /** Whether the code that runs may touch the lockless cache (page_pool_napi_local). */
  private boolean isNapiLocal() {
    if (!directRecycling || !context.inSoftirq()) {
      return false;
    }
    final IntSupplier owner = listOwner;
    return context.cpu() == (owner == null ? params.napiCpu() : owner.getAsInt());
  }

  /** Gives a buffer back to allocator or provider (page_pool_return_netmem). */
  void release(final Netmem netmem) {
    releaseCount++;
    if (releaseTrace.on) {
      releaseTrace.emit(releaseCount());
    }
    giveBack(netmem);
  }

  private void giveBack(final Netmem netmem) {
    netmem.pool = null;
    netmem.ppRefCount = 0;
    netmem.place = Netmem.Place.PROVIDER;
    if (provider != null) {
      context.chargeFree();
      provider.release(netmem);
    } else {
      ((Page) netmem).release();
    }
  }

  /** Nothing is in flight any more: whoever listens is told, and the provider let go. */
  void freed() {
    listener.changed(this, PagePoolListener.Change.DEL);
    if (provider != null) {
      provider.destroy();
    }
  }

  /** Empties cache and ring (page_pool_scrub). */
  void scrub() {
    while (cacheCount > 0) {
      release(cache[--cacheCount]);
    }
    while (ring.count() > 0) {
      release(ring.consume());
    }
  }

  /**
   * Moves the pool to another NUMA node (page_pool_nid_changed): the cache goes back to the
   * allocator at once, the ring as refills meet it. Drivers that follow their NAPI call it from
   * their poll.
   *
   * @param newNid the node
   */
  public void nidChanged(final int newNid) {
    if (nid == newNid) {
      return;
    }
    nid = newNid;
    if (updateNid.on) {
      updateNid.emit(newNid);
    }
    while (cacheCount > 0) {
      release(cache[--cacheCount]);
    }
  }

  /**
   * Links the pool to its NAPI, so that returns go to the cache only on the CPU that the NAPI is
   * scheduled on (napi_struct.list_owner, v6.12). Without a link any softirq on {@link
   * PagePoolParams#napiCpu} may use the cache, as for a pool that belongs to a CPU.
   *
   * @param owner tells the CPU, or -1 while the NAPI is not scheduled
   */
  public void linkNapi(final IntSupplier owner) {
    listOwner = owner;
  }

  /** Takes the pool from its NAPI: nothing goes to the cache from now on. */
  public void disableDirectRecycling() {
    directRecycling = false;
  }

  /** Gives the pool back to its NAPI, after a restart that failed. */
  public void enableDirectRecycling() {
    directRecycling = true;
  }

  /** Makes the driver release one in so many buffers twice; 0 for none. */
  public void releaseTwiceEvery(final int every) {
    doubleRelease.setEvery(every);
  }

  /**
   * Destroys the pool (page_pool_destroy). With buffers in flight it stays behind, detached, and
   * looks again every second.
   */
  public void destroy() {
    if (shutdown.hasBegun()) {
      throw new IllegalStateException(path() + " destroyed twice");
    }
    disableDirectRecycling();
    fragment.free();
    shutdown.begin(nowPs());
    if (!shutdown.isDestroyed()) {
      listener.changed(this, PagePoolListener.Change.CHANGE);
    }
  }
}
