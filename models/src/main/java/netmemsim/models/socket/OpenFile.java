package netmemsim.models.socket;

import java.util.ArrayList;
import java.util.List;

/** An open file description (struct file): what a descriptor stands for. */
abstract class OpenFile {
  /** Those who sleep on it or poll it. */
  final WaitQueue waiters = new WaitQueue();

  /** The epoll instances that watch it. */
  final List<EventPoll> watchers = new ArrayList<>(0);

  /** O_NONBLOCK. */
  boolean nonBlocking;

  /** Whether it can be waited for; a regular file is always ready (EPERM of epoll_ctl). */
  boolean canPoll() {
    return true;
  }

  /** Its descriptor was closed: nobody watches it any longer, and it goes. */
  final void release() {
    while (!watchers.isEmpty()) {
      watchers.get(watchers.size() - 1).released(this);
    }
    close();
  }

  /** Lets go of what is behind it. */
  abstract void close();

  /** What is so now, as POLL flags ({@code f_op->poll}). */
  abstract int poll();
}
