package netmemsim.scenarios.assembly;

import java.util.Objects;
import java.util.function.Consumer;
import netmemsim.core.entity.Entity;
import netmemsim.models.hook.Discard;
import netmemsim.models.hook.HeaderRewrite;
import netmemsim.models.hook.HookChain;
import netmemsim.models.hook.Mirred;
import netmemsim.models.hook.NetlinkCopy;
import netmemsim.models.hook.PacketTap;
import netmemsim.models.hook.SkbHook;
import netmemsim.models.hook.U32Match;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.PagePoolParams;
import netmemsim.models.nic.DriverChanges;
import netmemsim.models.nic.NetDevice;
import netmemsim.scenarios.language.DriverChange;
import netmemsim.scenarios.language.Hook;
import netmemsim.scenarios.language.IrqAffinity;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.RemoveHook;
import org.jspecify.annotations.Nullable;

/** Installs what sees buffers on their way, and changes what drivers do. */
final class HookOperations {
  /** MAXIMUM_SNAPLEN of tcpdump, and the most that nfqueue copies. */
  private static final int EVERYTHING = 262144;

  private final LoadedScenario loaded;

  HookOperations(final LoadedScenario loaded) {
    this.loaded = loaded;
  }

  Runnable install(
      final HostModel host, final Hook hook, final String pointer, final Consumer<Result> log) {
    return () -> {
      if (host.hooks.containsKey(hook.name())) {
        throw loaded.error(
            pointer + "/name", host.host.name() + " had a hook '" + hook.name() + "' already");
      }
      final HookChain chain = chain(host, hook);
      if (hook.type() == Hook.Type.XDP_REDIRECT) {
        try {
          device(host, Objects.requireNonNull(hook.dev())).xdp().attach(true);
        } catch (KernelException e) {
          log.accept(e.result());
          return;
        }
      }
      final SkbHook made = make(host, hook, host.hookParent());
      chain.add(made);
      host.hooks.put(hook.name(), new InstalledHook(made, chain));
      log.accept(Result.OK);
    };
  }

  private static NetDevice device(final HostModel host, final String name) {
    return Objects.requireNonNull(host.devices.get(name));
  }

  private static HookChain chain(final HostModel host, final Hook hook) {
    final String dev = hook.dev();
    if (dev == null) {
      return host.stack.input();
    }
    final NetDevice device = device(host, dev);
    return hook.type() == Hook.Type.XDP_REDIRECT ? device.xdpHooks() : device.ingress();
  }

  private static SkbHook make(final HostModel host, final Hook hook, final Entity parent) {
    final KernelProfile kernel = host.host.kernel();
    final String name = hook.name();
    final Integer given = hook.port();
    final int port = given == null ? SkbHook.ANY_PORT : given;
    final Long asked = hook.length();
    final int length = asked == null ? EVERYTHING : Math.toIntExact(asked);
    final Integer offset = hook.offset();
    return switch (hook.type()) {
      case TCPDUMP ->
          new PacketTap(parent, name, port, length, offset == null ? PacketTap.NO_FILTER : offset);
      case DSCP ->
          new HeaderRewrite(parent, name, port, hook.dscp(), asked == null ? 0 : length, kernel);
      case U32 -> new U32Match(parent, name, port, Objects.requireNonNull(offset), kernel);
      case NFQUEUE, NFLOG -> new NetlinkCopy(parent, name, port, length, kernel);
      case DROP -> new Discard(parent, name, port);
      case MIRROR, REDIRECT -> {
        final NetDevice to = device(host, Objects.requireNonNull(hook.to()));
        yield new Mirred(
            parent,
            name,
            port,
            to::transmit,
            hook.type() == Hook.Type.MIRROR ? host.host.skbs() : null);
      }
      case XDP_REDIRECT ->
          new Mirred(
              parent,
              name,
              port,
              device(host, Objects.requireNonNull(hook.to()))::transmitXdp,
              null);
    };
  }

  Runnable remove(final HostModel host, final RemoveHook hook, final Consumer<Result> log) {
    return () -> {
      final InstalledHook installed = host.hooks.get(hook.name());
      if (installed == null) {
        log.accept(Result.error(Errno.ENOENT));
        return;
      }
      installed.remove();
      log.accept(Result.OK);
    };
  }

  Runnable change(final HostModel host, final DriverChange change, final Consumer<Result> log) {
    final NetDevice device = device(host, change.dev());
    return () -> {
      final DriverChanges changes = device.changes();
      changes.setPagePool(
          orUnchanged(change.pagePoolSize()), flags(change), orUnchanged(change.pagePoolNid()));
      if (change.releaseTwiceEvery() != null) {
        changes.setReleaseTwiceEvery(change.releaseTwiceEvery());
        device.pagePools().forEach(pool -> pool.releaseTwiceEvery(change.releaseTwiceEvery()));
      }
      if (change.uncheckedEvery() != null) {
        changes.setUncheckedEvery(change.uncheckedEvery());
      }
      log.accept(Result.OK);
    };
  }

  private static int orUnchanged(final @Nullable Integer value) {
    return value == null ? DriverChanges.UNCHANGED : value;
  }

  private static int flags(final DriverChange change) {
    final var wanted = change.pagePoolFlags();
    if (wanted == null) {
      return DriverChanges.UNCHANGED;
    }
    int flags = 0;
    for (final DriverChange.Flag flag : wanted) {
      flags |=
          flag == DriverChange.Flag.DMA_MAP
              ? PagePoolParams.PP_FLAG_DMA_MAP
              : PagePoolParams.PP_FLAG_DMA_SYNC_DEV;
    }
    return flags;
  }

  Runnable affinity(
      final HostModel host,
      final IrqAffinity irq,
      final String pointer,
      final Consumer<Result> log) {
    final NetDevice device = device(host, irq.dev());
    final int cores = host.host.cores().size();
    if (irq.core() >= cores) {
      throw loaded.error(pointer + "/core", host.host.name() + " has cores 0 to " + (cores - 1));
    }
    return () -> {
      device.rxQueues().get(irq.rxq()).setAffinity(host.host.cores().get(irq.core()));
      log.accept(Result.OK);
    };
  }
}
