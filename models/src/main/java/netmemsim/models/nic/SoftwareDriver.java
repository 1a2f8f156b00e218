package netmemsim.models.nic;

import netmemsim.models.kernel.KernelException;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.netmem.PagePoolParams;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;
import org.jspecify.annotations.Nullable;

/**
 * A driver without hardware: its receive queue is a queue of skbs of limited length, nothing is
 * posted, payload stays where the sender had it and is readable.
 */
abstract class SoftwareDriver implements Driver {
  @Override
  public int buffersFor(final NetDevice device, final Packet packet) {
    return 0;
  }

  @Override
  public void fill(
      final NetDevice device, final RxQueueMemory memory, final Packet packet, final int from) {}

  @Override
  public @Nullable Skb receive(final RxQueue queue, final RxQueueMemory memory, final long nowPs) {
    final Packet packet = memory.firstPacket();
    memory.popCompletion();
    final Skb skb = ReceivedSkb.of(queue, packet, nowPs);
    skb.linearBytes = packet.payloadBytes;
    skb.payloadBytes = packet.payloadBytes;
    skb.content = packet.content;
    skb.contentPosition = packet.contentPosition;
    skb.truesize += packet.payloadBytes;
    queue.packets.increment();
    queue.bytes.add(packet.frameBytes());
    skb.takeHeader(packet);
    packet.release();
    return skb;
  }

  @Override
  public int refill(final RxQueue queue, final RxQueueMemory memory) {
    return 0;
  }

  @Override
  public RxQueueMemory memAlloc(final RxQueue queue) throws KernelException {
    final NetDevice device = queue.device();
    final int ring = device.config().rxRing();
    final PagePool pool =
        device.createPagePool(
            new PagePoolParams(
                ring,
                0,
                false,
                false,
                Netmem.PAGE_SIZE,
                false,
                queue.index(),
                queue.memoryProvider(),
                queue.core().number()));
    pool.linkNapi(queue.napi()::listOwner);
    return new RxQueueMemory(pool, ring);
  }

  @Override
  public RxQueueMemory stop(final RxQueue queue) throws KernelException {
    return queue.stop();
  }

  @Override
  public void start(final RxQueue queue, final RxQueueMemory memory) throws KernelException {
    memory.pool.enableDirectRecycling();
    queue.start(memory);
  }

  @Override
  public void memFree(final RxQueue queue, final RxQueueMemory memory, final boolean restarted) {
    memory.pool.destroy();
  }

  @Override
  public void phase(final RxQueue queue, final RestartPhase phase) {}
}
