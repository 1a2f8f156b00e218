package netmemsim.models.tun;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.random.RandomStream;
import netmemsim.core.trace.FrameDirection;
import netmemsim.core.trace.FrameTap;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketEncoder;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.SkbPool;
import netmemsim.models.packet.TransmitObserver;
import netmemsim.models.tcp.EventTimer;
import netmemsim.models.tcp.TcpHost;
import netmemsim.models.tcp.TcpLayer;
import netmemsim.models.tcp.TcpSysctl;
import netmemsim.models.tcp.TcpTimer;
import netmemsim.models.topology.FrameReceiver;
import org.jspecify.annotations.Nullable;

/**
 * A host that is nothing but TCP and a TUN device (drivers/net/tun.c, v6.18): what TCP sends comes
 * out as IP packets at once, what is put in is received at once. It has no cores, so nothing it
 * does takes time. A TUN device lets go of an skb when it is transmitted (skb_orphan in
 * tun_net_xmit), so TCP Small Queues never hold the sender back; it does no GRO.
 */
public final class TunHost extends Entity implements TcpHost {
  /** GSO_LEGACY_MAX_SIZE (include/linux/netdevice.h, v6.18), bytes. */
  private static final int GSO_MAX_BYTES = 65536;

  private final TcpSysctl sysctl;
  private final int hz;
  private final List<IpAddress> addresses;
  private final PacketPool packets;
  private final SkbPool skbs = new SkbPool();
  private final RandomStream random = stream("tcp");
  private final TcpLayer tcp;
  private final FrameTap receivedFrames = frameTap(FrameDirection.INBOUND, PacketEncoder.rawIp());
  private final FrameTap sentFrames = frameTap(FrameDirection.OUTBOUND, PacketEncoder.rawIp());
  private FrameReceiver sink = Packet::release;
  private int mtuBytes = 1500;
  private boolean gso = true;
  private boolean wholeSuperSegments;
  private @Nullable DepartureQueue fq;

  /**
   * A host with an MTU of 1500 and GSO on, whose packets go nowhere until there is a sink.
   *
   * @param tree the run's entities
   * @param name its name
   * @param hz the kernel's CONFIG_HZ: timers are quantised by it
   * @param sysctl its settings, which stay its own
   * @param packets where packets come from
   * @param addresses its addresses, IPv4 or IPv6
   */
  public TunHost(
      final EntityTree tree,
      final String name,
      final int hz,
      final TcpSysctl sysctl,
      final PacketPool packets,
      final IpAddress... addresses) {
    super(tree, name);
    this.hz = hz;
    this.sysctl = sysctl;
    this.packets = packets;
    this.addresses = List.of(addresses);
    this.tcp = new TcpLayer(this, this);
  }

  /** Its TCP. */
  public TcpLayer tcp() {
    return tcp;
  }

  /** Its addresses, as given. */
  public List<IpAddress> addresses() {
    return addresses;
  }

  /** Its socket buffers. */
  public SkbPool skbs() {
    return skbs;
  }

  /** Sets who reads the device: gets each IP packet, which is then its own, when it is sent. */
  public void setSink(final FrameReceiver sink) {
    this.sink = sink;
  }

  /** Sets the MTU of the device, bytes of IP packet. */
  public void setMtuBytes(final int mtuBytes) {
    this.mtuBytes = mtuBytes;
  }

  /**
   * Sets whether super-segments leave TCP. Off is what {@code gso_max_segs 1} makes of a device:
   * one segment in each buffer, on the write queue too.
   */
  public void setGso(final boolean gso) {
    this.gso = gso;
  }

  /**
   * Sets whether a super-segment is handed out as one packet (TUNSETOFFLOAD with TUN_F_TSO4 and
   * TUN_F_TSO6) rather than cut where it leaves the device.
   */
  public void setWholeSuperSegments(final boolean whole) {
    this.wholeSuperSegments = whole;
  }

  /**
   * An IP packet is written to the device: it is received at once.
   *
   * @param packet the packet, which then belongs to the host
   */
  public void input(final Packet packet) {
    input(packet, 0);
  }

  /**
   * An IP packet is written to the device with a struct virtio_net_hdr that names no header length:
   * it is received at once.
   *
   * @param packet the packet, which then belongs to the host
   * @param gsoSize payload of each of the segments that it stands for, bytes; 0, or not less than
   *     its payload, when it stands for itself
   */
  public void input(final Packet packet, final int gsoSize) {
    if (receivedFrames.on) {
      receivedFrames.emit(packet);
    }
    final Skb skb = skbs.take();
    TunSkb.charge(skb, packet.ipLengthBytes());
    skb.takeHeader(packet);
    skb.source = packet.source;
    skb.destination = packet.destination;
    final int payloadBytes = packet.payloadBytes;
    skb.payloadBytes = payloadBytes;
    skb.linearBytes = payloadBytes;
    skb.content = packet.content;
    skb.contentPosition = packet.contentPosition;
    final boolean several = gsoSize > 0 && gsoSize < payloadBytes;
    skb.gsoSize = several ? gsoSize : payloadBytes;
    // Also of several: virtio_net_hdr_to_skb leaves gso_segs at 0, which counts as one.
    skb.gsoSegments = 1;
    skb.timestampPs = nowPs();
    packet.release();
    tcp.receive(skb);
  }

  /**
   * Sets whether the queueing discipline is fq (net/sched/sch_fq.c): it holds each buffer back
   * until its {@link Skb#departurePs}. Connections made before do not pace.
   */
  public void setFq(final boolean on) {
    fq = on ? new DepartureQueue(this, this::send) : null;
  }

  @Override
  public boolean pacesDepartures() {
    return fq != null;
  }

  @Override
  public void transmit(final Skb skb) {
    final DepartureQueue queue = fq;
    if (queue == null) {
      send(skb);
    } else {
      queue.add(skb);
    }
  }

  private void send(final Skb skb) {
    final boolean cut = skb.gsoSize > 0 && !wholeSuperSegments;
    final int most = cut ? skb.gsoSize : Math.max(1, skb.payloadBytes);
    int sent = 0;
    do {
      final int piece = Math.min(most, skb.payloadBytes - sent);
      final Packet packet = packets.takeSegment(skb, sent, piece);
      if (sentFrames.on) {
        sentFrames.emit(packet);
      }
      sink.receive(packet);
      sent += piece;
    } while (sent < skb.payloadBytes);
    final TransmitObserver observer = skb.transmitObserver;
    if (observer != null) {
      observer.transmitted(skb);
    }
    skb.free();
  }

  @Override
  public int hz() {
    return hz;
  }

  @Override
  public TcpSysctl sysctl() {
    return sysctl;
  }

  @Override
  public Skb newSkb() {
    return skbs.take();
  }

  @Override
  public TcpTimer newTimer(final Runnable handler) {
    return new EventTimer(this, handler);
  }

  @Override
  public int randomInt() {
    return random.nextInt();
  }

  @Override
  public int mtuBytes(final IpAddress destination) {
    return mtuBytes;
  }

  @Override
  public int gsoMaxBytes() {
    return GSO_MAX_BYTES;
  }

  @Override
  public int gsoMaxSegments() {
    return gso ? GSO_MAX_SEGMENTS : 1;
  }
}
