package netmemsim.models.nic;

import java.util.Objects;
import netmemsim.core.event.Event;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Hardware GRO of one RX queue ({@code rx-gro-hw}; RSC of gve, TPA of bnxt, SHAMPO of mlx5): merges
 * the next segments of one flow into the buffers of the first until a flag, a gap, another flow, 64
 * KiB or a timeout ends it. Holds one packet at a time; the chips hold several, one for each flow.
 */
final class HardwareGro {
  /** The length field of IP ends here. */
  private static final int MAX_BYTES = 65535;

  private static final int CLOSING_FLAGS =
      TcpHeader.FIN | TcpHeader.PSH | TcpHeader.RST | TcpHeader.SYN | TcpHeader.URG;

  private final RxQueue queue;
  private @Nullable Packet held;
  private int buffers;
  private int segmentBytes;
  private int segments;
  private final Event timeout;

  HardwareGro(final RxQueue queue) {
    this.queue = queue;
    this.timeout =
        new Event(queue) {
          @Override
          public void fire(final long nowPs) {
            close();
          }
        };
  }

  /**
   * Takes a packet that the ring has buffers for, or adds it to the one that is held.
   *
   * @return whether it took it; else the caller completes it by itself
   */
  boolean receive(final Packet packet, final RxQueueMemory memory) {
    final Packet open = held;
    if (open != null) {
      if (continues(open, packet) && grow(open, packet, memory)) {
        return true;
      }
      close();
    }
    if (packet.payloadBytes == 0
        || (packet.tcp.flags & CLOSING_FLAGS) != 0
        || !queue.device().splits(packet)) {
      return false;
    }
    final Driver driver = queue.device().driver();
    final int needed = driver.buffersFor(queue.device(), packet);
    if (needed > memory.visible()) {
      return false;
    }
    driver.fill(queue.device(), memory, packet, 0);
    held = packet;
    buffers = needed;
    segmentBytes = packet.payloadBytes;
    segments = 1;
    queue.simulator().scheduleIn(timeout, queue.device().profile().hwGroTimeoutPs());
    return true;
  }

  private boolean grow(final Packet open, final Packet packet, final RxQueueMemory memory) {
    final int before = open.payloadBytes;
    open.grow(packet.payloadBytes);
    final Driver driver = queue.device().driver();
    final int needed = driver.buffersFor(queue.device(), open);
    if (open.ipLengthBytes() > MAX_BYTES || needed > memory.visible()) {
      open.grow(-packet.payloadBytes);
      return false;
    }
    driver.fill(queue.device(), memory, open, before);
    buffers = needed;
    segments++;
    open.tcp.flags |= packet.tcp.flags & (TcpHeader.FIN | TcpHeader.PSH);
    final boolean last =
        packet.payloadBytes < segmentBytes || (packet.tcp.flags & CLOSING_FLAGS) != 0;
    packet.release();
    if (last) {
      close();
    }
    return true;
  }

  private boolean continues(final Packet open, final Packet packet) {
    return packet.payloadBytes > 0
        && packet.payloadBytes <= segmentBytes
        && packet.tcp.sourcePort == open.tcp.sourcePort
        && packet.tcp.destinationPort == open.tcp.destinationPort
        && Objects.equals(packet.source, open.source)
        && Objects.equals(packet.destination, open.destination)
        && packet.tcp.sequence == open.tcp.sequence + open.payloadBytes
        && packet.tcp.acknowledgement == open.tcp.acknowledgement
        && packet.tcp.dsfield == open.tcp.dsfield
        && packet.tcp.sackBlocks == 0
        && open.tcp.sackBlocks == 0
        && packet.tcp.hasTimestamps == open.tcp.hasTimestamps
        && packet.tcp.timestampEcho == open.tcp.timestampEcho
        && (packet.tcp.flags & (TcpHeader.SYN | TcpHeader.RST | TcpHeader.URG | TcpHeader.CWR))
            == 0;
  }

  /** Completes the packet that is held. */
  void close() {
    final Packet open = held;
    if (open == null) {
      return;
    }
    held = null;
    queue.simulator().cancel(timeout);
    queue.complete(open, buffers, segmentBytes, segments);
  }

  /** Forgets the packet that is held: the queue stops. Returns how many wire packets were lost. */
  int forget() {
    final Packet open = held;
    if (open == null) {
      return 0;
    }
    held = null;
    queue.simulator().cancel(timeout);
    open.release();
    return segments;
  }
}
