package netmemsim.models.socket;

import netmemsim.models.netmem.ContentReader;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.packet.Skb;

/** Copies payload out of a readable buffer (skb_copy_datagram_iter). */
final class SkbCopy {
  private SkbCopy() {}

  /**
   * Copies.
   *
   * @param skb the buffer, with its frag_list
   * @param offset payload bytes to skip
   * @param wanted bytes to copy
   * @param into gets them
   */
  static void copy(final Skb skb, final int offset, final int wanted, final ContentReader into) {
    int skip = offset;
    int left = wanted;
    Skb part = skb;
    boolean head = true;
    while (part != null && left > 0) {
      if (skip < part.linearBytes) {
        final int piece = Math.min(part.linearBytes - skip, left);
        part.readLinear(skip, piece, into);
        left -= piece;
        skip = 0;
      } else {
        skip -= part.linearBytes;
      }
      for (int i = 0; i < part.fragments && left > 0; i++) {
        final int size = part.fragmentBytes[i];
        final Netmem memory = part.fragmentMemory[i];
        if (skip < size && memory != null) {
          final int piece = Math.min(size - skip, left);
          memory.read(part.fragmentOffset[i] + skip, piece, into);
          left -= piece;
          skip = 0;
        } else {
          skip -= size;
        }
      }
      part = head ? skb.fragList : part.next;
      head = false;
    }
  }
}
