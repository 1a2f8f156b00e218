package netmemsim.models.catalogue;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.app.Ncdevmem;
import netmemsim.models.app.Netcat;
import netmemsim.models.app.ReaderMetrics;
import netmemsim.models.hook.SkbHook;
import netmemsim.models.host.Core;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.KernelLog;
import netmemsim.models.netmem.DmabufBinding;
import netmemsim.models.netmem.DmabufExporter;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.netmem.ZcrxArea;
import netmemsim.models.nic.Drivers;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.RssContext;
import netmemsim.models.nic.RxQueue;
import netmemsim.models.nic.TxQueue;
import netmemsim.models.socket.Loopback;
import netmemsim.models.socket.NetworkStack;
import netmemsim.models.socket.Socket;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpLayer;
import netmemsim.models.topology.LinkDirection;
import netmemsim.models.topology.Switch;

/**
 * Every kind of entity, from the descriptors that stand beside the entities themselves. Names in
 * {@code expect:} are checked against it, and {@code netmemsim list} prints it.
 */
public final class Catalogue {
  private static final List<EntityKind> KINDS =
      List.of(
          fixed("<host>", "a host", Host.METRICS, List.of()),
          fixed("<host>/cpu<N>", "a core", Core.METRICS, List.of()),
          fixed("<host>/dmesg", "the kernel's log", KernelLog.METRICS, KernelLog.TRACEPOINTS),
          fixed("<host>/ip", "IP output and input", NetworkStack.METRICS, List.of()),
          fixed("<host>/lo", "the loopback device", Loopback.METRICS, List.of()),
          fixed("<host>/tcp", "TCP of a host", TcpLayer.METRICS, TcpLayer.TRACEPOINTS),
          fixed("<host>/<nic>", "a network device", NetDevice.METRICS, NetDevice.TRACEPOINTS),
          fixed("<host>/<nic>/rxq<N>", "an RX queue", RxQueue.METRICS, RxQueue.TRACEPOINTS),
          fixed(
              "<host>/<nic>/rxq<N>",
              "an RX queue's statistics that only its driver has, as ethtool -S names them",
              Drivers.statistics(),
              List.of()),
          dynamic(
              "<host>/<nic>/rss_context<N>",
              "an RSS context; 0 is the default",
              RssContext.METRICS,
              List.of()),
          fixed("<host>/<nic>/txq<N>", "a TX queue", TxQueue.METRICS, List.of()),
          fixed(
              "<host>/<nic>/link",
              "the direction of a link that a NIC sends on",
              LinkDirection.METRICS,
              LinkDirection.TRACEPOINTS),
          dynamic(
              "<host>/hook/<hook>",
              "what sees received buffers: a capture, a netfilter rule, a tc action, an XDP program",
              SkbHook.METRICS,
              List.of()),
          fixed("<switch>", "a switch", Switch.METRICS, List.of()),
          fixed(
              "<switch>/<port>/link",
              "the direction of a link that a switch port sends on",
              LinkDirection.METRICS,
              LinkDirection.TRACEPOINTS),
          fixed("<host>/<device>", "a dma-buf exporter", DmabufExporter.METRICS, List.of()),
          fixed("<host>/<app>", "ncdevmem", Ncdevmem.METRICS, Ncdevmem.TRACEPOINTS),
          fixed("<host>/<app>", "netcat", Netcat.METRICS, List.of()),
          fixed(
              "<host>/<app>/reader", "what an application received", ReaderMetrics.ALL, List.of()),
          dynamic(
              "<host>/<nic>/page_pool<N>",
              "a page pool, N being its id",
              PagePool.METRICS,
              PagePool.TRACEPOINTS),
          dynamic(
              "<host>/<nic>/zcrx<N>",
              "memory that an io_uring registered to RX queue N",
              ZcrxArea.METRICS,
              List.of()),
          dynamic(
              "<host>/dmabuf/<id>",
              "a binding by its id; one used again is called 1.2 and so on",
              DmabufBinding.METRICS,
              DmabufBinding.TRACEPOINTS),
          dynamic(
              "<host>/tcp/<connection>",
              "a connection, named by the server's port: 5201, then 5201.2 and so on",
              TcpConnection.METRICS,
              TcpConnection.TRACEPOINTS),
          dynamic(
              "<host>/<app>/socket",
              "the connected socket of an application",
              Socket.METRICS,
              Socket.TRACEPOINTS));

  private Catalogue() {}

  private static EntityKind fixed(
      final String path,
      final String help,
      final List<Metric> metrics,
      final List<Tracepoint> tracepoints) {
    return new EntityKind(path, help, false, metrics, tracepoints);
  }

  private static EntityKind dynamic(
      final String path,
      final String help,
      final List<Metric> metrics,
      final List<Tracepoint> tracepoints) {
    return new EntityKind(path, help, true, metrics, tracepoints);
  }

  /** All kinds. */
  public static List<EntityKind> kinds() {
    return KINDS;
  }

  /** All tracepoints, each once. */
  public static List<Tracepoint> tracepoints() {
    final List<Tracepoint> all = new ArrayList<>();
    for (final EntityKind kind : KINDS) {
      for (final Tracepoint tracepoint : kind.tracepoints()) {
        if (!all.contains(tracepoint)) {
          all.add(tracepoint);
        }
      }
    }
    return all;
  }

  /** The names of all invariants. */
  public static List<String> invariants() {
    return List.of("page-pool-inflight", "net-iov-law", "netmem-references");
  }
}
