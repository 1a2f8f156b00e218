package netmemsim.models.socket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.random.RandomStream;
import netmemsim.models.hook.HookChain;
import netmemsim.models.host.Cost;
import netmemsim.models.host.Host;
import netmemsim.models.netmem.DmabufBinding;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TransmitObserver;
import netmemsim.models.tcp.EventTimer;
import netmemsim.models.tcp.TcpHost;
import netmemsim.models.tcp.TcpLayer;
import netmemsim.models.tcp.TcpSysctl;
import netmemsim.models.tcp.TcpTimer;
import org.jspecify.annotations.Nullable;

/** The network stack of a host: IP output by static routes, and what TCP needs of its host. */
public final class NetworkStack extends Entity implements TcpHost {
  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("IpInReceives", "packets", "buffers received, after GRO"),
          Metric.counter("IpOutRequests", "packets", "buffers sent, before TSO"),
          Metric.counter("IpOutNoRoutes", "packets", "buffers to an address without a route"));

  private static final int KIB = 1024;

  private final Host host;
  private final HookChain input = new HookChain();
  private final TcpSysctl sysctl;
  private final RandomStream random = stream("tcp");
  private final List<NetDevice> devices = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final Map<IpAddress, Route> routes = new HashMap<>();
  private final Set<IpAddress> local = new LinkedHashSet<>();
  private final Loopback loopback;
  private final TcpLayer tcp;
  private int gsoMaxBytes = Integer.MAX_VALUE;
  private @Nullable IpAddress lastDestination;
  private @Nullable Route lastRoute;
  private boolean lastLocal;
  private final Counter received = counter(METRICS.get(0));
  private final Counter sent = counter(METRICS.get(1));
  private final Counter noRoutes = counter(METRICS.get(2));

  /**
   * The stack of a host without devices.
   *
   * @param host the host
   */
  public NetworkStack(final Host host) {
    super(host, "ip");
    this.host = host;
    this.sysctl = new TcpSysctl(host.kernel());
    this.tcp = new TcpLayer(host, this);
    this.loopback = new Loopback(host, this::receive);
    invariant("netmem-references", this::referenceViolation);
  }

  /** Every reference to a buffer is held by a ring, an skb or a token. */
  private @Nullable String referenceViolation() {
    long users = 0;
    long posted = 0;
    for (final NetDevice device : devices) {
      for (final PagePool pool : device.pagePools()) {
        users += pool.users();
        users -= pool.ownReferences();
      }
      posted += device.postedBuffers();
    }
    long tokens = 0;
    final Set<DmabufBinding> counting = new LinkedHashSet<>();
    for (final Socket socket : sockets) {
      final DmabufBinding binding = socket.tokens().counting();
      if (binding == null) {
        tokens += socket.tokens().held();
      } else if (counting.add(binding)) {
        tokens += binding.userReferences();
      }
    }
    final long fragments = host.skbs().fragmentReferences();
    return users == posted + fragments + tokens
        ? null
        : users
            + " references, but "
            + posted
            + " posted + "
            + fragments
            + " in skbs + "
            + tokens
            + " tokens";
  }

  /** Its host. */
  public Host host() {
    return host;
  }

  /** TCP. */
  public TcpLayer tcp() {
    return tcp;
  }

  /** Connects a device to the stack. */
  public void add(final NetDevice device) {
    devices.add(device);
    local.add(device.config().address());
    gsoMaxBytes = Math.min(gsoMaxBytes, device.config().tso() ? device.profile().gsoMaxBytes() : 1);
    device.attachStack(this::receive);
  }

  void add(final Socket socket) {
    sockets.add(socket);
  }

  /**
   * Adds a route.
   *
   * @param destination the address
   * @param device the device that packets leave through
   * @param node index of the destination host
   */
  public void addRoute(final IpAddress destination, final NetDevice device, final int node) {
    routes.put(destination, new Route(device, node));
  }

  private void receive(final Skb skb) {
    received.increment();
    charge(Cost.TCP_RECEIVE);
    if (!input.isEmpty() && !input.pass(skb)) {
      return;
    }
    if (skb.checksumNone) {
      skb.checksumNone = !hasRightChecksum(skb);
    }
    tcp.receive(skb);
  }

  /** What sees a buffer before TCP: netfilter's rules for local input. */
  public HookChain input() {
    return input;
  }

  /**
   * The software checksum (tcp_checksum_complete): __skb_checksum answers 0 for a payload that it
   * cannot read, so the sum is wrong (net/core/skbuff.c, v6.12).
   */
  private boolean hasRightChecksum(final Skb skb) {
    if (skb.unreadable && skb.payloadBytes > skb.linearBytes) {
      return false;
    }
    host.charge(skb.payloadBytes * host.cores().get(0).costs().ps(Cost.CHECKSUM_KIB) / KIB);
    return true;
  }

  private void charge(final Cost cost) {
    host.charge(host.cores().get(0).costs().ps(cost));
  }

  /** Whether a packet to an address stays on the host. */
  private boolean isLocal(final IpAddress destination) {
    if (!Objects.equals(destination, lastDestination)) {
      lastDestination = destination;
      lastRoute = routes.get(destination);
      lastLocal = local.contains(destination);
    }
    return lastLocal;
  }

  private @Nullable Route route(final IpAddress destination) {
    return isLocal(destination) ? null : lastRoute;
  }

  @Override
  public void transmit(final Skb skb) {
    final IpAddress destination = skb.destination;
    if (destination != null && isLocal(destination)) {
      sent.increment();
      charge(Cost.TCP_TRANSMIT);
      loopback.transmit(skb);
      return;
    }
    final Route route = destination == null ? null : route(destination);
    if (route == null) {
      noRoutes.increment();
      final TransmitObserver observer = skb.transmitObserver;
      if (observer != null) {
        observer.transmitted(skb);
      }
      skb.free();
      return;
    }
    sent.increment();
    charge(Cost.TCP_TRANSMIT);
    skb.destinationNode = route.node();
    skb.queue =
        Math.floorMod(
            skb.tcp.sourcePort * 31 + skb.tcp.destinationPort, route.device().txQueues().size());
    route.device().transmit(skb);
  }

  @Override
  public int hz() {
    return host.hz();
  }

  @Override
  public TcpSysctl sysctl() {
    return sysctl;
  }

  @Override
  public Skb newSkb() {
    return host.skbs().take();
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
    if (isLocal(destination)) {
      return Loopback.MTU_BYTES;
    }
    final Route route = route(destination);
    return route == null ? 1500 : route.device().config().mtuBytes();
  }

  @Override
  public int gsoMaxBytes() {
    return gsoMaxBytes;
  }
}
