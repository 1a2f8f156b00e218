package netmemsim.models.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.NetSimulator;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/** A hand-made peer of one host: sends the segments that it is told to, keeps what it gets. */
final class Remote {
  static final int PORT = 5555;
  static final int ISN = 1000;
  static final IpAddress ADDRESS = IpAddress.parse("192.0.2.1");
  final VirtualTime time = new VirtualTime();
  final EntityTree tree = new EntityTree(new NetSimulator("remote"), 1);
  final TestHost host = new TestHost(tree, "host", "192.168.0.1", time, 1000, 1);

  /** One segment that came from the host. */
  record Got(long atMs, int flags, int sequence, int acknowledgement, TcpHeader header, int bytes) {
    boolean is(final int wanted) {
      return flags == wanted;
    }
  }

  final List<Got> got = new ArrayList<>();

  /** Our port. */
  int port = PORT;

  /** The host's port. */
  int hostPort = Pair.PORT;

  Remote() {
    host.wire =
        skb -> {
          final TcpHeader copy = new TcpHeader();
          copy.copyFrom(skb.tcp);
          got.add(
              new Got(
                  time.nowPs / VirtualTime.MS,
                  skb.tcp.flags,
                  skb.tcp.sequence,
                  skb.tcp.acknowledgement,
                  copy,
                  skb.payloadBytes));
          if (skb.transmitObserver != null) {
            skb.transmitObserver.transmitted(skb);
          }
          skb.free();
        };
  }

  void send(final int flags, final int sequence, final int acknowledgement, final int bytes) {
    send(flags, sequence, acknowledgement, bytes, header -> {});
  }

  void send(
      final int flags,
      final int sequence,
      final int acknowledgement,
      final int bytes,
      final Consumer<TcpHeader> options) {
    final Skb skb = host.pool.take();
    skb.source = ADDRESS;
    skb.destination = host.address;
    skb.tcp.sourcePort = port;
    skb.tcp.destinationPort = hostPort;
    skb.tcp.flags = flags;
    skb.tcp.sequence = sequence;
    skb.tcp.acknowledgement = acknowledgement;
    skb.tcp.window = 65535;
    skb.payloadBytes = bytes;
    skb.linearBytes = bytes;
    skb.truesize = bytes + 832;
    skb.gsoSegments = 1;
    options.accept(skb.tcp);
    host.tcp.receive(skb);
  }

  Got last() {
    return got.get(got.size() - 1);
  }

  void run(final long forPs) {
    time.runUntil(time.nowPs + forPs);
  }

  long count(final String metric) {
    return Objects.requireNonNull(tree.findReading(host.tcp.path() + "/" + metric)).read();
  }

  /** A passive connection of the host, established; the segments so far are forgotten. */
  Server established(final TcpListener listener) {
    send(TcpHeader.SYN, ISN, 0, 0, header -> header.setMssOption(1460));
    final int isn = last().sequence();
    send(TcpHeader.ACK, ISN + 1, isn + 1, 0);
    final TcpConnection made = Objects.requireNonNull(listener.accept());
    final Pair.App app = new Pair.App();
    app.closesAtEof = false;
    app.closesAtEnd = false;
    app.attach(made);
    got.clear();
    return new Server(made, app, isn);
  }

  TcpListener listen() {
    final @Nullable TcpListener listener = host.tcp.listen(null, hostPort, ready -> {});
    return Objects.requireNonNull(listener);
  }

  record Server(TcpConnection connection, Pair.App app, int isn) {}
}
