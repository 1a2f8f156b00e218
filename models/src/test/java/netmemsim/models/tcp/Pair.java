package netmemsim.models.tcp;

import java.util.Objects;
import java.util.Random;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.NetSimulator;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.Skb;
import netmemsim.models.payload.NcdevmemPattern;
import netmemsim.models.payload.Verifier;
import org.jspecify.annotations.Nullable;

/** A client and a server with a wire each way, and applications that write and read. */
final class Pair {
  static final int PORT = 5201;
  final VirtualTime time = new VirtualTime();
  final EntityTree tree = new EntityTree(new NetSimulator("tcp"), 1);
  final TestHost client;
  final TestHost server;
  final Wire toServer;
  final Wire toClient;
  final App sending = new App();
  final App receiving = new App();
  final TcpListener listener;

  Pair(final long rttPs) {
    this(rttPs, 1000, 1);
  }

  Pair(final long rttPs, final int hz, final long seed) {
    client = new TestHost(tree, "client", "10.0.0.1", time, hz, seed);
    server = new TestHost(tree, "server", "10.0.0.2", time, hz, seed + 1);
    toServer = new Wire(time, client, server);
    toClient = new Wire(time, server, client);
    toServer.delayPs = rttPs / 2;
    toClient.delayPs = rttPs / 2;
    listener =
        Objects.requireNonNull(
            server.tcp.listen(
                null, PORT, ready -> receiving.attach(Objects.requireNonNull(ready.accept()))));
  }

  void connect() {
    connect(new TcpSocketOptions(client.sysctl));
  }

  void connect(final TcpSocketOptions options) {
    final TcpConnection made =
        Objects.requireNonNull(
            client.tcp.connect(client.address, server.address, PORT, sending, options));
    sending.attach(made);
  }

  void run(final long forPs) {
    time.runUntil(time.nowPs + forPs);
  }

  static long count(final TestHost host, final Pair pair, final String metric) {
    return Objects.requireNonNull(pair.tree.findReading(host.tcp.path() + "/" + metric)).read();
  }

  long clientCount(final String metric) {
    return count(client, this, metric);
  }

  long serverCount(final String metric) {
    return count(server, this, metric);
  }

  /** Drops segments of a wire with a probability, by a seeded generator. */
  static void loseRandomly(final Wire wire, final long seed, final int perMille) {
    final Random random = new Random(seed);
    wire.lose = segment -> random.nextInt(1000) < perMille;
  }

  /** An application that writes a number of bytes, reads everything, and notes what happens. */
  static final class App implements TcpConnectionOwner {
    @Nullable TcpConnection connection;
    final Verifier verifier = new Verifier(new NcdevmemPattern(7));
    long toWrite;
    long written;
    long read;
    boolean reads = true;

    /** The clock, when the reader runs only after the segment was processed, as a process does. */
    @Nullable VirtualTime readsLater;

    boolean closesAtEnd = true;
    boolean closesAtEof = true;
    boolean established;
    boolean closed;
    boolean sawEof;
    @Nullable Errno closedWith;

    void attach(final TcpConnection made) {
      connection = made;
      made.setOwner(this);
      made.setSendContent(new NcdevmemPattern(7));
      if (made.state() == TcpState.ESTABLISHED) {
        established = true;
        write();
      }
      readAll();
    }

    TcpConnection get() {
      return Objects.requireNonNull(connection);
    }

    void write() {
      final TcpConnection open = get();
      while (written < toWrite) {
        final long taken = open.write(Math.min(65536, toWrite - written));
        written += taken;
        if (taken == 0) {
          return;
        }
      }
      if (closesAtEnd && toWrite > 0) {
        closesAtEnd = false;
        open.shutdownWrite();
      }
    }

    void readAll() {
      final TcpConnection open = connection;
      if (!reads || open == null) {
        return;
      }
      read(open.readableBytes());
    }

    long read(final long most) {
      final TcpConnection open = get();
      long total = 0;
      Skb skb = open.receiveHead();
      while (skb != null && total < most) {
        final int skip = (int) (open.copiedOffset() - skb.startOffset);
        final int bytes = (int) Math.min(skb.payloadBytes - skip, most - total);
        verifier.check(skb.content, skb.contentPosition + skip, bytes);
        total += bytes;
        open.consume(bytes);
        skb = open.receiveHead();
      }
      read += total;
      open.receiveDone(total);
      if (open.atEof() && !sawEof) {
        sawEof = true;
        if (closesAtEof) {
          open.close();
        }
      }
      return total;
    }

    @Override
    public void onEstablished(final TcpConnection open) {
      established = true;
      connection = open;
      write();
    }

    @Override
    public void onReadable(final TcpConnection open) {
      final VirtualTime later = readsLater;
      if (later != null) {
        later.at(later.nowPs, this::readAll);
        return;
      }
      readAll();
    }

    @Override
    public void onWritable(final TcpConnection open) {
      write();
    }

    @Override
    public void onClosed(final TcpConnection open, final Errno error) {
      closed = true;
      closedWith = error;
    }
  }
}
