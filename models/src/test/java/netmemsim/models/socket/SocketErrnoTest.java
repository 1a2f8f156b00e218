package netmemsim.models.socket;

import static netmemsim.models.socket.SocketPair.CLIENT_FD;
import static netmemsim.models.socket.SocketPair.PORT;
import static netmemsim.models.socket.SocketPair.SERVER;
import static netmemsim.models.socket.SocketPair.SERVER_FD;
import static netmemsim.models.socket.SocketPair.error;
import static org.junit.jupiter.api.Assertions.assertEquals;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.tcp.VirtualTime;
import org.junit.jupiter.api.Test;

/** Results and poll masks as measured on Linux 6.18.44 over loopback (non-blocking sockets). */
final class SocketErrnoTest {
  private static final int STREAM = Uapi.SOCK_STREAM | Uapi.SOCK_NONBLOCK;
  private static final int OUT = Uapi.POLLOUT | Uapi.POLLWRNORM;
  private static final int IN = Uapi.POLLIN | Uapi.POLLRDNORM;
  private static final int READ_SHUT = IN | Uapi.POLLRDHUP;
  private static final int ALL_SHUT = READ_SHUT | OUT | Uapi.POLLHUP;
  private final SocketPair pair = new SocketPair();
  private final SystemCalls client = pair.client;
  private final SystemCalls server = pair.server;
  private final Call call = new Call();

  private long recv(final SystemCalls of, final int fd, final long bytes, final int flags) {
    return of.recv(call, fd, bytes, flags | Uapi.MSG_DONTWAIT).result();
  }

  private long recv(final SystemCalls of, final int fd) {
    return recv(of, fd, 10, 0);
  }

  private long send(final SystemCalls of, final int fd) {
    return of.send(call, fd, 1, Uapi.MSG_DONTWAIT).result();
  }

  private void settle() {
    pair.run(100 * VirtualTime.MS);
  }

