package netmemsim.models.nic;

import netmemsim.models.netmem.Netmem;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.SkbPool;

/**
 * How a packet lies in posted buffers: one buffer after the other, each filled to its end, the
 * header first where it was not split off.
 */
final class BufferPacking {
  private BufferPacking() {}

  /** How many buffers hold some bytes. */
  static int buffers(final int bytes, final int bufferBytes) {
    return (bytes + bufferBytes - 1) / bufferBytes;
  }

  /**
   * The hardware writes payload into the buffers that come next.
   *
   * @param memory the ring
   * @param packet the packet
   * @param headerBytes header bytes in front of the payload, 0 when split off
   * @param bufferBytes size of a buffer
   * @param from payload bytes that have been written before
   */
  static void write(
      final RxQueueMemory memory,
      final Packet packet,
      final int headerBytes,
      final int bufferBytes,
      final int from) {
    int written = from;
    while (written < packet.payloadBytes) {
      final int at = headerBytes + written;
      final int ahead = at / bufferBytes;
      final int inBuffer = at % bufferBytes;
      final int piece = Math.min(bufferBytes - inBuffer, packet.payloadBytes - written);
      memory
          .fillMemory(ahead)
          .write(
              memory.fillOffset(ahead) + inBuffer,
              piece,
              packet.content,
              packet.contentPosition + written);
      written += piece;
    }
  }

  /**
   * The driver hands the next filled buffers to an skb as fragments; what does not fit in one skb
   * goes to others on its frag_list.
   *
   * @param memory the ring
   * @param skb the skb
   * @param skbs where further ones come from
   * @param buffers how many buffers
   * @param headerBytes header bytes in front of the payload, which are left out
   * @param payloadBytes payload in all of them
   * @param bufferBytes size of a buffer
   */
  static void addFragments(
      final RxQueueMemory memory,
      final Skb skb,
      final SkbPool skbs,
      final int buffers,
      final int headerBytes,
      final int payloadBytes,
      final int bufferBytes) {
    int headerLeft = headerBytes;
    int left = payloadBytes;
    Skb tail = skb;
    for (int i = 0; i < buffers; i++) {
      final Netmem netmem = memory.reapMemory();
      final int offset = memory.reapOffset();
      memory.popBuffer();
      final int header = Math.min(headerLeft, bufferBytes);
      headerLeft -= header;
      final int piece = Math.min(bufferBytes - header, left);
      left -= piece;
      if (tail.fragments == Skb.MAX_SKB_FRAGS) {
        final Skb member = skbs.take();
        member.truesize = SkbOverhead.TRUESIZE;
        skb.addToFragList(member);
        tail = member;
      }
      tail.addFragment(netmem, offset + header, piece);
      tail.truesize += bufferBytes;
      if (tail != skb) {
        skb.payloadBytes += piece;
        skb.truesize += bufferBytes;
        skb.unreadable |= tail.unreadable;
      }
    }
  }

  /** The driver gives the next filled buffers back to their pool. */
  static void drop(final RxQueueMemory memory, final int buffers) {
    for (int i = 0; i < buffers; i++) {
      final Netmem netmem = memory.reapMemory();
      memory.popBuffer();
      netmem.put();
    }
  }
}
