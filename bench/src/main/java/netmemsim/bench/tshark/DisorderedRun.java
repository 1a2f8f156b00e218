package netmemsim.bench.tshark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.time.Picoseconds;
import netmemsim.core.time.TransmissionTime;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpConnectionOwner;
import netmemsim.models.tcp.TcpListener;
import netmemsim.models.tcp.TcpSysctl;
import netmemsim.models.topology.DropList;
import netmemsim.models.topology.FrameReceiver;
import netmemsim.models.topology.LinkDirection;
import netmemsim.models.topology.LinkQueue;
import netmemsim.models.tun.TunHost;
import netmemsim.output.capture.CaptureRecorder;
import netmemsim.scenarios.packetdrill.live.VirtualClock;
import org.jspecify.annotations.Nullable;

/**
 * Two TUN hosts whose link lets data segments overtake others and marks CE: what a scenario file
 * cannot say. Each 50th data packet waits until seven more have passed; each 400th is lost.
 */
final class DisorderedRun {
  private static final int PORT = 5201;
  private static final long SENT_BYTES = 2 << 20;
  private static final int HZ = 1000;
  private static final long RATE_BITS_PER_SECOND = 100_000_000;
  private static final long DELAY_PS = 10 * Picoseconds.PER_MS;
  private static final long START_PS = 100 * Picoseconds.PER_MS;
  private static final long END_PS = 60_000 * Picoseconds.PER_MS;
  private static final int LOSE_EVERY = 400;
  private static final int HOLD_EVERY = 50;
  private static final int OVERTAKEN_BY = 7;

  /** Well before the end, so that some always follow that a held one can wait for. */
  private static final int HOLD_UNTIL = 1400;

  private static final int MARK_PACKETS = 60;
  private static final int QUEUE_PACKETS = 1000;

  private DisorderedRun() {}

  /** Lets packets overtake. */
  private static final class Overtaking implements FrameReceiver {
    private final TunHost to;
    private @Nullable Packet held;
    private int dataPackets;
    private int passed;

    Overtaking(final TunHost to) {
      this.to = to;
    }

    @Override
    public void receive(final Packet packet) {
      if (packet.payloadBytes > 0
          && ++dataPackets % HOLD_EVERY == 0
          && dataPackets < HOLD_UNTIL
          && held == null) {
        held = packet;
        passed = 0;
        return;
      }
      to.input(packet);
      final Packet waiting = held;
      if (waiting != null && ++passed == OVERTAKEN_BY) {
        held = null;
        to.input(waiting);
      }
    }
  }

  /** Sends everything, then closes. */
  private static final class Sender implements TcpConnectionOwner {
    private long left = SENT_BYTES;

    @Override
    public void onEstablished(final TcpConnection connection) {}

    @Override
    public void onReadable(final TcpConnection connection) {}

    @Override
    public void onWritable(final TcpConnection connection) {
      if (left > 0) {
        left -= Math.max(0, connection.write(left));
        if (left == 0) {
          connection.close();
        }
      }
    }

    @Override
    public void onClosed(final TcpConnection connection, final Errno error) {}
  }

  /** Reads everything, then closes. */
  private static final class Reader implements TcpConnectionOwner {
    private long got;

    @Override
    public void onEstablished(final TcpConnection connection) {}

    @Override
    public void onReadable(final TcpConnection connection) {
      final long count = connection.readableBytes();
      connection.consume(count);
      connection.receiveDone(count);
      got += count;
      if (got == SENT_BYTES) {
        connection.close();
      }
    }

    @Override
    public void onWritable(final TcpConnection connection) {}

    @Override
    public void onClosed(final TcpConnection connection, final Errno error) {}
  }

  /**
   * Runs it.
   *
   * @param folder where the captures go
   * @return the run
   * @throws IOException when they cannot be written
   */
  static CheckedRun into(final Path folder) throws IOException {
    final VirtualClock clock = VirtualClock.make();
    final EntityTree tree = new EntityTree(clock, 1);
    final Reader reader = new Reader();
    try (CaptureRecorder recorder =
        CaptureRecorder.open(
            tree, CaptureRecorder.DEFAULT_SNAP_BYTES, "netmemsim", folder::resolve)) {
      final PacketPool packets = new PacketPool();
      final TunHost client = host(tree, "client", packets, "10.0.0.1");
      final TunHost server = host(tree, "server", packets, "10.0.0.2");
      client.setSink(
          link(
              client,
              new DropList(none(), LOSE_EVERY, none(), new int[0]),
              new Overtaking(server)));
      server.setSink(link(server, DropList.NONE, client::input));
      Objects.requireNonNull(
          server
              .tcp()
              .listen(
                  null,
                  PORT,
                  (final TcpListener listener) ->
                      Objects.requireNonNull(listener.accept()).setOwner(reader)));
      final Sender sender = new Sender();
      final TcpConnection connection =
          Objects.requireNonNull(
              client
                  .tcp()
                  .connect(client.addresses().get(0), server.addresses().get(0), PORT, sender));
      clock.runUntil(START_PS);
      sender.onWritable(connection);
      clock.runUntil(END_PS);
      Objects.requireNonNull(recorder);
    }
    if (reader.got != SENT_BYTES) {
      throw new IllegalStateException("received " + reader.got + " bytes");
    }
    return new CheckedRun(
        "reordering-ecn",
        folder.resolve(CaptureRecorder.fileName("client")),
        folder.resolve(CaptureRecorder.fileName("server")),
        CheckedRun.counters(tree));
  }

  private static long[] none() {
    return new long[0];
  }

  private static TunHost host(
      final EntityTree tree, final String name, final PacketPool packets, final String address) {
    final TcpSysctl sysctl = new TcpSysctl();
    sysctl.set("net.ipv4.tcp_ecn", "1");
    return new TunHost(tree, name, HZ, sysctl, packets, IpAddress.parse(address));
  }

  private static FrameReceiver link(
      final TunHost from, final DropList lost, final FrameReceiver to) {
    return new LinkDirection(
            from,
            new TransmissionTime(RATE_BITS_PER_SECOND),
            DELAY_PS,
            new LinkQueue(QUEUE_PACKETS, Long.MAX_VALUE, MARK_PACKETS),
            lost,
            to)
        ::send;
  }
}
