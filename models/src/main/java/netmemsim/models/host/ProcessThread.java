package netmemsim.models.host;

import org.jspecify.annotations.Nullable;

/** A thread of an application: runs in steps on its core, each of which takes time. */
public abstract class ProcessThread {
  /** Returned by a step after which the thread sleeps until it is woken. */
  public static final long SLEEP = -1;

  @Nullable ProcessThread next;
  boolean queued;
  boolean wokenWhileRunning;
  private final Core core;

  /**
   * A thread that sleeps.
   *
   * @param core where it runs
   */
  protected ProcessThread(final Core core) {
    this.core = core;
  }

  /** Where it runs. */
  public final Core core() {
    return core;
  }

  /** Wakes it; no effect when it is awake, but then it will not fall asleep before another step. */
  public final void wake() {
    core.wake(this);
  }

  /**
   * Runs one step: its effects happen now, at the end of the time that the step before asked for.
   *
   * @param nowPs simulated time
   * @return picoseconds until the next step, or {@link #SLEEP}
   */
  protected abstract long step(long nowPs);
}
