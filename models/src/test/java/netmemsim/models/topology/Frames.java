package netmemsim.models.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.time.TransmissionTime;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.testbed.SteppedSimulator;

/** A link direction into nothing: notes what arrives, and when. */
final class Frames {
  final SteppedSimulator simulator = new SteppedSimulator();
  final EntityTree tree = new EntityTree(simulator, 1);
  final PacketPool packets = new PacketPool();
  final List<String> arrivals = new ArrayList<>();
  private final Entity port = new Entity(tree, "port") {};

  FrameReceiver receiver() {
    return packet -> {
      arrivals.add(packet.tcp.sequence + "@" + simulator.nowPs());
      packet.release();
    };
  }

  LinkDirection link(
      final long rateBitsPerSecond,
      final long delayPs,
      final LinkQueue limit,
      final DropList drops) {
    return new LinkDirection(
        port, new TransmissionTime(rateBitsPerSecond), delayPs, limit, drops, receiver());
  }

  /** A frame with a number as its sequence. */
  Packet frame(final int number, final int payloadBytes) {
    final Packet packet = packets.take();
    packet.tcp.sequence = number;
    packet.payloadBytes = payloadBytes;
    return packet;
  }

  long metric(final String name) {
    return Objects.requireNonNull(tree.findReading("port/link/" + name)).read();
  }
}
