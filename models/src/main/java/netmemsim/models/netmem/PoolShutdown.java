package netmemsim.models.netmem;

import netmemsim.core.event.Event;
import netmemsim.core.time.Picoseconds;
import netmemsim.core.trace.Trace;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.PagePoolSwitch;

/**
 * The end of a page pool (page_pool_destroy and page_pool_release_retry, net/core/page_pool.c,
 * v6.12): it gives back what it has, and while anything is in flight it looks again after
 * DEFER_TIME. A pool that the user cannot see any more warns each DEFER_WARN_INTERVAL. A negative
 * count is warned of once and never looked at again: such a pool is never freed.
 */
final class PoolShutdown {
  /** DEFER_TIME. */
  private static final long DEFER_PS = 1000 * Picoseconds.PER_MS;

  /** DEFER_WARN_INTERVAL. */
  private static final long WARN_PS = 60 * Picoseconds.PER_S;

  /** After so long __mem_id_disconnect gave up, before v5.5 (d956a048cd3f). */
  private static final long FORCE_PS = 120 * Picoseconds.PER_S;

  private final PagePool pool;
  private final KernelProfile kernel;
  private final ExecutionContext context;
  private final Trace released;
  private final Trace stalled;
  private final Trace negative;
  private long detachTimePs = Picoseconds.NEVER;
  private long warnPs;
  private boolean destroyed;
  private boolean forced;

  /** Looks that found buffers in flight and said so in the log. */
  long warnings;

  private final Event retry;

  PoolShutdown(
      final PagePool pool,
      final KernelProfile kernel,
      final ExecutionContext context,
      final Trace released,
      final Trace stalled,
      final Trace negative) {
    this.pool = pool;
    this.kernel = kernel;
    this.context = context;
    this.released = released;
    this.stalled = stalled;
    this.negative = negative;
    this.retry =
        new Event(pool) {
          @Override
          public void fire(final long nowPs) {
            look(nowPs);
          }
        };
  }

  /** When it began, picoseconds, or {@link Picoseconds#NEVER}. */
  long detachTimePs() {
    return detachTimePs;
  }

  boolean hasBegun() {
    return detachTimePs != Picoseconds.NEVER;
  }

  boolean isDestroyed() {
    return destroyed;
  }

  /** Whether it was freed although buffers were out. */
  boolean isForced() {
    return forced;
  }

  void begin(final long nowPs) {
    detachTimePs = nowPs;
    warnPs = nowPs + WARN_PS;
    attempt();
  }

  /** Gives back what the pool has; with nothing in flight the pool is gone (page_pool_release). */
  private long attempt() {
    pool.scrub();
    final long inflight = pool.inflight();
    if (released.on) {
      released.emit(inflight, pool.holdCount(), pool.releaseCount());
    }
    if (inflight == 0) {
      free();
    } else if (inflight > 0) {
      pool.simulator().scheduleAt(retry, context.delayedWorkPs(pool.nowPs(), DEFER_PS));
    } else if (negative.on) {
      negative.emit(inflight);
    }
    return inflight;
  }

  private void look(final long nowPs) {
    final long inflight = attempt();
    if (inflight <= 0) {
      return;
    }
    final long sincePs = nowPs - detachTimePs;
    if (nowPs >= warnPs && isWarned()) {
      warnings++;
      warnPs = nowPs + WARN_PS;
      if (stalled.on) {
        stalled.emit(pool.id(), inflight, sincePs / Picoseconds.PER_S);
      }
    }
    // Kernels that did this had no providers.
    if (sincePs >= FORCE_PS
        && pool.provider() == null
        && kernel.has(PagePoolSwitch.PAGE_POOL_FORCE_FREE)) {
      forced = true;
      pool.simulator().cancel(retry);
      free();
    }
  }

  private boolean isWarned() {
    return pool.isOrphaned() || kernel.has(PagePoolSwitch.PAGE_POOL_WARNS_VISIBLE);
  }

  private void free() {
    destroyed = true;
    pool.freed();
  }
}
