package netmemsim.models.socket;

import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpHost;
import org.jspecify.annotations.Nullable;

/**
 * What poll(2) and epoll_wait(2) do when their thread runs (fs/select.c, do_poll; fs/eventpoll.c,
 * ep_poll; v6.18). Time-outs are exact: the slack of the kernel's timers is left out.
 */
final class Polling {
  private static final long PS_PER_MS = 1_000_000_000L;
  private final SystemCalls calls;
  private final TcpHost host;
  private final Call.Attempt poll = this::poll;
  private final Call.Attempt epollWait = this::epollWait;

  Polling(final SystemCalls calls, final TcpHost host) {
    this.calls = calls;
    this.host = host;
  }

  /** Begins a poll; a negative time is for ever. */
  Call start(final Call call, final PollFd[] fds, final int timeoutMs) {
    call.pollFds = fds;
    return startTimed(call, poll, timeoutMs);
  }

  /** Begins an epoll_wait. */
  Call start(
      final Call call, final EventPoll epoll, final EpollEvent[] events, final int timeoutMs) {
    call.file = epoll;
    call.epollEvents = events;
    return startTimed(call, epollWait, timeoutMs);
  }

  private Call startTimed(final Call call, final Call.Attempt attempt, final int timeoutMs) {
    if (timeoutMs == 0) {
      call.deadlinePs = host.nowPs();
    } else if (timeoutMs > 0) {
      calls.threads.timeOutAt(call, host.nowPs() + timeoutMs * PS_PER_MS);
    }
    return calls.threads.start(call, attempt);
  }

  private long poll(final Call call) {
    final PollFd[] fds = Objects.requireNonNull(call.pollFds);
    int count = 0;
    for (final PollFd polled : fds) {
      polled.revents = 0;
      if (polled.fd >= 0) {
        final int always = Uapi.POLLERR | Uapi.POLLHUP | Uapi.POLLNVAL;
        polled.revents = calls.pollNow(polled.fd) & (polled.events | always);
        count += polled.revents != 0 ? 1 : 0;
      }
    }
    if (count > 0 || calls.threads.hasTimedOut(call)) {
      call.leaveAll();
      return count;
    }
    if (call.interrupted) {
      call.leaveAll();
      return -Errno.EINTR.number();
    }
    for (int i = 0; i < fds.length; i++) {
      final @Nullable OpenFile file = fds[i].fd < 0 ? null : calls.files.get(fds[i].fd);
      if (file != null) {
        call.alsoSleepOn(i, file, fds[i].events | Uapi.POLLERR | Uapi.POLLHUP);
      }
    }
    return Call.BLOCKED;
  }

  private long epollWait(final Call call) {
    final EventPoll epoll = (EventPoll) Objects.requireNonNull(call.file);
    final int count = epoll.collect(Objects.requireNonNull(call.epollEvents));
    if (count > 0 || calls.threads.hasTimedOut(call)) {
      return count;
    }
    if (call.interrupted) {
      return -Errno.EINTR.number();
    }
    return call.sleepOn(epoll, 0, true);
  }
}
