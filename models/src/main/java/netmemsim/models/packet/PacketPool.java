package netmemsim.models.packet;

import org.jspecify.annotations.Nullable;

/** Packets for reuse; one pool serves a whole run. */
public final class PacketPool {
  private @Nullable Packet firstFree;
  private long live;
  private long made;

  /** Takes a packet with cleared headers. */
  public Packet take() {
    final Packet packet = takeAsItIs();
    packet.clear();
    return packet;
  }

  /**
   * Takes a packet and makes it the next segment of an outgoing buffer.
   *
   * @param skb the buffer
   * @param offset where in its payload the segment begins
   * @param lengthBytes payload of the segment
   */
  public Packet takeSegment(final Skb skb, final int offset, final int lengthBytes) {
    final Packet packet = takeAsItIs();
    packet.copySegment(skb, offset, lengthBytes);
    return packet;
  }

  private Packet takeAsItIs() {
    Packet packet = firstFree;
    if (packet == null) {
      packet = new Packet(this);
      made++;
    } else {
      firstFree = packet.nextFree;
      packet.nextFree = null;
      packet.free = false;
    }
    live++;
    return packet;
  }

  void release(final Packet packet) {
    if (packet.free) {
      throw new IllegalStateException("released twice");
    }
    packet.free = true;
    packet.nextFree = firstFree;
    firstFree = packet;
    live--;
  }

  /** Packets taken and not yet given back. */
  public long live() {
    return live;
  }

  /** Packets ever made. */
  public long made() {
    return made;
  }
}
