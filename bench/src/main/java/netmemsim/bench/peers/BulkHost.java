package netmemsim.bench.peers;

import java.util.Objects;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpSysctl;
import netmemsim.models.topology.FrameReceiver;
import netmemsim.models.topology.LinkDirection;
import netmemsim.models.tun.TunHost;
import org.jspecify.annotations.Nullable;

/**
 * A host at the end of one link, with one process that writes all it can and reads all that comes.
 * The process runs when TCP is done with a packet, as a task does after softirq; there is no core,
 * so it takes no time.
 */
final class BulkHost implements FrameReceiver {
  private static final int HZ = 250;
  private static final int PORT = 5001;
  private static final int FIRST_NET = 10;
  private final TunHost host;
  private final int node;
  private @Nullable LinkDirection out;
  private @Nullable BulkSocket firstReady;
  private long readBytes;

  /** Where the last packet went, and the node that is there. */
  private @Nullable IpAddress lastDestination;

  private int lastNode;

  BulkHost(
      final EntityTree tree,
      final int node,
      final BulkLoad load,
      final TcpSysctl sysctl,
      final PacketPool packets) {
    this.node = node;
    host = new TunHost(tree, "h" + node, HZ, sysctl, packets, addressOf(node));
    host.setMtuBytes(load.mtuBytes());
    host.setSink(this::send);
  }

  private static IpAddress addressOf(final int node) {
    return IpAddress.parse(
        FIRST_NET + "." + (node >> 16) + "." + (node >> 8 & 0xFF) + "." + (node & 0xFF));
  }

  private static int nodeOf(final @Nullable IpAddress address) {
    return address == null ? 0 : address.octet(1) << 16 | address.octet(2) << 8 | address.octet(3);
  }

  /** What its process has read, bytes. */
  long readBytes() {
    return readBytes;
  }

  /** Its process has read. */
  void addRead(final long bytes) {
    readBytes += bytes;
  }

  TunHost entity() {
    return host;
  }

  int node() {
    return node;
  }

  void attach(final LinkDirection link) {
    out = link;
  }

  private void send(final Packet packet) {
    final IpAddress destination = packet.destination;
    if (destination != null && !destination.equals(lastDestination)) {
      lastDestination = destination;
      lastNode = nodeOf(destination);
    }
    packet.destinationNode = lastNode;
    Objects.requireNonNull(out).send(packet);
  }

  @Override
  public void receive(final Packet packet) {
    host.input(packet);
    BulkSocket socket = firstReady;
    firstReady = null;
    while (socket != null) {
      final BulkSocket following = socket.nextReady;
      socket.run();
      socket = following;
    }
  }

  /** A socket has something to read or room to write. */
  void wake(final BulkSocket socket) {
    socket.nextReady = firstReady;
    firstReady = socket;
  }

  /** Accepts connections, whose data is read and counted. */
  void listen() {
    Objects.requireNonNull(
        host.tcp()
            .listen(
                null,
                PORT,
                listener -> {
                  final TcpConnection accepted = Objects.requireNonNull(listener.accept());
                  accepted.setOwner(new BulkSocket(this, accepted));
                }));
  }

  /** Opens a connection that sends without end. */
  void connect(final BulkHost to) {
    Objects.requireNonNull(
        host.tcp()
            .connect(
                host.addresses().get(0),
                to.host.addresses().get(0),
                PORT,
                new BulkSocket(this, null)),
        "no free port");
  }
}