  @Test
  void socketRefusesFamiliesTypesAndProtocolsItHasNot() {
    assertEquals(error(Errno.EINVAL), client.socket(Uapi.AF_INET, 99, 0));
    assertEquals(error(Errno.EAFNOSUPPORT), client.socket(99, Uapi.SOCK_STREAM, 0));
    assertEquals(
        error(Errno.EPROTONOSUPPORT),
        client.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, Uapi.IPPROTO_UDP));
    assertEquals(error(Errno.ESOCKTNOSUPPORT), client.socket(Uapi.AF_INET, 5, 0));
    assertEquals(error(Errno.EINVAL), client.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 300));
  }

  @Test
  void descriptorsAreTheLowestFreeOnesFromThreeOn() {
    assertEquals(3, client.socket(Uapi.AF_INET, STREAM, 0));
    assertEquals(4, client.socket(Uapi.AF_INET, STREAM, 0));
    assertEquals(0, client.close(call, 3).result());
    assertEquals(3, client.socket(Uapi.AF_INET6, STREAM, 0));
    assertEquals(error(Errno.EBADF), client.close(call, 9).result());
    assertEquals(error(Errno.EBADF), client.listen(-1, 1));
  }

  @Test
  void aNewSocketIsNeitherConnectedNorListening() {
    final int fd = client.socket(Uapi.AF_INET, STREAM, 0);
    assertEquals(OUT | Uapi.POLLHUP, pair.poll(client, fd));
    assertEquals(error(Errno.ENOTCONN), recv(client, fd));
    assertEquals(error(Errno.EPIPE), send(client, fd));
    assertEquals(error(Errno.ENOTCONN), client.shutdown(fd, Uapi.SHUT_RDWR));
    assertEquals(error(Errno.EINVAL), client.accept(call, fd).result());
    assertEquals(ALL_SHUT, pair.poll(client, fd));
    assertEquals(0, recv(client, fd));
  }

  @Test
  void aListenerNeitherSendsNorConnectsAndStopsAtShutdownOfReading() {
    final int fd = client.socket(Uapi.AF_INET, STREAM, 0);
    assertEquals(0, client.listen(fd, 5));
    assertEquals(0, pair.poll(client, fd));
    assertEquals(error(Errno.ENOTCONN), recv(client, fd));
    assertEquals(error(Errno.EPIPE), send(client, fd));
    assertEquals(error(Errno.EISCONN), client.connect(call, fd, Sockaddr.of(SERVER, 9)).result());
    assertEquals(error(Errno.EAGAIN), client.accept(call, fd).result());
    assertEquals(0, client.shutdown(fd, Uapi.SHUT_WR));
    assertEquals(10, state(client, fd));
    assertEquals(0, client.shutdown(fd, Uapi.SHUT_RD));
    assertEquals(7, state(client, fd));
    assertEquals(error(Errno.EINVAL), client.accept(call, fd).result());
    assertEquals(OUT | Uapi.POLLHUP, pair.poll(client, fd));
    assertEquals(0, client.bind(fd, Sockaddr.of(Uapi.AF_INET, null, 0)));
  }

  private static int state(final SystemCalls of, final int fd) {
    final OptionValue value = new OptionValue();
    assertEquals(0, of.getsockopt(fd, Uapi.SOL_TCP, Uapi.TCP_INFO, value));
    return value.info.state;
  }

  @Test
  void connectToUnspecResetsTheConnection() {
    pair.connect();
    final Sockaddr nowhere = new Sockaddr(Uapi.AF_UNSPEC, null, 0, 16);
    assertEquals(0, client.connect(call, CLIENT_FD, nowhere).result());
    assertEquals(
        Errno.ECONNRESET.number(), pair.option(client, CLIENT_FD, Uapi.SOL_SOCKET, Uapi.SO_ERROR));
    assertEquals(OUT | Uapi.POLLHUP, pair.poll(client, CLIENT_FD));
    assertEquals(7, state(client, CLIENT_FD));
    assertEquals(error(Errno.ENOTCONN), recv(client, CLIENT_FD));
    assertEquals(error(Errno.EPIPE), send(client, CLIENT_FD));
    settle();
    assertEquals(ALL_SHUT | Uapi.POLLERR, pair.poll(server, SERVER_FD));
    assertEquals(error(Errno.ECONNRESET), recv(server, SERVER_FD));
    assertEquals(0, recv(server, SERVER_FD));
    assertEquals(error(Errno.EPIPE), send(server, SERVER_FD));
    assertEquals(ALL_SHUT, pair.poll(server, SERVER_FD));
  }

  @Test
  void afterAResetOneCallSaysSoAndLaterOnesThatItIsOver() {
    pair.connect();
    pair.reset();
    assertEquals(ALL_SHUT | Uapi.POLLERR, pair.poll(server, SERVER_FD));
    assertEquals(error(Errno.ECONNRESET), send(server, SERVER_FD));
    assertEquals(error(Errno.EPIPE), send(server, SERVER_FD));
    assertEquals(0, recv(server, SERVER_FD));
    assertEquals(0, pair.option(server, SERVER_FD, Uapi.SOL_SOCKET, Uapi.SO_ERROR));
    assertEquals(error(Errno.ENOTCONN), server.shutdown(SERVER_FD, Uapi.SHUT_WR));
    assertEquals(1, server.brokenPipes());
  }

  @Test
  void dataBeforeAResetIsStillRead() {
    pair.connect();
    assertEquals(3, client.write(call, CLIENT_FD, 3).result());
    pair.reset();
    assertEquals(3, recv(server, SERVER_FD));
    assertEquals(error(Errno.ECONNRESET), recv(server, SERVER_FD));
    assertEquals(0, recv(server, SERVER_FD));
  }

  @Test
  void aResetAfterTheFinIsNoErrorOfReadingAndEpipeOfWriting() {
    pair.connect();
    client.write(call, CLIENT_FD, 3);
    assertEquals(0, client.shutdown(CLIENT_FD, Uapi.SHUT_WR));
    settle();
    assertEquals(READ_SHUT | OUT, pair.poll(server, SERVER_FD));
    assertEquals(3, recv(server, SERVER_FD));
    assertEquals(0, recv(server, SERVER_FD));
    pair.reset();
    assertEquals(ALL_SHUT | Uapi.POLLERR, pair.poll(server, SERVER_FD));
    assertEquals(0, recv(server, SERVER_FD));
    assertEquals(error(Errno.EPIPE), send(server, SERVER_FD));
    assertEquals(0, pair.option(server, SERVER_FD, Uapi.SOL_SOCKET, Uapi.SO_ERROR));
  }

  @Test
  void shutdownOfReadingReadsWhatComesAllTheSame() {
    pair.connect();
    assertEquals(0, server.shutdown(SERVER_FD, Uapi.SHUT_RD));
    assertEquals(READ_SHUT | OUT, pair.poll(server, SERVER_FD));
    assertEquals(0, recv(server, SERVER_FD));
    client.write(call, CLIENT_FD, 3);
    settle();
    assertEquals(3, recv(server, SERVER_FD));
    assertEquals(0, recv(server, SERVER_FD));
  }

  @Test
  void shutdownOfWritingOnBothSidesEndsInAClosedSocketEvenInTimeWait() {
    pair.connect();
    assertEquals(0, server.shutdown(SERVER_FD, Uapi.SHUT_WR));
    settle();
    assertEquals(OUT, pair.poll(server, SERVER_FD));
    assertEquals(READ_SHUT | OUT, pair.poll(client, CLIENT_FD));
    assertEquals(error(Errno.EAGAIN), recv(server, SERVER_FD));
    assertEquals(error(Errno.EPIPE), send(server, SERVER_FD));
    assertEquals(5, state(server, SERVER_FD));
    assertEquals(8, state(client, CLIENT_FD));
    client.write(call, CLIENT_FD, 1);
    assertEquals(0, client.shutdown(CLIENT_FD, Uapi.SHUT_WR));
    settle();
    assertEquals(ALL_SHUT, pair.poll(server, SERVER_FD));
    assertEquals(7, state(server, SERVER_FD));
    assertEquals(7, state(client, CLIENT_FD));
    assertEquals(1, recv(server, SERVER_FD));
    assertEquals(0, recv(server, SERVER_FD));
    assertEquals(error(Errno.ENOTCONN), server.shutdown(SERVER_FD, Uapi.SHUT_RDWR));
    assertEquals(error(Errno.EINVAL), server.shutdown(SERVER_FD, 3));
  }

  @Test
  void aRefusedNonBlockingConnectIsAnErrorToBeTakenOnce() {
    final int fd = client.socket(Uapi.AF_INET, STREAM, 0);
    final Sockaddr nobody = Sockaddr.of(SERVER, 9);
    assertEquals(error(Errno.EINPROGRESS), client.connect(call, fd, nobody).result());
    assertEquals(0, pair.poll(client, fd));
    settle();
    assertEquals(ALL_SHUT | Uapi.POLLERR, pair.poll(client, fd));
    assertEquals(error(Errno.ECONNREFUSED), send(client, fd));
    assertEquals(0, recv(client, fd));
    assertEquals(error(Errno.ECONNABORTED), client.connect(call, fd, nobody).result());
    assertEquals(error(Errno.EINPROGRESS), client.connect(call, fd, nobody).result());
    settle();
    assertEquals(error(Errno.ECONNREFUSED), client.connect(call, fd, nobody).result());
    assertEquals(OUT | Uapi.POLLHUP, pair.poll(client, fd));
  }

  @Test
  void aSocketInSynSentWaitsAndShutdownEndsIt() {
    final int fd = client.socket(Uapi.AF_INET, STREAM, 0);
    final Sockaddr nobody = Sockaddr.of(IpAddress.parse("10.0.0.99"), 9);
    pair.toServer.lose = segment -> true;
    assertEquals(error(Errno.EINPROGRESS), client.connect(call, fd, nobody).result());
    assertEquals(error(Errno.EAGAIN), send(client, fd));
    assertEquals(error(Errno.EAGAIN), recv(client, fd));
    assertEquals(error(Errno.EALREADY), client.connect(call, fd, nobody).result());
    assertEquals(error(Errno.EINVAL), client.listen(fd, 1));
    assertEquals(error(Errno.EINVAL), client.bind(fd, Sockaddr.of(Uapi.AF_INET, null, 0)));
    assertEquals(0, client.shutdown(fd, Uapi.SHUT_RD));
    assertEquals(7, state(client, fd));
    assertEquals(OUT | Uapi.POLLHUP | Uapi.POLLERR, pair.poll(client, fd));
    assertEquals(error(Errno.EINPROGRESS), client.connect(call, fd, nobody).result());
  }

  @Test
  void peekLeavesAndTruncDiscardsAndWaitallDoesNotWaitWhenTold() {
    pair.connect();
    client.write(call, CLIENT_FD, 5);
    settle();
    assertEquals(3, recv(server, SERVER_FD, 3, Uapi.MSG_PEEK));
    assertEquals(5, recv(server, SERVER_FD, 10, Uapi.MSG_WAITALL));
    assertEquals(error(Errno.EAGAIN), recv(server, SERVER_FD, 10, Uapi.MSG_WAITALL));
    client.write(call, CLIENT_FD, 4);
    settle();
    assertEquals(0, recv(server, SERVER_FD, 0, 0));
    assertEquals(4, recv(server, SERVER_FD, 10, Uapi.MSG_TRUNC));
    assertEquals(0, client.write(call, CLIENT_FD, 0).result());
  }

  @Test
  void waitallWaitsForAllOfIt() {
    pair.connect();
    final Call waiting = server.recv(new Call(), SERVER_FD, 1000, Uapi.MSG_WAITALL);
    client.write(call, CLIENT_FD, 600);
    settle();
    assertEquals(false, waiting.isDone());
    client.write(call, CLIENT_FD, 600);
    settle();
    assertEquals(1000, waiting.result());
    assertEquals(200, recv(server, SERVER_FD, 1000, 0));
  }

  @Test
  void pollWaitsForTheLowWaterMarkAndRecvTakesLess() {
    pair.connect();
    assertEquals(0, server.setsockopt(SERVER_FD, Uapi.SOL_SOCKET, Uapi.SO_RCVLOWAT, 4));
    client.write(call, CLIENT_FD, 2);
    settle();
    assertEquals(OUT, pair.poll(server, SERVER_FD));
    assertEquals(2, recv(server, SERVER_FD));
    client.write(call, CLIENT_FD, 4);
    settle();
    assertEquals(OUT | IN, pair.poll(server, SERVER_FD));
  }

  @Test
  void bindRefusesTakenForeignAndSecondAddresses() {
    final int first = client.socket(Uapi.AF_INET, STREAM, 0);
    final int second = client.socket(Uapi.AF_INET, STREAM, 0);
    final int third = client.socket(Uapi.AF_INET, STREAM, 0);
    final Sockaddr where = Sockaddr.of(SocketPair.CLIENT, 7777);
    assertEquals(0, client.bind(first, where));
    assertEquals(error(Errno.EINVAL), client.bind(first, where));
    assertEquals(error(Errno.EADDRINUSE), client.bind(second, where));
    client.setsockopt(second, Uapi.SOL_SOCKET, Uapi.SO_REUSEADDR, 1);
    assertEquals(error(Errno.EADDRINUSE), client.bind(second, where));
    client.setsockopt(first, Uapi.SOL_SOCKET, Uapi.SO_REUSEADDR, 1);
    assertEquals(0, client.bind(second, where));
    assertEquals(0, client.listen(first, 1));
    assertEquals(error(Errno.EADDRINUSE), client.listen(second, 1));
    client.setsockopt(third, Uapi.SOL_SOCKET, Uapi.SO_REUSEADDR, 1);
    assertEquals(error(Errno.EADDRINUSE), client.bind(third, where));
    assertEquals(
        error(Errno.EADDRNOTAVAIL), client.bind(third, Sockaddr.of(IpAddress.parse("8.8.8.8"), 0)));
    assertEquals(error(Errno.EAFNOSUPPORT), client.bind(third, Sockaddr.of(SocketPair.CLIENT6, 0)));
  }

  @Test
  void aDualStackListenerAcceptsBothFamiliesUnlessV6Only() {
    final int dual = server.socket(Uapi.AF_INET6, STREAM, 0);
    assertEquals(0, server.bind(dual, Sockaddr.of(Uapi.AF_INET6, null, PORT)));
    assertEquals(0, server.listen(dual, 5));
    assertEquals(error(Errno.EINVAL), server.setsockopt(dual, Uapi.SOL_IPV6, Uapi.IPV6_V6ONLY, 1));
    final int v4 = client.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    final int mapped = client.socket(Uapi.AF_INET6, Uapi.SOCK_STREAM, 0);
    final int v6 = client.socket(Uapi.AF_INET6, Uapi.SOCK_STREAM, 0);
    assertEquals(0, pair.finish(client.connect(call, v4, Sockaddr.of(SERVER, PORT))));
    assertEquals(
        0, pair.finish(client.connect(call, mapped, Sockaddr.of(Uapi.AF_INET6, SERVER, PORT))));
    assertEquals(0, pair.finish(client.connect(call, v6, Sockaddr.of(SocketPair.SERVER6, PORT))));
    settle();
    assertEquals(4, server.accept(call, dual).result());
    assertEquals(
        Sockaddr.of(Uapi.AF_INET6, SocketPair.CLIENT, 32768).address(),
        java.util.Objects.requireNonNull(call.address()).address());
    assertEquals(5, server.accept(call, dual).result());
    assertEquals(6, server.accept(call, dual).result());
    final int only = client.socket(Uapi.AF_INET6, STREAM, 0);
    assertEquals(0, client.setsockopt(only, Uapi.SOL_IPV6, Uapi.IPV6_V6ONLY, 1));
    assertEquals(
        error(Errno.ENETUNREACH),
        client.connect(call, only, Sockaddr.of(Uapi.AF_INET6, SERVER, PORT)).result());
  }

  @Test
  void aBadBufferIsEfaultAndWhatCameBeforeItIsSent() {
    pair.connect();
    assertEquals(error(Errno.EFAULT), client.writev(call, CLIENT_FD, Iov.unmapped(1000)).result());
    assertEquals(500, client.writev(call, CLIENT_FD, Iov.of(500), Iov.unmapped(1000)).result());
    settle();
    assertEquals(error(Errno.EFAULT), server.readv(call, SERVER_FD, Iov.unmapped(1000)).result());
    assertEquals(500, server.readv(call, SERVER_FD, Iov.of(1000)).result());
  }

  @Test
  void receiveTimeoutsAreRoundedUpToTicksAndEndInEagain() {
    pair.connect();
    final OptionValue time = OptionValue.timeval(0, 100_500);
    assertEquals(0, server.setsockopt(SERVER_FD, Uapi.SOL_SOCKET, Uapi.SO_RCVTIMEO, time));
    assertEquals(0, server.getsockopt(SERVER_FD, Uapi.SOL_SOCKET, Uapi.SO_RCVTIMEO, time));
    assertEquals(101_000, time.second);
    final Call read = server.read(new Call(), SERVER_FD, 10);
    pair.run(100 * VirtualTime.MS);
    assertEquals(false, read.isDone());
    pair.run(20 * VirtualTime.MS);
    assertEquals(error(Errno.EAGAIN), read.result());
  }
}
