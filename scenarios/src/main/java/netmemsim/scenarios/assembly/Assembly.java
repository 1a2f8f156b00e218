package netmemsim.scenarios.assembly;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.netmem.DmabufExporter;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.NicConfig;
import netmemsim.models.nic.NicProfile;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.topology.Switch;
import netmemsim.scenarios.language.DeviceSpec;
import netmemsim.scenarios.language.HostSpec;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.NicSpec;
import netmemsim.scenarios.language.Scenario;
import netmemsim.scenarios.profile.DeviceProfile;
import netmemsim.scenarios.profile.HostProfile;
import netmemsim.scenarios.profile.Profiles;
import netmemsim.scenarios.units.NearestName;
import netmemsim.scenarios.yaml.Pointer;
import netmemsim.scenarios.yaml.ScenarioException;
import org.jspecify.annotations.Nullable;

/**
 * Builds the models of a scenario: hosts, devices, links, routes, then set-up operations and
 * applications. Everything is made in the order of the file.
 */
public final class Assembly {
  /** The exporter that every host has. */
  static final String UDMABUF = "udmabuf";

  /** kernel/Kconfig.hz. */
  private static final List<Integer> CONFIG_HZ = List.of(100, 250, 300, 1000);

  private final LoadedScenario loaded;
  private final Scenario scenario;
  private final World world;
  private final Map<String, String> addresses;
  private final Map<String, String> ownerOfAddress = new LinkedHashMap<>();

  private Assembly(final LoadedScenario loaded, final KernelSpec kernel, final EntityTree tree) {
    this.loaded = loaded;
    this.scenario = loaded.scenario();
    this.world = new World(tree, kernel, kernel(loaded, kernel).noting());
    this.addresses = Addresses.of(scenario);
  }

  /**
   * Builds the models.
   *
   * @param loaded the scenario
   * @param kernel the kernel of hosts that name none
   * @param tree an empty tree
   * @return the models, ready to run
   * @throws ScenarioException when the scenario names what does not exist, or set-up fails
   */
  public static World build(
      final LoadedScenario loaded, final KernelSpec kernel, final EntityTree tree) {
    return new Assembly(loaded, kernel, tree).build();
  }

  /**
   * The kernel that a scenario asks for.
   *
   * @param loaded the scenario
   * @param kernel as it is written
   * @return the profile with its switches set
   * @throws ScenarioException when it names what does not exist
   */
  public static KernelProfile kernel(final LoadedScenario loaded, final KernelSpec kernel) {
    return KernelProfiles.of(kernel, loaded, kernelPointer(loaded, kernel));
  }

  private World build() {
    // One scenario is one document: a kernel that this run does not use must be right too.
    scenario.kernels().forEach(each -> kernel(loaded, each));
    KernelProfiles.checkNames(scenario.decidedBy(), loaded, "/decided-by");
    for (final String name : scenario.switches().keySet()) {
      final Switch made = new Switch(world.tree(), name, world.topology.nextNode());
      world.topology.addNode(made);
      world.switches.put(name, made);
    }
    scenario.hosts().forEach(this::addHost);
    new Links(loaded, world).build();
    for (final HostModel host : world.hosts.values()) {
      openDevices(host);
    }
    final Operations operations = new Operations(loaded, world);
    operations.runSetup();
    new Applications(loaded, world).build();
    operations.scheduleTimeline();
    return world;
  }

  private void addHost(final String name, final HostSpec spec) {
    final String pointer = Pointer.child("/hosts", name);
    final HostProfile profile =
        Profiles.host(known(spec.profile(), Profiles.HOSTS, "host profile", pointer + "/profile"));
    final KernelSpec own = spec.kernel();
    final KernelProfile profileOfKernel =
        own == null
            ? world.kernel
            : world.noteKernel(own, KernelProfiles.of(own, loaded, pointer + "/kernel").noting());
    final Host host =
        new Host(
            world.tree(),
            name,
            world.topology.nextNode(),
            profileOfKernel,
            hz(spec, profile, pointer),
            profile.cores(),
            Costs.of(profile.costs(), spec.costs(), loaded, pointer + "/costs"));
    host.setNumaNodes(spec.numaNodes());
    world.topology.addNode(host);
    final HostModel model = new HostModel(host);
    world.hosts.put(name, model);
    if (spec.maxDmabufId() != null) {
      model.netlink.bindings().limitIds(spec.maxDmabufId());
    }
    for (final Map.Entry<String, String> entry : spec.sysctl().entrySet()) {
      setSysctl(model, entry, Pointer.child(pointer + "/sysctl", entry.getKey()));
    }
    spec.nics().forEach((nic, nicSpec) -> addNic(model, nic, nicSpec, pointer));
    model.exporters.put(UDMABUF, new DmabufExporter(host, UDMABUF, DmabufExporter.Kind.UDMABUF));
    spec.devices().forEach((device, deviceSpec) -> addDevice(model, device, deviceSpec, pointer));
  }

  private int hz(final HostSpec spec, final HostProfile profile, final String pointer) {
    final Integer own = spec.hz();
    if (own == null) {
      return profile.hz();
    }
    if (!CONFIG_HZ.contains(own)) {
      throw loaded.error(pointer + "/hz", "hz is one of " + CONFIG_HZ + ", found " + own);
    }
    return own;
  }

