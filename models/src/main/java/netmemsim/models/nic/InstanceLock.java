package netmemsim.models.nic;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The lock under which a device is reconfigured: RTNL, or since v6.15 the device's instance lock.
 * Whoever comes while it is held waits in order of arrival.
 */
public final class InstanceLock {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean held;

  /**
   * Runs a task under the lock, at once or when it is free. The task calls {@link #release} when it
   * is done, possibly at a later time.
   *
   * @param task the task
   */
  public void acquire(final Runnable task) {
    if (held) {
      waiting.add(task);
    } else {
      held = true;
      task.run();
    }
  }

  /** Gives the lock to the next in line. */
  public void release() {
    final Runnable next = waiting.poll();
    if (next == null) {
      held = false;
    } else {
      next.run();
    }
  }
}
