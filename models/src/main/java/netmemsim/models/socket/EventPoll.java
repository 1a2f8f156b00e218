package netmemsim.models.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import netmemsim.models.kernel.Errno;
import org.jspecify.annotations.Nullable;

/**
 * An epoll instance (fs/eventpoll.c, v6.18): what is watched, and the list of what may be ready.
 * Level-triggered items stay on that list as long as they are ready; edge-triggered ones come back
 * to it only when their file wakes its waiters.
 */
final class EventPoll extends OpenFile {
  private static final int PRIVATE_BITS =
      Uapi.EPOLLWAKEUP | Uapi.EPOLLONESHOT | Uapi.EPOLLET | Uapi.EPOLLEXCLUSIVE;
  private static final int IN_OUT = Uapi.EPOLLIN | Uapi.EPOLLOUT;
  private static final int EXCLUSIVE_OK =
      IN_OUT
          | Uapi.EPOLLERR
          | Uapi.EPOLLHUP
          | Uapi.EPOLLWAKEUP
          | Uapi.EPOLLET
          | Uapi.EPOLLEXCLUSIVE;

  /** A watched file (struct epitem). */
  private final class Item extends Waiter {
    final int fd;
    final OpenFile file;
    int events;
    long data;
    boolean listed;

    Item(final int fd, final OpenFile file) {
      this.fd = fd;
      this.file = file;
    }

    /** What is ready of what is asked for. */
    int ready() {
      return file.poll() & events;
    }

    /** ep_poll_callback. */
    @Override
    boolean wake(final int happened) {
      final boolean shared = (events & Uapi.EPOLLEXCLUSIVE) == 0;
      if ((events & ~PRIVATE_BITS) == 0 || (happened != 0 && (happened & events) == 0)) {
        return shared;
      }
      list(this);
      boolean useful = shared;
      if (!shared && !waiters.isEmpty()) {
        final int kind = happened & IN_OUT;
        useful = kind == 0 || (kind != IN_OUT && (events & kind) != 0);
      }
      waiters.wake(Uapi.POLLIN, false);
      return useful;
    }
  }

  private final List<Item> items = new ArrayList<>();
  private final ArrayDeque<Item> ready = new ArrayDeque<>();

  private void list(final Item item) {
    if (!item.listed) {
      item.listed = true;
      ready.add(item);
    }
  }

  private @Nullable Item find(final int fd, final OpenFile file) {
    for (final Item item : items) {
      if (item.fd == fd && item.file == file) {
        return item;
      }
    }
    return null;
  }

  /** epoll_ctl(2), the descriptors having been looked up. */
  int control(
      final int operation, final int fd, final OpenFile file, final @Nullable EpollEvent event) {
    if (!file.canPoll()) {
      return -Errno.EPERM.number();
    }
    if (file == this || (operation != Uapi.EPOLL_CTL_DEL && event == null)) {
      return file == this ? -Errno.EINVAL.number() : -Errno.EFAULT.number();
    }
    final int events = event == null ? 0 : event.events;
    if (operation != Uapi.EPOLL_CTL_DEL && (events & Uapi.EPOLLEXCLUSIVE) != 0) {
      final boolean wrong = file instanceof EventPoll || (events & ~EXCLUSIVE_OK) != 0;
      if (operation == Uapi.EPOLL_CTL_MOD || wrong) {
        return -Errno.EINVAL.number();
      }
    }
    if (operation == Uapi.EPOLL_CTL_ADD && file instanceof EventPoll other && other.watches(this)) {
      return -Errno.ELOOP.number();
    }
    final Item item = find(fd, file);
    return switch (operation) {
      case Uapi.EPOLL_CTL_ADD ->
          item == null && event != null ? add(fd, file, event) : -Errno.EEXIST.number();
      case Uapi.EPOLL_CTL_DEL -> item == null ? -Errno.ENOENT.number() : remove(item);
      case Uapi.EPOLL_CTL_MOD ->
          item == null || event == null ? -Errno.ENOENT.number() : modify(item, event);
      default -> -Errno.EINVAL.number();
    };
  }

  /** Whether it watches another instance, maybe through further ones. */
  private boolean watches(final EventPoll other) {
    for (final Item item : items) {
      if (item.file == other || (item.file instanceof EventPoll next && next.watches(other))) {
        return true;
      }
    }
    return false;
  }

  private int add(final int fd, final OpenFile file, final EpollEvent event) {
    final Item item = new Item(fd, file);
    item.events = event.events | Uapi.EPOLLERR | Uapi.EPOLLHUP;
    item.data = event.data;
    item.exclusive = (event.events & Uapi.EPOLLEXCLUSIVE) != 0;
    items.add(item);
    file.waiters.add(item);
    file.watchers.add(this);
    look(item);
    return 0;
  }

  private int modify(final Item item, final EpollEvent event) {
    if ((item.events & Uapi.EPOLLEXCLUSIVE) != 0) {
      return -Errno.EINVAL.number();
    }
    item.events = event.events | Uapi.EPOLLERR | Uapi.EPOLLHUP;
    item.data = event.data;
    look(item);
    return 0;
  }

  private void look(final Item item) {
    if (item.ready() != 0 && !item.listed) {
      list(item);
      waiters.wake(Uapi.POLLIN, false);
    }
  }

  private int remove(final Item item) {
    item.leave();
    items.remove(item);
    if (item.listed) {
      ready.remove(item);
    }
    item.file.watchers.remove(this);
    return 0;
  }

  /** A watched file was closed (eventpoll_release_file). */
  void released(final OpenFile file) {
    for (int i = items.size() - 1; i >= 0; i--) {
      if (items.get(i).file == file) {
        remove(items.get(i));
      }
    }
  }

  @Override
  void close() {
    while (!items.isEmpty()) {
      remove(items.get(items.size() - 1));
    }
  }

  /**
   * Collects what is ready (ep_send_events).
   *
   * @param into gets the events; its length is {@code maxevents}
   * @return how many
   */
  int collect(final EpollEvent[] into) {
    int found = 0;
    final int looked = ready.size();
    final ArrayDeque<Item> again = new ArrayDeque<>();
    for (int i = 0; i < looked && found < into.length; i++) {
      final Item item = ready.removeFirst();
      item.listed = false;
      final int events = item.ready();
      if (events == 0) {
        continue;
      }
      into[found].events = events;
      into[found].data = item.data;
      found++;
      if ((item.events & Uapi.EPOLLONESHOT) != 0) {
        item.events &= PRIVATE_BITS;
      } else if ((item.events & Uapi.EPOLLET) == 0) {
        item.listed = true;
        again.add(item);
      }
    }
    ready.addAll(again);
    return found;
  }

  /** Whether something is ready, as poll(2) of the instance itself says. */
  @Override
  int poll() {
    for (final Item item : ready) {
      if (item.ready() != 0) {
        return Uapi.POLLIN | Uapi.POLLRDNORM;
      }
    }
    return 0;
  }
}
