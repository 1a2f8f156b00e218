package netmemsim.scenarios.assembly;

import java.util.LinkedHashMap;
import java.util.Map;
import netmemsim.core.entity.Entity;
import netmemsim.models.app.Application;
import netmemsim.models.control.NetdevFamily;
import netmemsim.models.control.NetlinkSocket;
import netmemsim.models.host.Host;
import netmemsim.models.netmem.DmabufExporter;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.PagePoolIds;
import netmemsim.models.socket.NetworkStack;
import org.jspecify.annotations.Nullable;

/** A host of a scenario with everything on it, by the names that the scenario uses. */
final class HostModel {
  final Host host;
  final NetworkStack stack;
  final NetdevFamily netlink;
  final PagePoolIds pagePoolIds = new PagePoolIds();
  final Map<String, NetDevice> devices = new LinkedHashMap<>();
  final Map<String, DmabufExporter> exporters = new LinkedHashMap<>();
  final Map<String, Long> deviceMemoryBytes = new LinkedHashMap<>();
  final Map<String, Application> apps = new LinkedHashMap<>();
  final Map<String, NetlinkSocket> sockets = new LinkedHashMap<>();
  final Map<String, InstalledHook> hooks = new LinkedHashMap<>();

  private @Nullable Entity hookParent;

  /** What to do when an AF_XDP socket is closed. */
  final Map<String, Runnable> xskSockets = new LinkedHashMap<>();

  HostModel(final Host host) {
    this.host = host;
    this.stack = new NetworkStack(host);
    this.netlink = new NetdevFamily(host);
  }

  /** Where hooks stand in the tree. */
  Entity hookParent() {
    Entity parent = hookParent;
    if (parent == null) {
      parent = new Entity(host, "hook") {};
      hookParent = parent;
    }
    return parent;
  }
}
