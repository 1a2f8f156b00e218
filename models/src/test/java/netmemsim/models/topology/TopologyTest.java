package netmemsim.models.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import netmemsim.core.entity.Entity;
import netmemsim.core.time.TransmissionTime;
import netmemsim.models.packet.Packet;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private static final TransmissionTime RATE = new TransmissionTime(1_000_000_000L);

  private final Frames at = new Frames();
  private final Topology topology = new Topology();

  private int host(final String name) {
    final int node = topology.nextNode();
    topology.addNode(new Entity(at.tree, name) {});
    return node;
  }

  private Switch addSwitch(final String name) {
    final Switch added = new Switch(at.tree, name, topology.nextNode());
    topology.addNode(added);
    return added;
  }

  private LinkDirection connect(
      final int from, final int to, final long delayPs, final FrameReceiver receiver) {
    final Entity owner = topology.node(from);
    final String name = "to" + to + "_" + delayPs + "_" + at.tree.entities().size();
    final Entity port =
        owner instanceof Switch added ? added.addPort(name) : new Entity(owner, name) {};
    return topology.connect(
        from, to, port, RATE, delayPs, LinkQueue.UNLIMITED, DropList.NONE, receiver);
  }

  @Test
  void switchForwardsAlongTheShortestDelay() {
    final int client = host("client");
    final Switch first = addSwitch("first");
    final Switch second = addSwitch("second");
    final int server = host("server");
    final Switch.Port into = first.addPort("in");
    final LinkDirection up = connect(client, first.node(), 10, into);
    connect(first.node(), server, 5_000_000, at.receiver());
    connect(first.node(), second.node(), 1_000, second.addPort("in"));
    connect(second.node(), server, 1_000, at.receiver());
    topology.route();
    assertThat(topology.firstHop(client, server)).isSameAs(up);
    final Packet packet = at.frame(7, 0);
    packet.destinationNode = server;
    up.send(packet);
    at.simulator.runUntil(10_000_000);
    // 84 bytes at 1 Gbit/s three times, store and forward.
    assertThat(at.arrivals).containsExactly("7@" + (3 * 672_000 + 10 + 1_000 + 1_000));
    assertThat(Objects.requireNonNull(at.tree.findReading("second/forwarded")).read()).isEqualTo(1);
  }

  @Test
  void equalDelaysAreDecidedByTheOrderOfLinks() {
    final int client = host("client");
    final Switch one = addSwitch("one");
    final Switch two = addSwitch("two");
    final int server = host("server");
    final LinkDirection viaTwo = connect(client, two.node(), 10, two.addPort("in"));
    connect(client, one.node(), 10, one.addPort("in"));
    connect(one.node(), server, 10, at.receiver());
    connect(two.node(), server, 10, at.receiver());
    topology.route();
    assertThat(topology.firstHop(client, server)).isSameAs(viaTwo);
  }

  /** A host with two NICs does not forward, however short the way through it is. */
  @Test
  void hostsAreNotPartOfARouteBetweenOthers() {
    final Switch left = addSwitch("left");
    final Switch right = addSwitch("right");
    final int dual = host("dual");
    final int server = host("server");
    connect(left.node(), dual, 1, at.receiver());
    connect(dual, right.node(), 1, right.addPort("fromDual"));
    connect(left.node(), right.node(), 1_000_000, right.addPort("fromLeft"));
    connect(right.node(), server, 1, at.receiver());
    topology.route();
    final Packet packet = at.frame(1, 0);
    packet.destinationNode = server;
    left.addPort("in").receive(packet);
    at.simulator.runUntil(10_000_000);
    assertThat(at.arrivals).containsExactly("1@" + (2 * 672_000 + 1_000_000 + 1));
    assertThat(topology.firstHop(dual, server)).as("it may send itself").isNotNull();
  }

  @Test
  void frameToUnreachableHostIsDroppedAndCounted() {
    final Switch only = addSwitch("only");
    final int island = host("island");
    topology.route();
    final Packet packet = at.frame(1, 0);
    packet.destinationNode = island;
    only.addPort("in").receive(packet);
    assertThat(Objects.requireNonNull(at.tree.findReading("only/no_route")).read()).isEqualTo(1);
    assertThat(at.packets.live()).isZero();
    assertThat(topology.firstHop(island, only.node())).isNull();
  }
}
