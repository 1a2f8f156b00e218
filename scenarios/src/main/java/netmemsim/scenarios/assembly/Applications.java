package netmemsim.scenarios.assembly;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import netmemsim.models.app.Application;
import netmemsim.models.app.Ncdevmem;
import netmemsim.models.app.NcdevmemOptions;
import netmemsim.models.app.Netcat;
import netmemsim.models.app.NetcatOptions;
import netmemsim.models.app.TokenReturn;
import netmemsim.models.control.BoundDmabuf;
import netmemsim.models.host.Core;
import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.netmem.DmabufExporter;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.payload.Content;
import netmemsim.models.payload.NcdevmemPattern;
import netmemsim.models.payload.Zeros;
import netmemsim.scenarios.language.AppSpec;
import netmemsim.scenarios.language.DmabufSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.NcdevmemSpec;
import netmemsim.scenarios.language.NetcatSpec;
import netmemsim.scenarios.language.ReturnTokens;
import org.jspecify.annotations.Nullable;

/** Builds the applications of a scenario. */
final class Applications {
  private final LoadedScenario loaded;
  private final World world;

  Applications(final LoadedScenario loaded, final World world) {
    this.loaded = loaded;
    this.world = world;
  }

  void build() {
    final List<AppSpec> apps = loaded.scenario().apps();
    for (int i = 0; i < apps.size(); i++) {
      final AppSpec spec = apps.get(i);
      final HostModel host = Objects.requireNonNull(world.hosts.get(spec.on()));
      final Core core = core(host, spec, "/apps/" + i);
      final Application made =
          spec.kind() instanceof NcdevmemSpec ncdevmem
              ? ncdevmem(host, spec.name(), core, ncdevmem, "/apps/" + i + "/ncdevmem")
              : netcat(host, spec.name(), core, (NetcatSpec) spec.kind(), "/apps/" + i + "/netcat");
      host.apps.put(spec.name(), made);
      made.start(spec.startPs());
    }
  }

  /** The core asked for, else one from the middle down, away from the first and last queues. */
  private Core core(final HostModel host, final AppSpec spec, final String pointer) {
    final List<Core> cores = host.host.cores();
    final Integer wanted = spec.core();
    if (wanted == null) {
      return cores.get(Math.floorMod(cores.size() / 2 - 1 - host.apps.size(), cores.size()));
    }
    if (wanted >= cores.size()) {
      throw loaded.error(
          pointer + "/core",
          host.host.name() + " has cores 0 to " + (cores.size() - 1) + ", found " + wanted);
    }
    return cores.get(wanted);
  }

  private Ncdevmem ncdevmem(
      final HostModel host,
      final String name,
      final Core core,
      final NcdevmemSpec spec,
      final String pointer) {
    final DmabufSpec memory = spec.dmabuf();
    final NetDevice device = memory == null ? null : device(host, spec.dev(), pointer);
    final Dmabuf dmabuf = memory == null ? null : export(host, memory, pointer + "/dmabuf");
    return new Ncdevmem(
        host.host,
        name,
        core,
        host.stack,
        host.netlink,
        new NcdevmemOptions(
            spec.listen(),
            device,
            dmabuf,
            existing(host, spec.bind()),
            spec.queues(),
            tokenReturn(spec.returnTokens()),
            pattern(spec.validate()),
            bytes(spec.recvSizeBytes(), pointer + "/recv-size"),
            bytes(spec.controlSizeBytes(), pointer + "/control-size"),
            spec.msgSockDevmem(),
            spec.read(),
            NcdevmemOptions.Peek.valueOf(spec.peek().name()),
            spec.thinkPs()));
  }

  /** Finds the binding that an operation made, when it is needed: it may be made during the run. */
  private @Nullable Supplier<@Nullable BoundDmabuf> existing(
      final HostModel host, final @Nullable String operation) {
    if (operation == null) {
      return null;
    }
    return () -> {
      final OperationLog.Answer answer = world.operations().find(operation);
      return answer == null || !answer.result().ok()
          ? null
          : host.netlink.bindings().find((int) answer.result().value());
    };
  }

  private int bytes(final long size, final String pointer) {
    if (size > Integer.MAX_VALUE) {
      throw loaded.error(pointer, "expected less than 2GiB");
    }
    return (int) size;
  }

  private Netcat netcat(
      final HostModel host,
      final String name,
      final Core core,
      final NetcatSpec spec,
      final String pointer) {
    IpAddress local = null;
    IpAddress remote = null;
    int port = 0;
    final String connect = spec.connect();
    if (connect != null) {
      final int colon = connect.lastIndexOf(':');
      final HostModel target = world.hosts.get(connect.substring(0, colon));
      port = Integer.parseInt(connect.substring(colon + 1));
      if (target == null || target.devices.isEmpty() || host.devices.isEmpty()) {
        throw loaded.error(pointer + "/connect", "both hosts need a NIC");
      }
      remote = target.devices.values().iterator().next().config().address();
      local = host.devices.values().iterator().next().config().address();
    }
    final Content content = pattern(spec.pattern());
    return new Netcat(
        host.host,
        name,
        core,
        host.stack,
        new NetcatOptions(
            spec.listen() == null ? 0 : spec.listen(),
            local,
            remote,
            port,
            spec.sendBytes(),
            content == null ? Zeros.INSTANCE : content,
            spec.chunkBytes(),
            spec.rateBitsPerSecond() == null ? 0 : spec.rateBitsPerSecond(),
            pattern(spec.validate()),
            bytes(spec.recvSizeBytes(), pointer + "/recv-size"),
            spec.read(),
            spec.closeWhenDone()));
  }

  private NetDevice device(
      final HostModel host, final @Nullable String name, final String pointer) {
    if (name != null) {
      return Objects.requireNonNull(host.devices.get(name));
    }
    if (host.devices.size() != 1) {
      throw loaded.error(pointer, "missing key 'dev': the host has more than one NIC, or none");
    }
    return host.devices.values().iterator().next();
  }

  private Dmabuf export(final HostModel host, final DmabufSpec spec, final String pointer) {
    final DmabufExporter exporter = Dmabufs.exporter(host, spec, loaded, pointer);
    return Dmabufs.export(exporter, spec);
  }

  static TokenReturn tokenReturn(final ReturnTokens spec) {
    if (spec instanceof ReturnTokens.Batch batch) {
      return new TokenReturn(TokenReturn.Kind.BATCH, batch.tokens(), 0);
    }
    if (spec instanceof ReturnTokens.Delay delay) {
      return new TokenReturn(TokenReturn.Kind.DELAY, 0, delay.delayPs());
    }
    if (spec instanceof ReturnTokens.Leak leak) {
      return new TokenReturn(TokenReturn.Kind.LEAK, leak.each(), 0);
    }
    return spec instanceof ReturnTokens.Never ? TokenReturn.NEVER : TokenReturn.PER_CALL;
  }

  private static @Nullable Content pattern(final int modulus) {
    return modulus == 0 ? null : new NcdevmemPattern(modulus);
  }
}
