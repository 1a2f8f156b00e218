package netmemsim.scenarios.packetdrill.live;

import java.util.ArrayDeque;
import java.util.Deque;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.socket.InetRouting;
import netmemsim.models.socket.SystemCalls;
import netmemsim.models.tcp.TcpSysctl;
import netmemsim.models.tun.TunHost;
import netmemsim.scenarios.packetdrill.language.TcpSegment;
import org.jspecify.annotations.Nullable;

/** One host with one TUN device and one process, at the start of a script. */
public final class TunWorld {
  /** Picoseconds in a microsecond. */
  public static final long PS_PER_US = 1_000_000L;

  private static final long SEED = 1;

  /** Well into a jiffy, as packetdrill starts its scripts: 250 us after a tick of 10 ms. */
  private static final long START_PS = 10_000_250L * PS_PER_US;

  /** Its time. */
  public final VirtualClock clock = VirtualClock.make();

  /** Everything in it. */
  public final EntityTree tree = new EntityTree(clock, SEED);

  /** Its packets. */
  public final PacketPool packets = new PacketPool();

  /** Its settings. */
  public final TcpSysctl sysctl = new TcpSysctl();

  /** The host. */
  public final TunHost host;

  /** The process that makes the script's calls. */
  public final SystemCalls process;

  /** The script's flags. */
  public final Settings settings;

  /** The connections that the script knows. */
  public final Connections connections;

  /** Packets that went out and that the script did not look at yet. */
  public final Deque<LivePacket> sent = new ArrayDeque<>();

  /** When things should happen. */
  public final TimeCheck times;

  private long startPs;

  /**
   * A world at simulated time 0.
   *
   * @param settings the script's flags
   * @param hz the kernel's CONFIG_HZ
   */
  public TunWorld(final Settings settings, final int hz) {
    this.settings = settings;
    this.host = new TunHost(tree, "host", hz, sysctl, packets, settings.local);
    this.process = new SystemCalls(host.tcp(), host, new Routing(settings));
    this.connections = new Connections(settings);
    this.times = new TimeCheck(settings);
    host.setMtuBytes(settings.mtuBytes);
    host.setWholeSuperSegments(true);
    host.setSink(
        packet -> {
          sent.add(new LivePacket(clock.nowPs(), WireForm.of(packet), WireForm.addresses(packet)));
          packet.release();
        });
  }

  private record Routing(Settings settings) implements InetRouting {
    @Override
    public boolean isLocal(final IpAddress address) {
      return address.equals(settings.local);
    }

    @Override
    public @Nullable IpAddress sourceFor(final IpAddress destination) {
      return destination.isV6() == settings.local.isV6() ? settings.local : null;
    }
  }

  /** Fills a packet with a segment whose numbers are those of the wire. */
  public void fill(final Packet packet, final TcpSegment segment) {
    WireForm.fill(packet, segment);
  }

  /** A packet is written to the device. */
  public void receive(final Packet packet) {
    host.input(packet, settings.mss);
  }

  /** The script's time 0 is now, at the next proper moment. */
  public void begin() {
    clock.runUntil(START_PS);
    startPs = clock.nowPs();
  }

  /** The script's time, microseconds. */
  public long nowUsecs() {
    return usecs(clock.nowPs());
  }

  /** A moment in the script's time, microseconds. */
  public long usecs(final long timePs) {
    return Math.floorDiv(timePs - startPs, PS_PER_US);
  }

  /** A moment of the script in simulated time, picoseconds. */
  public long atPs(final long usecs) {
    return startPs + usecs * PS_PER_US;
  }
}
