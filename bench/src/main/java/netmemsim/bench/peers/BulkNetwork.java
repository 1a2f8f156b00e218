package netmemsim.bench.peers;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.time.Picoseconds;
import netmemsim.core.time.TransmissionTime;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.tcp.TcpSysctl;
import netmemsim.models.topology.DropList;
import netmemsim.models.topology.FrameReceiver;
import netmemsim.models.topology.LinkDirection;
import netmemsim.models.topology.LinkQueue;
import netmemsim.models.topology.Switch;
import org.jspecify.annotations.Nullable;

/** Builds the hosts, switches, links and flows of a {@link BulkLoad}. */
public final class BulkNetwork implements AutoCloseable {
  private static final long LONG_HAUL_PS = 100 * Picoseconds.PER_US;
  private static final long SHORT_HAUL_PS = 10 * Picoseconds.PER_US;
  private static final int PODS = 4;

  /** Payload and truesize of what a TUN write makes of a packet, bytes: MTU 1500, and 9000. */
  private static final int[] SMALL_SKB = {1448, 2304};

  private static final int[] JUMBO_SKB = {8948, 12544};
  private final BulkSimulator simulator;
  private final EntityTree tree;
  private final PacketPool packets = new PacketPool();
  private final BulkLoad load;
  private final TransmissionTime rate;
  private final TcpSysctl sysctl = new TcpSysctl();
  private final List<BulkHost> hosts = new ArrayList<>();

  /**
   * Builds it; flows start a microsecond after each other.
   *
   * @param load what to build
   */
  public BulkNetwork(final BulkLoad load) {
    this.load = load;
    rate = new TransmissionTime(load.gigabits() * 1_000_000_000L);
    final int[] skb = load.mss() > SMALL_SKB[0] ? JUMBO_SKB : SMALL_SKB;
    final int buffer = (int) (load.windowBytes() * skb[1] / skb[0]);
    sysctl.rmem[1] = buffer;
    sysctl.rmem[2] = buffer;
    sysctl.moderateRcvbuf = 0;
    sysctl.wmem[2] = 1 << 28;
    sysctl.set("net.ipv4.tcp_congestion_control", load.control());
    // Last of what may fail: it has a thread.
    simulator = new BulkSimulator();
    tree = new EntityTree(simulator, 1);
    switch (load.topology()) {
      case "p2p" -> pointToPoint();
      case "dumbbell" -> dumbbell(load.flows(), load.flows());
      case "crowd" -> dumbbell(BulkLoad.CROWD_PAIRS, load.flows());
      case "fattree" -> fatTree();
      default -> throw new IllegalArgumentException("no such topology: " + load.topology());
    }
  }

  /** The simulator. */
  public BulkSimulator simulator() {
    return simulator;
  }

  /** The run's entities. */
  public EntityTree tree() {
    return tree;
  }

  /** Payload that applications have read, bytes. */
  public long deliveredBytes() {
    long sum = 0;
    for (final BulkHost host : hosts) {
      sum += host.readBytes();
    }
    return sum;
  }

  private void pointToPoint() {
    final BulkHost a = host();
    final BulkHost b = host();
    a.attach(direction(a.entity(), LONG_HAUL_PS, b));
    b.attach(direction(b.entity(), LONG_HAUL_PS, a));
    b.listen();
    flow(a, b, 0);
  }

  /** Hosts 0 to pairs - 1 send to those that follow, one flow or more each. */
  private void dumbbell(final int pairs, final int flows) {
    for (int i = 0; i < 2 * pairs; i++) {
      host();
    }
    final Switch left = new Switch(tree, "left", 2 * pairs);
    final Switch right = new Switch(tree, "right", 2 * pairs + 1);
    final LinkDirection[] leftRoutes = new LinkDirection[2 * pairs];
    final LinkDirection[] rightRoutes = new LinkDirection[2 * pairs];
    final Switch.Port leftEnd = left.addPort("p");
    final Switch.Port rightEnd = right.addPort("p");
    final LinkDirection eastward = direction(leftEnd, LONG_HAUL_PS, rightEnd);
    final LinkDirection westward = direction(rightEnd, LONG_HAUL_PS, leftEnd);
    for (int i = 0; i < 2 * pairs; i++) {
      final boolean sender = i < pairs;
      leftRoutes[i] = sender ? join(hosts.get(i), left) : eastward;
      rightRoutes[i] = sender ? westward : join(hosts.get(i), right);
    }
    left.setRoutes(leftRoutes);
    right.setRoutes(rightRoutes);
    for (int i = pairs; i < 2 * pairs; i++) {
      hosts.get(i).listen();
    }
    for (int i = 0; i < flows; i++) {
      flow(hosts.get(i % pairs), hosts.get(pairs + i % pairs), i);
    }
  }

