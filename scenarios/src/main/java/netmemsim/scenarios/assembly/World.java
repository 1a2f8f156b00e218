package netmemsim.scenarios.assembly;

import java.util.LinkedHashMap;
import java.util.Map;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.topology.Switch;
import netmemsim.models.topology.Topology;

/** The models of one run. */
public final class World {
  private final EntityTree tree;
  private final OperationLog operations = new OperationLog();
  final Topology topology = new Topology();
  final PacketPool packets = new PacketPool();
  final Map<String, HostModel> hosts = new LinkedHashMap<>();
  final Map<String, Switch> switches = new LinkedHashMap<>();

  World(final EntityTree tree) {
    this.tree = tree;
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
