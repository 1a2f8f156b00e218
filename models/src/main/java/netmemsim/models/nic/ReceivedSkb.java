package netmemsim.models.nic;

import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;

/** What every driver fills in of an skb that it received. */
final class ReceivedSkb {
  private ReceivedSkb() {}

  /** An skb without payload yet; the driver lets it take the packet's header last. */
  static Skb of(final RxQueue queue, final Packet packet, final long nowPs) {
    final Skb skb = queue.device().host().skbs().take();
    skb.source = packet.source;
    skb.destination = packet.destination;
    skb.truesize = SkbOverhead.TRUESIZE;
    skb.timestampPs = nowPs;
    skb.hash = ToeplitzHash.of(packet);
    skb.gsoSize = packet.payloadBytes;
    skb.gsoSegments = 1;
    skb.queue = queue.index();
    return skb;
  }
}
