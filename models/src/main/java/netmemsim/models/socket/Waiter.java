package netmemsim.models.socket;

import org.jspecify.annotations.Nullable;

/** Somebody on a wait queue (wait_queue_entry_t). */
abstract class Waiter {
  @Nullable WaitQueue queue;
  @Nullable Waiter next;
  @Nullable Waiter previous;

  /** Whether one such waiter is enough to be woken (WQ_FLAG_EXCLUSIVE). */
  boolean exclusive;

  /**
   * Something happened.
   *
   * @param events what, as POLL flags; 0 for anything
   * @return whether that was of use to this waiter
   */
  abstract boolean wake(int events);

  /** Leaves the queue, if on one. */
  final void leave() {
    final WaitQueue from = queue;
    if (from != null) {
      from.remove(this);
    }
  }
}
