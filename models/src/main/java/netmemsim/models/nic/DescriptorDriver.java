package netmemsim.models.nic;

import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.QueueSwitch;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.netmem.PagePoolParams;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;
import org.jspecify.annotations.Nullable;

/**
 * A driver whose hardware writes into buffers that were posted to a descriptor ring, taken from one
 * page pool for each queue. Headers that are split off go to buffers of their own, which never run
 * short.
 */
abstract class DescriptorDriver implements Driver {
  /** Payload buffers that a packet takes although it has no payload. */
  abstract int buffersOfBareHeader();

  @Override
  public int buffersFor(final NetDevice device, final Packet packet) {
    final int bufferBytes = device.config().rxBufferBytes();
    if (device.splits(packet)) {
      return Math.max(
          buffersOfBareHeader(), BufferPacking.buffers(packet.payloadBytes, bufferBytes));
    }
    return Math.max(
        1, BufferPacking.buffers(packet.headerBytes() + packet.payloadBytes, bufferBytes));
  }

  @Override
  public void fill(
      final NetDevice device, final RxQueueMemory memory, final Packet packet, final int from) {
    final int headerBytes = device.splits(packet) ? 0 : packet.headerBytes();
    BufferPacking.write(memory, packet, headerBytes, device.config().rxBufferBytes(), from);
  }

  @Override
  public @Nullable Skb receive(final RxQueue queue, final RxQueueMemory memory, final long nowPs) {
    final NetDevice device = queue.device();
    final Packet packet = memory.firstPacket();
    final int buffers = memory.firstBuffers();
    final Skb skb = ReceivedSkb.of(queue, packet, nowPs);
    skb.gsoSize = memory.firstSegmentBytes();
    skb.gsoSegments = memory.firstSegments();
    memory.popCompletion();
    final int frameBytes = packet.frameBytes();
    final boolean kept;
    if (device.splits(packet)) {
      queue.hsplitPackets.increment();
      queue.hsplitBytes.add(packet.headerBytes());
      BufferPacking.addFragments(
          memory,
          skb,
          device.host().skbs(),
          buffers,
          0,
          packet.payloadBytes,
          device.config().rxBufferBytes());
      kept = true;
    } else {
      kept = receiveUnsplit(queue, memory, skb, packet, buffers);
    }
    skb.takeHeader(packet);
    packet.release();
    if (!kept) {
      skb.free();
      return null;
    }
    queue.packets.increment();
    queue.bytes.add(frameBytes);
    return skb;
  }

  private static boolean receiveUnsplit(
      final RxQueue queue,
      final RxQueueMemory memory,
      final Skb skb,
      final Packet packet,
      final int buffers) {
    final NetDevice device = queue.device();
    if (device.headerSplitOn() && packet.frameBytes() > device.hdsThreshold()) {
      queue.hsplitPackets.increment();
      queue.unsplitPackets.increment();
    }
    if (memory.reapMemory().isNetIov()) {
      // The CPU cannot read the header out of a net_iov: ENOMEM for each descriptor.
      queue.skbAllocFail.add(buffers);
      BufferPacking.drop(memory, buffers);
      return false;
    }
    if (buffers == 1 && packet.frameBytes() <= device.profile().rxCopybreakBytes()) {
      queue.copybreakPackets.increment();
      skb.linearBytes = packet.payloadBytes;
      skb.payloadBytes = packet.payloadBytes;
      skb.content = packet.content;
      skb.contentPosition = packet.contentPosition;
      BufferPacking.drop(memory, buffers);
      return true;
    }
    BufferPacking.addFragments(
        memory,
        skb,
        device.host().skbs(),
        buffers,
        packet.headerBytes(),
        packet.payloadBytes,
        device.config().rxBufferBytes());
    return true;
  }

  /**
   * Posts buffers until the ring is full or there are none, ringing the doorbell in the profile's
   * units.
   */
  @Override
  public int refill(final RxQueue queue, final RxQueueMemory memory) {
    final int unit = queue.device().profile().doorbellUnit();
    int posted = 0;
    for (int free = memory.freeSlots(); free > 0; free--) {
      if (!postOne(queue, memory)) {
        queue.countAllocFail(memory);
        break;
      }
      memory.ringDoorbell(unit);
      posted++;
    }
    return posted;
  }

  /** Posts a buffer if there is one; does not ring the doorbell. */
  static boolean postOne(final RxQueue queue, final RxQueueMemory memory) {
    if (queue.allocationFails()) {
      return false;
    }
    final int bufferBytes = queue.device().config().rxBufferBytes();
    final boolean whole = bufferBytes * 2 > Netmem.PAGE_SIZE;
    final Netmem netmem =
        whole ? memory.pool.allocate() : memory.pool.allocateFragment(bufferBytes);
    if (netmem == null) {
      return false;
    }
    memory.post(netmem, whole ? 0 : memory.pool.lastFragmentOffset());
    return true;
  }

  @Override
  public RxQueueMemory memAlloc(final RxQueue queue) throws KernelException {
    final NetDevice device = queue.device();
    final int ring = device.config().rxRing();
    final PagePool pool =
        device.createPagePool(
            new PagePoolParams(
                poolRing(queue),
                0,
                true,
                true,
                Netmem.PAGE_SIZE,
                device.headerSplitOn(),
                queue.index(),
                queue.memoryProvider(),
                queue.core().number()));
    pool.linkNapi(queue.napi()::listOwner);
    return new RxQueueMemory(pool, ring);
  }

  /** Entries of the ptr_ring that the driver asks for. */
  int poolRing(final RxQueue queue) {
    final NetDevice device = queue.device();
    return device.profile().pagePoolMultiplier() * device.config().rxRing();
  }

  static void requireUp(final RxQueue queue, final Errno errno) throws KernelException {
    if (!queue.device().isUp()) {
      throw new KernelException(errno);
    }
  }

  @Override
  public RxQueueMemory stop(final RxQueue queue) throws KernelException {
    return queue.stop();
  }

  @Override
  public void start(final RxQueue queue, final RxQueueMemory memory) throws KernelException {
    linkPool(queue, memory);
    refill(queue, memory);
    queue.start(memory);
  }

  /** Lets the pool's NAPI recycle into its cache, unless it was stopped before. */
  static void linkPool(final RxQueue queue, final RxQueueMemory memory) {
    if (!memory.stoppedBefore
        || queue.device().host().kernel().has(QueueSwitch.RESTART_REENABLES_DIRECT_RECYCLING)) {
      memory.pool.enableDirectRecycling();
    }
  }

  @Override
  public void memFree(final RxQueue queue, final RxQueueMemory memory, final boolean restarted) {
    memory.reset();
    memory.pool.destroy();
  }
}
