package netmemsim.scenarios.assembly;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import netmemsim.core.event.Event;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.control.DeviceCommand;
import netmemsim.models.control.EthtoolCommand;
import netmemsim.models.control.IpCommand;
import netmemsim.models.control.UnknownWordException;
import netmemsim.models.control.netdev.NetdevGet;
import netmemsim.models.control.netdev.NetdevRequest;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;
import netmemsim.scenarios.language.Ethtool;
import netmemsim.scenarios.language.Ip;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.Netdev;
import netmemsim.scenarios.language.Operation;
import netmemsim.scenarios.language.QueueId;
import netmemsim.scenarios.units.NearestName;
import org.jspecify.annotations.Nullable;

/** Operations of the control plane: ethtool, ip, and what ynl asks. */
final class ControlOperations {
  private final LoadedScenario loaded;

  ControlOperations(final LoadedScenario loaded) {
    this.loaded = loaded;
  }

  /** Checks a command of ethtool or ip and gives what carries it out. */
  Runnable command(
      final HostModel host,
      final String text,
      final boolean ethtool,
      final String pointer,
      final boolean instant,
      final Consumer<Result> log) {
    final DeviceCommand command;
    try {
      command = ethtool ? EthtoolCommand.parse(text) : IpCommand.parse(text);
    } catch (UnknownWordException e) {
      throw loaded.error(pointer, e.getMessage() + NearestName.hint(e.word(), e.candidates()));
    } catch (IllegalArgumentException e) {
      throw loaded.error(pointer, String.valueOf(e.getMessage()));
    }
    final NetDevice device = host.devices.get(command.device());
    if (device == null) {
      throw loaded.error(
          pointer,
          host.host.name()
              + " has no NIC '"
              + command.device()
              + "'"
              + NearestName.hint(command.device(), host.devices.keySet()));
    }
    return () -> {
      if (device.isRegistered()) {
        command.execute(device, instant, log);
      } else {
        log.accept(Result.error(Errno.ENODEV));
      }
    };
  }

  /** Gives what asks the netdev family. */
  Runnable netdev(final HostModel host, final Netdev netdev, final Consumer<Result> log) {
    final NetdevGet family = new NetdevGet(host.host, List.copyOf(host.devices.values()));
    if (netdev.subscribe() != null) {
      return () -> listen(host, family, Objects.requireNonNull(netdev.forPs()), log);
    }
    final NetdevRequest request = request(host, netdev);
    return () -> log.accept(family.answer(request));
  }

  private static void listen(
      final HostModel host, final NetdevGet family, final long forPs, final Consumer<Result> log) {
    final StringBuilder heard = new StringBuilder();
    final long untilPs = host.host.nowPs() + forPs;
    for (final NetDevice device : host.devices.values()) {
      device.watchPagePools(
          (pool, change) -> {
            if (host.host.nowPs() < untilPs) {
              heard.append(family.notification(change.netlinkName(), device, pool));
            }
          });
    }
    host.host
        .simulator()
        .scheduleAt(
            new Event(host.host) {
              @Override
              public void fire(final long nowPs) {
                log.accept(Result.text(heard.toString()));
              }
            },
            untilPs);
  }

  private static NetdevRequest request(final HostModel host, final Netdev netdev) {
    final Netdev.Get get =
        Objects.requireNonNull(netdev.once() == null ? netdev.dump() : netdev.once());
    final String dev = netdev.dev();
    Integer ifindex = netdev.ifindex();
    if (dev != null) {
      ifindex = Objects.requireNonNull(host.devices.get(dev)).ifindex();
    }
    final Integer id = netdev.id();
    final QueueId.Type type = netdev.type();
    return new NetdevRequest(
        NetdevRequest.Operation.valueOf(get.name()),
        netdev.dump() != null,
        ifindex,
        id == null ? null : Long.valueOf(id),
        type == null ? null : type == QueueId.Type.RX ? 0 : 1,
        netdev.scope() == null ? null : 1);
  }

  /** The operation as it would be typed, or null when it is no command. */
  static @Nullable String commandLine(final HostModel host, final Operation operation) {
    if (operation instanceof Ethtool ethtool) {
      return typed("ethtool", ethtool.command());
    }
    if (operation instanceof Ip ip) {
      return typed("ip", ip.command());
    }
    if (operation instanceof Netdev netdev) {
      final Long forPs = netdev.forPs();
      return forPs == null
          ? request(host, netdev).commandLine()
          : "ynl --family netdev --subscribe page-pool # for " + Picoseconds.format(forPs);
    }
    return null;
  }

  private static String typed(final String tool, final String arguments) {
    final String trimmed = arguments.trim();
    return trimmed.startsWith(tool + " ") ? trimmed : tool + " " + trimmed;
  }
}
