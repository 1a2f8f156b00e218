package netmemsim.scenarios.assembly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.topology.Switch;
import netmemsim.models.topology.Topology;
import netmemsim.scenarios.language.KernelSpec;

/** The models of one run. */
public final class World {
  private final EntityTree tree;
  private final OperationLog operations = new OperationLog();
  final Topology topology = new Topology();
  final PacketPool packets = new PacketPool();
  final Map<String, HostModel> hosts = new LinkedHashMap<>();
  final Map<String, Switch> switches = new LinkedHashMap<>();

  /** The kernel of hosts that name none. */
  final KernelProfile kernel;

  private final Map<KernelSpec, KernelProfile> kernels = new LinkedHashMap<>();

  World(final EntityTree tree, final KernelSpec spec, final KernelProfile kernel) {
    this.tree = tree;
    this.kernel = noteKernel(spec, kernel);
  }

  final KernelProfile noteKernel(final KernelSpec spec, final KernelProfile noting) {
    final KernelProfile known = kernels.putIfAbsent(spec, noting);
    return known == null ? noting : known;
  }

  /** The kernel switches that the models asked for of the kernel that the run was started with. */
  public List<KernelSwitch> askedSwitches() {
    return kernel.asked();
  }

  /** The switches that the scenario set and no model asked for: they changed nothing. */
  public List<String> idleSwitches() {
    final List<String> idle = new ArrayList<>();
    for (final Map.Entry<KernelSpec, KernelProfile> each : kernels.entrySet()) {
      final List<String> asked =
          each.getValue().asked().stream().map(KernelSwitch::yamlName).toList();
      for (final String name : each.getKey().switches().keySet()) {
        if (!asked.contains(name)) {
          idle.add(name);
        }
      }
    }
    return idle;
  }

  /** All entities. */
  public EntityTree tree() {
    return tree;
  }

  /** What the operations answered. */
  public OperationLog operations() {
    return operations;
  }

  /** Wire packets that were ever needed at once, the size that their pool grew to. */
  public long packetsMade() {
    return packets.made();
  }
}
