package netmemsim.models.socket;

import static netmemsim.models.socket.SocketPair.CLIENT_FD;
import static netmemsim.models.socket.SocketPair.PORT;
import static netmemsim.models.socket.SocketPair.SERVER;
import static netmemsim.models.socket.SocketPair.SERVER_FD;
import static netmemsim.models.socket.SocketPair.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.VirtualTime;
import org.junit.jupiter.api.Test;

/** Events as measured on Linux 6.18.44 over loopback; epoll(7). */
final class EpollTest {
  private static final int ET = Uapi.EPOLLET;
  private final SocketPair pair = new SocketPair();
  private final Call call = new Call();
  private final EpollEvent[] events = {new EpollEvent(), new EpollEvent(), new EpollEvent()};

  private int watch(final SystemCalls of, final int fd, final int what) {
    final int epfd = of.epollCreate1(0);
    assertEquals(0, of.epollCtl(epfd, Uapi.EPOLL_CTL_ADD, fd, new EpollEvent(what, fd)));
    return epfd;
  }

  /** The events of the one descriptor that is ready, 0 for none. */
  private int ready(final SystemCalls of, final int epfd) {
    final long count = of.epollWait(call, epfd, events, 0).result();
    return count == 0 ? 0 : events[0].events;
  }

  private void send(final long bytes) {
    pair.client.write(call, CLIENT_FD, bytes);
    settle();
  }

  private long read(final long bytes) {
    return pair.server.recv(call, SERVER_FD, bytes, Uapi.MSG_DONTWAIT).result();
  }

  private void settle() {
    pair.run(100 * VirtualTime.MS);
  }

  @Test
  void edgesComeWithNewDataOnly() {
    pair.connect();
    final int epfd = watch(pair.server, SERVER_FD, Uapi.EPOLLIN | ET);
    assertEquals(0, ready(pair.server, epfd));
    send(100);
    assertEquals(Uapi.EPOLLIN, ready(pair.server, epfd));
    assertEquals(0, ready(pair.server, epfd));
    send(1);
    assertEquals(Uapi.EPOLLIN, ready(pair.server, epfd));
    assertEquals(50, read(50));
    assertEquals(0, ready(pair.server, epfd));
    assertEquals(51, read(500));
    final EpollEvent both = new EpollEvent(Uapi.EPOLLIN | Uapi.EPOLLOUT | ET, 0);
    assertEquals(0, pair.server.epollCtl(epfd, Uapi.EPOLL_CTL_MOD, SERVER_FD, both));
    assertEquals(Uapi.EPOLLOUT, ready(pair.server, epfd));
    send(1);
    assertEquals(Uapi.EPOLLIN | Uapi.EPOLLOUT, ready(pair.server, epfd));
    pair.client.shutdown(CLIENT_FD, Uapi.SHUT_WR);
    settle();
    assertEquals(Uapi.EPOLLIN | Uapi.EPOLLOUT, ready(pair.server, epfd));
    assertEquals(0, ready(pair.server, epfd));
  }

  @Test
  void levelsStayUntilTheDataIsRead() {
    pair.connect();
    final int epfd = watch(pair.server, SERVER_FD, Uapi.EPOLLIN);
    send(1);
    assertEquals(Uapi.EPOLLIN, ready(pair.server, epfd));
    assertEquals(Uapi.EPOLLIN, ready(pair.server, epfd));
    read(10);
    assertEquals(0, ready(pair.server, epfd));
  }

  @Test
  void oneShotReportsOnceUntilItIsArmedAgain() {
    pair.connect();
    final int what = Uapi.EPOLLIN | Uapi.EPOLLONESHOT;
    final int epfd = watch(pair.server, SERVER_FD, what);
    send(1);
    assertEquals(Uapi.EPOLLIN, ready(pair.server, epfd));
    send(1);
    assertEquals(0, ready(pair.server, epfd));
    pair.server.epollCtl(epfd, Uapi.EPOLL_CTL_MOD, SERVER_FD, new EpollEvent(what, 0));
    assertEquals(Uapi.EPOLLIN, ready(pair.server, epfd));
    assertEquals(0, ready(pair.server, epfd));
  }

  @Test
  void controlRefusesWhatMakesNoSense() {
    pair.connect();
    final SystemCalls of = pair.server;
    final int epfd = watch(of, SERVER_FD, Uapi.EPOLLIN);
    final int other = of.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    final EpollEvent in = new EpollEvent(Uapi.EPOLLIN, 0);
    final EpollEvent exclusive = new EpollEvent(Uapi.EPOLLIN | Uapi.EPOLLEXCLUSIVE, 0);
    final EpollEvent wrong = new EpollEvent(exclusive.events | Uapi.EPOLLRDHUP, 0);
    final int add = Uapi.EPOLL_CTL_ADD;
    final int mod = Uapi.EPOLL_CTL_MOD;
    assertEquals(error(Errno.EEXIST), of.epollCtl(epfd, add, SERVER_FD, in));
    assertEquals(error(Errno.ENOENT), of.epollCtl(epfd, mod, other, in));
    assertEquals(error(Errno.ENOENT), of.epollCtl(epfd, Uapi.EPOLL_CTL_DEL, other, null));
    assertEquals(error(Errno.EINVAL), of.epollCtl(epfd, mod, SERVER_FD, exclusive));
    assertEquals(error(Errno.EINVAL), of.epollCtl(epfd, add, other, wrong));
    assertEquals(0, of.epollCtl(epfd, add, other, exclusive));
    assertEquals(error(Errno.EINVAL), of.epollCtl(epfd, mod, other, in));
    assertEquals(error(Errno.EINVAL), of.epollCtl(epfd, add, epfd, in));
    assertEquals(error(Errno.EBADF), of.epollCtl(epfd, add, 77, in));
    assertEquals(error(Errno.EINVAL), of.epollCtl(SERVER_FD, add, other, in));
    assertEquals(error(Errno.EINVAL), of.epollCreate(0));
    assertEquals(error(Errno.EINVAL), of.epollWait(call, SERVER_FD, events, 0).result());
  }

