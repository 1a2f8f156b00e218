package netmemsim.scenarios.assembly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import netmemsim.core.entity.Entity;
import netmemsim.core.time.TransmissionTime;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.topology.DropList;
import netmemsim.models.topology.FrameReceiver;
import netmemsim.models.topology.LinkDirection;
import netmemsim.models.topology.LinkQueue;
import netmemsim.models.topology.Switch;
import netmemsim.scenarios.language.DropSpec;
import netmemsim.scenarios.language.Endpoint;
import netmemsim.scenarios.language.LinkSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.OffsetDrop;
import netmemsim.scenarios.language.PacketDrop;
import netmemsim.scenarios.language.PeriodicDrop;
import netmemsim.scenarios.language.QueueLimit;
import org.jspecify.annotations.Nullable;

/** Builds the links of a scenario and the routes over them. */
final class Links {
  private final LoadedScenario loaded;
  private final World world;
  private final Map<Endpoint, Port> ports = new LinkedHashMap<>();

  /** One end of a link: the node, what sends, what receives. */
  private record Port(int node, Entity sender, FrameReceiver receiver) {}

  Links(final LoadedScenario loaded, final World world) {
    this.loaded = loaded;
    this.world = world;
  }

  void build() {
    for (final LinkSpec link : loaded.scenario().links()) {
      final Endpoint one = link.between().get(0);
      final Endpoint other = link.between().get(1);
      connect(link, one, other);
      connect(link, other, one);
    }
    world.topology.route();
    for (final HostModel from : world.hosts.values()) {
      addRoutes(from);
    }
  }

  private Port port(final Endpoint endpoint) {
    return ports.computeIfAbsent(endpoint, this::makePort);
  }

  private Port makePort(final Endpoint endpoint) {
    final Switch owner = world.switches.get(endpoint.node());
    if (owner != null) {
      final Switch.Port made = owner.addPort(endpoint.port());
      return new Port(owner.node(), made, made);
    }
    final HostModel host = Objects.requireNonNull(world.hosts.get(endpoint.node()));
    final NetDevice device = Objects.requireNonNull(host.devices.get(endpoint.port()));
    return new Port(host.host.node(), device, device);
  }

  private void connect(final LinkSpec link, final Endpoint from, final Endpoint to) {
    final Port sender = port(from);
    final Port receiver = port(to);
    final LinkDirection direction =
        world.topology.connect(
            sender.node(),
            receiver.node(),
            sender.sender(),
            new TransmissionTime(link.rateBitsPerSecond()),
            link.delayPs(),
            limit(link, from),
            drops(link, from),
            receiver.receiver());
    if (sender.sender() instanceof NetDevice device) {
      device.attachLink(direction);
    }
  }

  /** A link's own limit goes before the switch's; a host's NIC waits for the wire instead. */
  private LinkQueue limit(final LinkSpec link, final Endpoint from) {
    final var owner = loaded.scenario().switches().get(from.node());
    final QueueLimit limit = link.queue() != null || owner == null ? link.queue() : owner.queue();
    final Integer mark =
        link.ecnThreshold() != null || owner == null ? link.ecnThreshold() : owner.ecnThreshold();
    return queue(limit, mark == null ? Integer.MAX_VALUE : mark);
  }

  private static LinkQueue queue(final @Nullable QueueLimit limit, final int mark) {
    if (limit instanceof QueueLimit.Packets packets) {
      return new LinkQueue(packets.count(), Long.MAX_VALUE, mark);
    }
    if (limit instanceof QueueLimit.Bytes bytes) {
      return new LinkQueue(Integer.MAX_VALUE, bytes.sizeBytes(), mark);
    }
    return new LinkQueue(Integer.MAX_VALUE, Long.MAX_VALUE, mark);
  }

  private static DropList drops(final LinkSpec link, final Endpoint from) {
    final List<Long> ordinals = new ArrayList<>();
    final List<OffsetDrop> offsets = new ArrayList<>();
    long every = 0;
    boolean any = false;
    for (final DropSpec drop : link.drop()) {
      if (!drop.from().equals(from)) {
        continue;
      }
      any = true;
      if (drop instanceof PacketDrop packets) {
        ordinals.addAll(packets.packets());
      } else if (drop instanceof PeriodicDrop periodic) {
        every = periodic.every();
      } else if (drop instanceof OffsetDrop offset) {
        offsets.add(offset);
      }
    }
    if (!any) {
      return DropList.NONE;
    }
    return new DropList(
        ordinals.stream().mapToLong(Long::longValue).toArray(),
        every,
        offsets.stream().mapToLong(OffsetDrop::offsetBytes).toArray(),
        offsets.stream().mapToInt(OffsetDrop::count).toArray());
  }

  private void addRoutes(final HostModel from) {
    for (final HostModel to : world.hosts.values()) {
      if (to == from) {
        continue;
      }
      final LinkDirection hop = world.topology.firstHop(from.host.node(), to.host.node());
      if (hop != null && hop.parent() instanceof NetDevice device) {
        for (final NetDevice target : to.devices.values()) {
          from.stack.addRoute(target.config().address(), device, to.host.node());
        }
      }
    }
  }
}
