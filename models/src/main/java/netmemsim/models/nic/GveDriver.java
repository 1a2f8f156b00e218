package netmemsim.models.nic;

import java.util.List;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.BindingSwitch;
import netmemsim.models.kernel.DriverSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.netmem.PagePoolParams;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;
import org.jspecify.annotations.Nullable;

/**
 * The gve driver in DQO format with raw addressing (drivers/net/ethernet/google/gve, v6.12 to
 * v6.18): refills only from its poll, rings the doorbell in units, quiesces the whole device while
 * a queue is destroyed or created. Hardware coalescing (RSC) and XDP are not modelled.
 */
final class GveDriver implements Driver {
  /** GVE_RX_NAPI_RESCHED_MS of the fix of July 2026. */
  private static final long STARVATION_PS = 20 * Picoseconds.PER_MS;

  private static final int STARVATION_DESCRIPTORS = 32;

  /** gve_probe and gve_adminq_describe_device, with what register_netdevice adds. */
  private static final DriverFeatures FEATURES =
      new DriverFeatures(
          List.of(
              "rx-checksum",
              "tx-checksum-ip-generic",
              "tx-scatter-gather",
              "tx-tcp-segmentation",
              "tx-tcp-ecn-segmentation",
              "tx-tcp6-segmentation",
              "tx-generic-segmentation",
              "rx-gro",
              "rx-ntuple-filter",
              "rx-hashing",
              "highdma"),
          List.of(
              "tx-tcp-mangleid-segmentation",
              "rx-lro",
              "tx-nocache-copy",
              "rx-gro-list",
              "rx-udp-gro-forwarding"),
          List.of());

