package netmemsim.models.socket;

import org.jspecify.annotations.Nullable;

/**
 * Those who wait for something to happen to a file (wait_queue_head_t; kernel/sched/wait.c, v6.18):
 * all that are not exclusive are woken, of the exclusive ones one.
 */
final class WaitQueue {
  private @Nullable Waiter first;
  private @Nullable Waiter last;

  boolean isEmpty() {
    return first == null;
  }

  /** Adds a waiter: exclusive ones at the end, others at the front (__add_wait_queue). */
  void add(final Waiter waiter) {
    waiter.queue = this;
    if (waiter.exclusive) {
      waiter.previous = last;
      waiter.next = null;
      if (last == null) {
        first = waiter;
      } else {
        last.next = waiter;
      }
      last = waiter;
    } else {
      waiter.next = first;
      waiter.previous = null;
      if (first == null) {
        last = waiter;
      } else {
        first.previous = waiter;
      }
      first = waiter;
    }
  }

  void remove(final Waiter waiter) {
    final Waiter before = waiter.previous;
    final Waiter after = waiter.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    waiter.queue = null;
    waiter.next = null;
    waiter.previous = null;
  }

  /**
   * Wakes.
   *
   * @param events what happened, as POLL flags; 0 for anything
   * @param all whether all exclusive waiters are woken, too
   */
  void wake(final int events, final boolean all) {
    Waiter waiter = first;
    while (waiter != null) {
      final Waiter after = waiter.next;
      final boolean only = waiter.exclusive && !all;
      if (waiter.wake(events) && only) {
        return;
      }
      waiter = after;
    }
  }
}
