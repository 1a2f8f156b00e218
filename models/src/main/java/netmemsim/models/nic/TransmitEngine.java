package netmemsim.models.nic;

import netmemsim.core.event.Event;
import netmemsim.models.host.Core;
import netmemsim.models.host.Cost;
import netmemsim.models.kernel.DriverSwitch;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.SkbSwitch;
import netmemsim.models.netmem.NetIov;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TransmitObserver;
import netmemsim.models.payload.Zeros;
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
  private long leakedSkbs;

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

  /** Takes an skb to be sent; {@link Skb#queue} says on which queue. */
  void queue(final Skb skb) {
    final int queues = device.txQueues().size();
    if (skb.queue >= queues) {
      // The queue that the socket remembers is gone: it picks another (netdev_pick_tx).
      skb.queue %= queues;
    }
    if (skb.unreadable && !mayTransmit(skb)) {
      dropUnsent(skb);
      return;
    }
    device.txQueues().get(skb.queue).add(skb);
    kick();
  }

  /** Takes a frame that XDP redirected here; it is dropped when its ring is full. */
  void queueXdp(final Skb skb) {
    skb.queue = Math.floorMod(skb.queue, device.txQueues().size());
    final TxQueue queue = device.txQueues().get(skb.queue);
    if (!device.isUp() || queue.length() >= device.config().txRing()) {
      device.txDropped.increment();
      skb.free();
      return;
    }
    queue.add(skb);
    kick();
  }

  /**
   * Whether an unreadable buffer may be sent (validate_xmit_skb, net/core/dev.c): dropped since
   * v6.14 (f3600c867c99); since v6.16 a device with netmem_tx takes its own binding's. Before, the
   * driver maps a net_iov as if it were a page.
   */
  private boolean mayTransmit(final Skb skb) {
    final KernelProfile kernel = device.host().kernel();
    if (kernel.has(SkbSwitch.XMIT_CHECKS_NETMEM_DEVICE)
        && device.netmemTx()
        && skb.fragmentMemory[0] instanceof NetIov netIov
        && netIov.binding().device() == device) {
      return true;
    }
    if (kernel.has(SkbSwitch.XMIT_DROPS_UNREADABLE)) {
      device.txDropped.increment();
      return false;
    }
    device.txBadAccess.increment();
    skb.content = Zeros.INSTANCE;
    return true;
  }

  /** Drops what waits: the device is closed. */
  void dropWaiting() {
    device.txQueues().forEach(this::dropAll);
  }

  /** Drops what waits on a queue. */
  void dropAll(final TxQueue queue) {
    for (Skb skb = queue.poll(); skb != null; skb = queue.poll()) {
      if (skb.ppRecycle && device.host().kernel().has(DriverSwitch.XDP_TX_LEAKS_ON_DOWN)) {
        // A redirected frame: its pages are never given back.
        leakedSkbs++;
      } else {
        dropUnsent(skb);
      }
    }
  }

  /** Buffers forgotten when the device went down. */
  long leakedSkbs() {
    return leakedSkbs;
  }

  /** Frees a buffer that was not sent; whoever waits for it is told, as by an skb destructor. */
  static void dropUnsent(final Skb skb) {
    final TransmitObserver observer = skb.transmitObserver;
    if (observer != null) {
      observer.transmitted(skb);
    }
    skb.free();
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
      final Skb skb = queue.next();
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