  /** As the ns-3 program: h sends to h + 4; the destination chooses the way up. */
  private void fatTree() {
    final int count = BulkLoad.FAT_TREE_HOSTS;
    for (int i = 0; i < count; i++) {
      host();
    }
    final Switch[] edges = switches("e", 2 * PODS, count);
    final Switch[] aggregations = switches("a", 2 * PODS, count + 2 * PODS);
    final Switch[] cores = switches("c", PODS, count + 4 * PODS);
    final LinkDirection[] down = new LinkDirection[count];
    for (int h = 0; h < count; h++) {
      down[h] = join(hosts.get(h), edges[h / 2]);
    }
    final LinkDirection[][] edgeUp = new LinkDirection[2 * PODS][2];
    final LinkDirection[][] aggregationDown = new LinkDirection[2 * PODS][2];
    final LinkDirection[][] aggregationUp = new LinkDirection[2 * PODS][2];
    final LinkDirection[][] coreDown = new LinkDirection[PODS][PODS];
    for (int pod = 0; pod < PODS; pod++) {
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          final int e = 2 * pod + i;
          final int a = 2 * pod + j;
          edgeUp[e][j] = direction(edges[e].addPort("u" + j), SHORT_HAUL_PS, port(aggregations[a]));
          aggregationDown[a][i] =
              direction(aggregations[a].addPort("d" + i), SHORT_HAUL_PS, port(edges[e]));
          final int c = 2 * j + i;
          aggregationUp[a][i] =
              direction(aggregations[a].addPort("u" + i), SHORT_HAUL_PS, port(cores[c]));
          coreDown[c][pod] =
              direction(cores[c].addPort("d" + pod), SHORT_HAUL_PS, port(aggregations[a]));
        }
      }
    }
    for (int s = 0; s < 2 * PODS; s++) {
      final LinkDirection[] edgeRoutes = new LinkDirection[count];
      final LinkDirection[] aggregationRoutes = new LinkDirection[count];
      for (int d = 0; d < count; d++) {
        edgeRoutes[d] = d / 2 == s ? down[d] : edgeUp[s][d % 2];
        aggregationRoutes[d] =
            d / 4 == s / 2 ? aggregationDown[s][d / 2 % 2] : aggregationUp[s][d / 2 % 2];
      }
      edges[s].setRoutes(edgeRoutes);
      aggregations[s].setRoutes(aggregationRoutes);
    }
    for (int c = 0; c < PODS; c++) {
      final LinkDirection[] routes = new LinkDirection[count];
      for (int d = 0; d < count; d++) {
        routes[d] = coreDown[c][d / 4];
      }
      cores[c].setRoutes(routes);
    }
    for (final BulkHost host : hosts) {
      host.listen();
    }
    for (int h = 0; h < count; h++) {
      flow(hosts.get(h), hosts.get((h + 4) % count), h);
    }
  }

  private Switch[] switches(final String prefix, final int count, final int firstNode) {
    final Switch[] made = new Switch[count];
    for (int i = 0; i < count; i++) {
      made[i] = new Switch(tree, prefix + i, firstNode + i);
    }
    return made;
  }

  private static FrameReceiver port(final Switch at) {
    return at.addPort("r" + at.tree().entities().size());
  }

  private BulkHost host() {
    final BulkHost made = new BulkHost(tree, hosts.size(), load, sysctl, packets);
    hosts.add(made);
    return made;
  }

  /** Links a host to a switch; returns the way down. */
  private LinkDirection join(final BulkHost host, final Switch to) {
    final Switch.Port port = to.addPort("h" + host.node());
    host.attach(direction(host.entity(), SHORT_HAUL_PS, port));
    return direction(port, SHORT_HAUL_PS, host);
  }

  private LinkDirection direction(
      final Entity port, final long delayPs, final @Nullable FrameReceiver receiver) {
    if (receiver == null) {
      throw new IllegalArgumentException("a link needs two ends");
    }
    return new LinkDirection(port, rate, delayPs, LinkQueue.UNLIMITED, DropList.NONE, receiver);
  }

  private void flow(final BulkHost from, final BulkHost to, final int startUs) {
    simulator.scheduleAt(
        new Event(null) {
          @Override
          public void fire(final long nowPs) {
            from.connect(to);
          }
        },
        startUs * Picoseconds.PER_US);
  }

  @Override
  public void close() {
    simulator.close();
  }
}