  @Test
  void errorAndHangUpAreReportedUnasked() {
    pair.connect();
    final int epfd = watch(pair.server, SERVER_FD, 0);
    send(1);
    assertEquals(0, ready(pair.server, epfd));
    pair.reset();
    assertEquals(Uapi.EPOLLERR | Uapi.EPOLLHUP, ready(pair.server, epfd));
  }

  @Test
  void theOutEdgeComesOnlyAfterAWriteWasCutShort() {
    pair.connect();
    final SystemCalls of = pair.client;
    of.setsockopt(CLIENT_FD, Uapi.SOL_SOCKET, Uapi.SO_SNDBUF, 20000);
    final int epfd = watch(of, CLIENT_FD, Uapi.EPOLLOUT | ET);
    assertEquals(Uapi.EPOLLOUT, ready(of, epfd));
    send(3);
    assertEquals(0, ready(of, epfd));
    while (of.send(call, CLIENT_FD, 10000, Uapi.MSG_DONTWAIT).result() > 0) {
      assertEquals(0, ready(of, epfd));
    }
    settle();
    assertEquals(Uapi.EPOLLOUT, ready(of, epfd));
    assertEquals(0, ready(of, epfd));
  }

  @Test
  void theEdgeOfAConnectIsWritableAndOfARefusalEverything() {
    pair.listen();
    final SystemCalls of = pair.client;
    final int stream = Uapi.SOCK_STREAM | Uapi.SOCK_NONBLOCK;
    final int fd = of.socket(Uapi.AF_INET, stream, 0);
    final int what = Uapi.EPOLLIN | Uapi.EPOLLOUT | Uapi.EPOLLRDHUP | ET;
    final int epfd = watch(of, fd, what);
    assertEquals(Uapi.EPOLLOUT | Uapi.EPOLLHUP, ready(of, epfd));
    assertEquals(
        error(Errno.EINPROGRESS), of.connect(call, fd, Sockaddr.of(SERVER, PORT)).result());
    assertEquals(0, ready(of, epfd));
    settle();
    assertEquals(Uapi.EPOLLOUT, ready(of, epfd));
    assertEquals(0, ready(of, epfd));
    final int refused = of.socket(Uapi.AF_INET, stream, 0);
    final int second = watch(of, refused, what);
    of.connect(call, refused, Sockaddr.of(SERVER, 9));
    settle();
    assertEquals((what & ~ET) | Uapi.EPOLLERR | Uapi.EPOLLHUP, ready(of, second));
  }

  @Test
  void aWaitSleepsUntilAnEventOrTheTimeout() {
    pair.connect();
    final int epfd = watch(pair.server, SERVER_FD, Uapi.EPOLLIN);
    final Call waiting = pair.server.epollWait(new Call(), epfd, events, -1);
    assertFalse(waiting.isDone());
    send(1);
    assertEquals(1, waiting.result());
    assertEquals(SERVER_FD, events[0].data);
    read(10);
    final Call timed = pair.server.epollWait(new Call(), epfd, events, 50);
    pair.run(49 * VirtualTime.MS);
    assertFalse(timed.isDone());
    pair.run(VirtualTime.MS);
    assertEquals(0, timed.result());
  }

  @Test
  void oneExclusiveWaiterIsWokenAndAllOthers() {
    pair.connect();
    final SystemCalls of = pair.server;
    final int first = watch(of, SERVER_FD, Uapi.EPOLLIN | Uapi.EPOLLEXCLUSIVE);
    final int second = watch(of, SERVER_FD, Uapi.EPOLLIN | Uapi.EPOLLEXCLUSIVE);
    final int shared = watch(of, SERVER_FD, Uapi.EPOLLIN);
    final Call waitsFirst = of.epollWait(new Call(), first, events, -1);
    final EpollEvent[] others = {new EpollEvent()};
    final Call waitsSecond = of.epollWait(new Call(), second, others, -1);
    final Call waitsShared =
        of.epollWait(new Call(), shared, new EpollEvent[] {new EpollEvent()}, -1);
    send(1);
    assertEquals(1, waitsFirst.result());
    assertFalse(waitsSecond.isDone());
    assertEquals(1, waitsShared.result());
  }

  @Test
  void pollWaitsForAnyOfItsDescriptors() {
    pair.connect();
    final PollFd[] fds = {
      new PollFd(-1, Uapi.POLLIN), new PollFd(3, Uapi.POLLIN), new PollFd(SERVER_FD, Uapi.POLLIN)
    };
    final Call waiting = pair.server.poll(new Call(), fds, 1000);
    assertFalse(waiting.isDone());
    send(1);
    assertEquals(1, waiting.result());
    assertEquals(0, fds[1].revents);
    assertEquals(Uapi.POLLIN, fds[2].revents);
    read(10);
    final Call timed = pair.server.poll(new Call(), fds, 30);
    pair.run(30 * VirtualTime.MS);
    assertEquals(0, timed.result());
    final PollFd[] closed = {new PollFd(99, 0)};
    assertEquals(1, pair.server.poll(call, closed, -1).result());
    assertEquals(Uapi.POLLNVAL, closed[0].revents);
  }

  @Test
  void aClosedDescriptorIsWatchedNoLonger() {
    pair.connect();
    final int epfd = watch(pair.server, SERVER_FD, Uapi.EPOLLIN);
    send(1);
    pair.server.close(call, SERVER_FD);
    assertEquals(0, ready(pair.server, epfd));
  }
}