  @Override
  public String name() {
    return "gve";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public boolean combinedChannels() {
    return false;
  }

  @Override
  public boolean linksQueuesToNapi(final KernelProfile kernel) {
    return kernel.has(DriverSwitch.GVE_LINKS_NAPI);
  }

  @Override
  public List<DriverStatistic> rxQueueStats(final RxQueue queue) {
    return GveStatistics.of(queue);
  }

  @Override
  public List<DriverStatistic> txQueueStats(final TxQueue queue) {
    return GveStatistics.of(queue);
  }

  @Override
  public DriverFeatures features() {
    return FEATURES;
  }

  @Override
  public List<DriverStatistic> statistics(final NetDevice device) {
    return GveStatistics.of(device);
  }

  @Override
  public int buffersFor(final NetDevice device, final Packet packet) {
    final int bufferBytes = device.config().rxBufferBytes();
    final int inBuffers =
        device.splits(packet) ? packet.payloadBytes : packet.headerBytes() + packet.payloadBytes;
    return Math.max(1, (inBuffers + bufferBytes - 1) / bufferBytes);
  }

  @Override
  public void fill(final NetDevice device, final RxQueueMemory memory, final Packet packet) {
    final int bufferBytes = device.config().rxBufferBytes();
    int headerLeft = device.splits(packet) ? 0 : packet.headerBytes();
    int written = 0;
    for (int i = 0; written < packet.payloadBytes; i++) {
      final int header = Math.min(headerLeft, bufferBytes);
      headerLeft -= header;
      final int piece = Math.min(bufferBytes - header, packet.payloadBytes - written);
      if (piece > 0) {
        memory
            .fillMemory(i)
            .write(
                memory.fillOffset(i) + header,
                piece,
                packet.content,
                packet.contentPosition + written);
        written += piece;
      }
    }
  }

  @Override
  public @Nullable Skb receive(final RxQueue queue, final RxQueueMemory memory, final long nowPs) {
    final NetDevice device = queue.device();
    final Packet packet = memory.firstPacket();
    final int buffers = memory.firstBuffers();
    memory.popCompletion();
    final Skb skb = device.host().skbs().take();
    skb.source = packet.source;
    skb.destination = packet.destination;
    skb.truesize = SkbOverhead.TRUESIZE;
    skb.timestampPs = nowPs;
    skb.hash = ToeplitzHash.of(packet);
    skb.gsoSize = packet.payloadBytes;
    skb.gsoSegments = 1;
    skb.queue = queue.index();
    final int frameBytes = packet.frameBytes();
    final boolean kept;
    if (device.splits(packet)) {
      queue.hsplitPackets.increment();
      queue.hsplitBytes.add(packet.headerBytes());
      addFragments(device, memory, skb, buffers, 0, packet.payloadBytes);
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
      dropBuffers(memory, buffers);
      return false;
    }
    if (buffers == 1 && packet.frameBytes() <= device.profile().rxCopybreakBytes()) {
      queue.copybreakPackets.increment();
      skb.linearBytes = packet.payloadBytes;
      skb.payloadBytes = packet.payloadBytes;
      skb.content = packet.content;
      skb.contentPosition = packet.contentPosition;
      dropBuffers(memory, buffers);
      return true;
    }
    addFragments(device, memory, skb, buffers, packet.headerBytes(), packet.payloadBytes);
    return true;
  }

  private static void dropBuffers(final RxQueueMemory memory, final int buffers) {
    for (int i = 0; i < buffers; i++) {
      final Netmem netmem = memory.reapMemory();
      memory.popBuffer();
      netmem.put();
    }
  }

  private static void addFragments(
      final NetDevice device,
      final RxQueueMemory memory,
      final Skb skb,
      final int buffers,
      final int headerBytes,
      final int payloadBytes) {
    final int bufferBytes = device.config().rxBufferBytes();
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
        final Skb member = device.host().skbs().take();
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

  @Override
  public int refill(final RxQueue queue, final RxQueueMemory memory) {
    final NetDevice device = queue.device();
    final int bufferBytes = device.config().rxBufferBytes();
    final int unit = device.profile().doorbellUnit();
    final boolean whole = bufferBytes * 2 > Netmem.PAGE_SIZE;
    int posted = 0;
    for (int free = memory.freeSlots(); free > 0; free--) {
      final Netmem netmem =
          whole ? memory.pool.allocate() : memory.pool.allocateFragment(bufferBytes);
      if (netmem == null) {
        queue.bufAllocFail.increment();
        if (queue.allocFail.on) {
          queue.allocFail.emit(memory.postedBuffers(), memory.visible());
        }
        break;
      }
      memory.post(netmem, whole ? 0 : memory.pool.lastFragmentOffset());
      memory.ringDoorbell(unit);
      posted++;
    }
    if (memory.visible() < STARVATION_DESCRIPTORS
        && device.host().kernel().has(DriverSwitch.GVE_STARVATION_TIMER)) {
      queue.armStarvationTimer(STARVATION_PS);
    }
    return posted;
  }

  @Override
  public RxQueueMemory memAlloc(final RxQueue queue) throws KernelException {
    final NetDevice device = queue.device();
    if (!device.isUp()) {
      throw new KernelException(Errno.EAGAIN);
    }
    final int ring = device.config().rxRing();
    final PagePool pool =
        device.createPagePool(
            new PagePoolParams(
                poolRing(queue, ring),
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

  private static int poolRing(final RxQueue queue, final int ring) {
    final NetDevice device = queue.device();
    final boolean largest =
        queue.memoryProvider() != null && device.host().kernel().has(DriverSwitch.GVE_ZC_MAX_RING);
    return largest ? PagePool.MAX_RING_SIZE : device.profile().pagePoolMultiplier() * ring;
  }

  @Override
  public RxQueueMemory stop(final RxQueue queue) throws KernelException {
    if (queue.index() == 0) {
      // The device cannot destroy queue 0 while others exist (kernel-facts.md 2.4).
      throw new KernelException(Errno.ERANGE);
    }
    final RxQueueMemory memory = queue.stop();
    queue.removeNapi();
    return memory;
  }

  @Override
  public void start(final RxQueue queue, final RxQueueMemory memory) {
    memory.pool.enableDirectRecycling();
    refill(queue, memory);
    queue.start(memory);
  }

  @Override
  public void memFree(final RxQueueMemory memory) {
    memory.pool.destroy();
  }

  @Override
  public void quiesce(final NetDevice device, final boolean on) {
    device.setQuiesced(on);
  }

  @Override
  public boolean xskZeroCopy(final KernelProfile kernel) {
    return kernel.has(DriverSwitch.GVE_XSK_ZEROCOPY);
  }

  @Override
  public boolean netmemTx(final KernelProfile kernel) {
    return kernel.has(BindingSwitch.BIND_TX);
  }
}
