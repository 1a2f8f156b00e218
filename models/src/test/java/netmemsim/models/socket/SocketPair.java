package netmemsim.models.socket;

import java.util.Objects;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.NetSimulator;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TestHost;
import netmemsim.models.tcp.VirtualTime;
import netmemsim.models.tcp.Wire;
import org.jspecify.annotations.Nullable;

/** Two hosts, IPv4 and IPv6, 10 ms apart, with one process each. */
final class SocketPair {
  static final int PORT = 8080;
  static final IpAddress CLIENT = IpAddress.parse("10.0.0.1");
  static final IpAddress SERVER = IpAddress.parse("10.0.0.2");
  static final IpAddress CLIENT6 = IpAddress.parse("fd00::1");
  static final IpAddress SERVER6 = IpAddress.parse("fd00::2");
  final VirtualTime time = new VirtualTime();
  final TestHost clientHost;
  final TestHost serverHost;
  final Wire toServer;
  final Wire toClient;
  final SystemCalls client;
  final SystemCalls server;

  SocketPair() {
    final EntityTree tree = new EntityTree(new NetSimulator("sockets"), 1);
    clientHost = new TestHost(tree, "client", "10.0.0.1", time, 1000, 1);
    serverHost = new TestHost(tree, "server", "10.0.0.2", time, 1000, 2);
    toServer = new Wire(time, clientHost, serverHost);
    toClient = new Wire(time, serverHost, clientHost);
    toServer.delayPs = 5 * VirtualTime.MS;
    toClient.delayPs = 5 * VirtualTime.MS;
    client = new SystemCalls(clientHost.tcp, clientHost, new Addresses(CLIENT, CLIENT6));
    server = new SystemCalls(serverHost.tcp, serverHost, new Addresses(SERVER, SERVER6));
  }

  private record Addresses(IpAddress v4, IpAddress v6) implements InetRouting {
    @Override
    public boolean isLocal(final IpAddress address) {
      return address.equals(v4) || address.equals(v6);
    }

    @Override
    public @Nullable IpAddress sourceFor(final IpAddress destination) {
      return destination.isV6() ? v6 : v4;
    }
  }

  void run(final long forPs) {
    time.runUntil(time.nowPs + forPs);
  }

  /** Lets a call go on until it returns, a minute at most. */
  long finish(final Call call) {
    final long untilPs = time.nowPs + 60 * VirtualTime.S;
    while (!call.isDone() && time.nowPs < untilPs) {
      run(VirtualTime.MS);
    }
    return call.result();
  }

  /** Descriptor 3 of the server listens on {@link #PORT}. */
  int listen() {
    final int fd = server.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    expect(0, server.bind(fd, Sockaddr.of(Uapi.AF_INET, null, PORT)));
    expect(0, server.listen(fd, 10));
    return fd;
  }

  /** Descriptor 3 of the client and 4 of the server are a connection. */
  void connect() {
    final int listening = listen();
    final int fd = client.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    expect(0, finish(client.connect(new Call(), fd, Sockaddr.of(SERVER, PORT))));
    expect(4, finish(server.accept(new Call(), listening)));
  }

  static final int CLIENT_FD = 3;
  static final int SERVER_FD = 4;

  TcpConnection clientConnection() {
    return Objects.requireNonNull(client.connectionOf(CLIENT_FD));
  }

  TcpConnection serverConnection() {
    return Objects.requireNonNull(server.connectionOf(SERVER_FD));
  }

  private static void expect(final long expected, final long result) {
    if (expected != result) {
      throw new AssertionError("expected " + expected + ", got " + result);
    }
  }

  int poll(final SystemCalls calls, final int fd) {
    return calls.pollNow(fd);
  }

  long option(final SystemCalls calls, final int fd, final int level, final int name) {
    final OptionValue value = new OptionValue();
    expect(0, calls.getsockopt(fd, level, name, value));
    return value.number;
  }

  /** The connection is reset by the client. */
  void reset() {
    expect(0, client.setsockopt(CLIENT_FD, Uapi.SOL_SOCKET, Uapi.SO_LINGER, OptionValue.of(1, 0)));
    expect(0, client.close(new Call(), CLIENT_FD).result());
    run(20 * VirtualTime.MS);
  }

  static long error(final Errno errno) {
    return -errno.number();
  }
}
