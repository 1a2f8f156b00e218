package netmemsim.models.nic;

import netmemsim.core.event.Event;
import netmemsim.models.host.Core;
import netmemsim.models.host.Cost;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TransmitObserver;
import netmemsim.models.topology.LinkDirection;
import org.jspecify.annotations.Nullable;

/**
 * The transmit side of a NIC: takes an skb from the TX queues in turn, cuts it into wire packets
 * (TSO), and takes the next one when the wire is free. The skb is complete when its last bit is on
 * the wire.
 */
final class TransmitEngine {
  private final NetDevice device;
  private final PacketPool packets;
  private @Nullable LinkDirection link;
  private @Nullable Skb sending;
  private int nextQueue;
  private boolean stopped;

  private final Event wireFree;

  TransmitEngine(final NetDevice device, final PacketPool packets) {
    this.device = device;
    this.packets = packets;
    this.wireFree =
        new Event(device) {
          @Override
          public void fire(final long nowPs) {
            complete();
            // Whom the completion told may have sent already.
            kick();
          }
        };
  }

  void attach(final LinkDirection newLink) {
    link = newLink;
    kick();
  }

  void setStopped(final boolean stop) {
    stopped = stop;
    if (!stop) {
      kick();
    }
  }

  /** Something was queued. */
  void kick() {
    if (sending == null && !wireFree.isScheduled()) {
      serve();
    }
  }

  private void serve() {
    final LinkDirection out = link;
    if (stopped || out == null) {
      return;
    }
    final Skb skb = nextSkb();
    if (skb == null) {
      return;
    }
    sending = skb;
    send(skb, out);
    device.simulator().scheduleAt(wireFree, Math.max(out.freeAtPs(), device.nowPs()));
  }

  private @Nullable Skb nextSkb() {
    final int queues = device.txQueues().size();
    for (int i = 0; i < queues; i++) {
      // There may be fewer queues than last time.
      final int served = nextQueue < queues ? nextQueue : 0;
      final TxQueue queue = device.txQueues().get(served);
      nextQueue = served + 1 == queues ? 0 : served + 1;
      final Skb skb = queue.poll();
      if (skb != null) {
        return skb;
      }
    }
    return null;
  }

  private void send(final Skb skb, final LinkDirection out) {
    final TxQueue queue = device.txQueues().get(skb.queue);
    final int mss = skb.gsoSize > 0 ? skb.gsoSize : Math.max(1, skb.payloadBytes);
    int sent = 0;
    do {
      final int piece = Math.min(mss, skb.payloadBytes - sent);
      final Packet packet = packets.takeSegment(skb, sent, piece);
      queue.packets.increment();
      queue.bytes.add(packet.frameBytes());
      if (device.sentFrames.on) {
        device.sentFrames.emit(packet);
      }
      out.send(packet);
      sent += piece;
    } while (sent < skb.payloadBytes);
  }

  private void complete() {
    final Skb skb = sending;
    if (skb == null) {
      return;
    }
    sending = null;
    final Core core = device.coreOf(skb.queue);
    device.host().context().enter(core.number(), true);
    device.host().charge(core.costs().ps(Cost.TRANSMIT_COMPLETION));
    final TransmitObserver observer = skb.transmitObserver;
    if (observer != null) {
      observer.transmitted(skb);
    }
    skb.free();
    device.host().context().leave();
  }
}
