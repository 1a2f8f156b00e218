package netmemsim.models.nic;

import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;
import netmemsim.models.payload.Content;
import org.jspecify.annotations.Nullable;

/**
 * A NIC that now and then splits a packet behind its header instead of at its end, so that the
 * first bytes of payload stay in the header's buffer, host memory, and become the skb's linear part
 * (Documentation/networking/devmem.rst, v6.12, SCM_DEVMEM_LINEAR). No driver of the model does so
 * by itself.
 */
final class LateSplit {
  private final int every;
  private final int bytes;
  private int count;
  private @Nullable Content content;
  private long position;

  /**
   * Late from now on.
   *
   * @param every each how manieth packet
   * @param bytes how much payload stays with the header
   */
  LateSplit(final int every, final int bytes) {
    this.every = every;
    this.bytes = bytes;
  }

  /** A packet is about to become an skb. */
  void before(final NetDevice device, final Packet packet) {
    final boolean late =
        device.splits(packet) && packet.payloadBytes > bytes && ++count % every == 0;
    content = late ? packet.content : null;
    position = packet.contentPosition;
  }

  /** It has become one. */
  void after(final Skb skb) {
    final Content late = content;
    if (late == null || skb.fragments == 0 || skb.fragmentBytes[0] <= bytes) {
      return;
    }
    skb.content = late;
    skb.contentPosition = position;
    skb.linearBytes = bytes;
    skb.fragmentOffset[0] += bytes;
    skb.fragmentBytes[0] -= bytes;
  }
}