  private static String kernelPointer(final LoadedScenario loaded, final KernelSpec of) {
    final int index = loaded.scenario().kernels().indexOf(of);
    return index >= 0 && loaded.tree().path("kernel").isArray() ? "/kernel/" + index : "/kernel";
  }

  private void setSysctl(
      final HostModel model, final Map.Entry<String, String> entry, final String pointer) {
    final List<String> names = netmemsim.models.tcp.TcpSysctl.names();
    if (!names.contains(entry.getKey())) {
      throw loaded.error(
          pointer,
          "sysctl '"
              + entry.getKey()
              + "' is not modelled"
              + NearestName.hint(entry.getKey(), names));
    }
    try {
      model.stack.sysctl().set(entry.getKey(), entry.getValue());
    } catch (IllegalArgumentException e) {
      throw loaded.error(pointer, String.valueOf(e.getMessage()));
    }
  }

  private void addNic(
      final HostModel model, final String name, final NicSpec spec, final String hostPointer) {
    final String pointer = Pointer.child(hostPointer + "/nics", name);
    if (name.equals("lo")) {
      throw loaded.error(pointer, "'lo' is the loopback device, which every host has");
    }
    final String wanted = spec.profile() == null ? Profiles.NICS.get(0) : spec.profile();
    final NicProfile profile =
        Profiles.nic(known(wanted, Profiles.NICS, "NIC profile", pointer + "/profile"));
    final int queues = orElse(spec.queues(), profile.queues());
    if (queues > profile.maxQueues()) {
      throw loaded.error(
          pointer + "/queues",
          profile.name() + " has at most " + profile.maxQueues() + " queues, found " + queues);
    }
    final int largestRing =
        Math.max(orElse(spec.rxRing(), profile.rxRing()), orElse(spec.txRing(), profile.txRing()));
    if (largestRing > profile.maxRing()) {
      throw loaded.error(
          pointer,
          profile.name() + " has rings of at most " + profile.maxRing() + ", found " + largestRing);
    }
    final long bufferBytes =
        spec.rxBufferSizeBytes() == null ? profile.rxBufferBytes() : spec.rxBufferSizeBytes();
    if (bufferBytes != 2048 && bufferBytes != 4096) {
      throw loaded.error(
          pointer + "/rx-buffer-size", "expected 2KiB or 4KiB, found " + bufferBytes + " bytes");
    }
    if (bufferBytes == 2048 && profile.rxBufferBytes() != 2048) {
      throw loaded.error(
          pointer + "/rx-buffer-size", profile.name() + " has buffers of 4KiB only, found 2KiB");
    }
    final NicConfig config =
        new NicConfig(
            queues,
            orElse(spec.rxRing(), profile.rxRing()),
            orElse(spec.txRing(), profile.txRing()),
            (int) bufferBytes,
            spec.headerBufferSizeBytes() == null
                ? profile.headerBufferBytes()
                : spec.headerBufferSizeBytes().intValue(),
            orElse(spec.mtu(), profile.mtuBytes()),
            spec.rxCoalescePs() == null ? profile.coalescePs() : spec.rxCoalescePs(),
            spec.gro() == null || spec.gro(),
            false,
            spec.tso() == null || spec.tso(),
            0,
            address(model.host.name() + "/" + name, pointer));
    final NetDevice device =
        new NetDevice(
            model.host,
            name,
            model.devices.size() + 2,
            profile,
            config,
            world.packets,
            model.pagePoolIds);
    if (spec.pfs() != null) {
      device.setDmaDevices(spec.pfs());
    }
    model.devices.put(name, device);
    model.netlink.add(device);
    model.stack.add(device);
  }

  private IpAddress address(final String nic, final String pointer) {
    final String address = Addresses.bare(Objects.requireNonNull(addresses.get(nic)));
    final String owner = ownerOfAddress.putIfAbsent(address, nic);
    if (owner != null) {
      throw loaded.error(
          pointer + "/address", address + " is the address of " + owner + " already");
    }
    return IpAddress.parse(address);
  }

  private void addDevice(
      final HostModel model, final String name, final DeviceSpec spec, final String hostPointer) {
    final String pointer = Pointer.child(hostPointer + "/devices", name);
    final DeviceProfile profile =
        Profiles.device(
            known(spec.profile(), Profiles.DEVICES, "device profile", pointer + "/profile"));
    final DmabufExporter exporter = new DmabufExporter(model.host, name, profile.kind());
    for (final String nic : spec.unreachableFrom()) {
      known(nic, List.copyOf(model.devices.keySet()), "NIC", pointer + "/unreachable-from");
      exporter.cutOff(Objects.requireNonNull(model.devices.get(nic)));
    }
    model.exporters.put(name, exporter);
    model.deviceMemoryBytes.put(name, profile.memoryBytes());
  }

  private void openDevices(final HostModel host) {
    for (final NetDevice device : host.devices.values()) {
      try {
        device.open();
      } catch (KernelException e) {
        throw loaded.error(
            "/hosts/" + host.host.name() + "/nics/" + device.name(),
            "the device cannot be opened: " + e.getMessage());
      }
    }
  }

  private String known(
      final String name, final List<String> names, final String what, final String pointer) {
    if (!names.contains(name)) {
      throw loaded.error(
          pointer,
          "unknown "
              + what
              + " '"
              + name
              + "'"
              + NearestName.hint(name, names)
              + ": known are "
              + String.join(", ", names));
    }
    return name;
  }

  private static int orElse(final @Nullable Integer value, final int other) {
    return value == null ? other : value;
  }
}
