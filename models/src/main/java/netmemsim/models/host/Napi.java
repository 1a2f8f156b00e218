package netmemsim.models.host;

import org.jspecify.annotations.Nullable;

/**
 * A NAPI instance (struct napi_struct, net/core/dev.c): polled on its core, with a budget, until it
 * finds less than its budget; then its interrupt is armed again.
 */
public abstract class Napi {
  /** NAPI_POLL_WEIGHT. */
  public static final int BUDGET = 64;

  @Nullable Napi next;
  boolean scheduled;
  boolean enabled;
  private boolean missed;
  long interruptCostPs;
  private Core core;
  private @Nullable Core nextCore;

  /**
   * An instance that is not enabled yet.
   *
   * @param core where it is polled
   */
  protected Napi(final Core core) {
    this.core = core;
  }

  /** Where it is polled. */
  public final Core core() {
    return core;
  }

  /** The CPU that it is scheduled on (napi_struct.list_owner), or -1. */
  public final int listOwner() {
    return scheduled ? core.number() : -1;
  }

  /**
   * Moves its interrupt to another core (/proc/irq/N/smp_affinity): the next interrupt schedules it
   * there; until then it goes on where it is.
   *
   * @param target the core
   */
  public final void setAffinity(final Core target) {
    nextCore = target;
  }

  /** Whether it is enabled. */
  public final boolean isEnabled() {
    return enabled;
  }

  /** Whether it is scheduled or being polled. */
  public final boolean isScheduled() {
    return scheduled;
  }

  /** Its interrupt fired: schedules it on its core. */
  public final void interrupt() {
    final Core target = nextCore;
    if (target != null && !scheduled) {
      core = target;
      nextCore = null;
    }
    core.countInterrupt();
    interruptCostPs = core.costs().ps(Cost.INTERRUPT);
    schedule();
  }

  /** Schedules it (napi_schedule). While it is disabled the wish is remembered. */
  public final void schedule() {
    if (!enabled) {
      missed = true;
      return;
    }
    if (!scheduled) {
      scheduled = true;
      core.enqueue(this);
    }
  }

  /** Enables it (napi_enable); a wish from before is served. */
  public final void enable() {
    enabled = true;
    if (missed) {
      missed = false;
      schedule();
    }
  }

  /**
   * Disables it (napi_disable): no poll begins until it is enabled again. A poll that has begun
   * does its work, which the kernel would wait for.
   */
  public final void disable() {
    enabled = false;
    if (scheduled) {
      missed = true;
    }
  }

  /**
   * A poll begins: claims work.
   *
   * @param nowPs simulated time
   * @return how long the work takes, in picoseconds
   */
  protected abstract long beginPoll(long nowPs);

  /**
   * The poll ends: does the work that was claimed.
   *
   * @param nowPs simulated time
   * @return whether the budget was used up, so that it is polled again
   */
  protected abstract boolean endPoll(long nowPs);

  /**
   * It is complete (napi_complete_done): arms the interrupt, or schedules it when work is there.
   */
  protected abstract void complete(long nowPs);
}
