package netmemsim.scenarios.assembly;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.QueueSwitch;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.FaultPlan;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.NetdevsimDebugfs;
import netmemsim.models.nic.QueueRestart;
import netmemsim.models.nic.RestartStep;
import netmemsim.scenarios.language.Debugfs;
import netmemsim.scenarios.language.Inject;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.RestartQueue;
import netmemsim.scenarios.units.NearestName;

/** Operations on the receive queues of a device. */
final class QueueOperations {
  private final LoadedScenario loaded;

  QueueOperations(final LoadedScenario loaded) {
    this.loaded = loaded;
  }

  Runnable restart(
      final HostModel host,
      final RestartQueue restart,
      final String pointer,
      final boolean instant,
      final Consumer<Result> log) {
    final NetDevice device = device(host, restart.dev(), restart.rxq(), pointer);
    return () -> {
      if (!device.host().kernel().has(QueueSwitch.QUEUE_API)) {
        log.accept(Result.error(Errno.EOPNOTSUPP));
        return;
      }
      device
          .lock()
          .acquire(
              () ->
                  QueueRestart.run(
                      device.rxQueues().get(restart.rxq()),
                      instant,
                      result -> {
                        log.accept(result);
                        device.lock().release();
                      }));
    };
  }

  NetDevice device(final HostModel host, final String name, final int queue, final String pointer) {
    final NetDevice device = Objects.requireNonNull(host.devices.get(name));
    if (queue >= device.rxQueues().size()) {
      throw loaded.error(
          pointer + "/rxq",
          device.path()
              + " has queues 0 to "
              + (device.rxQueues().size() - 1)
              + ", found "
              + queue);
    }
    return device;
  }

  Runnable inject(
      final HostModel host, final Inject inject, final String pointer, final Consumer<Result> log) {
    final NetDevice device = device(host, inject.dev(), inject.rxq(), pointer);
    final Integer percent = inject.percent();
    if (percent != null) {
      return () -> {
        device.rxQueues().get(inject.rxq()).setAllocationShortage(percent);
        log.accept(Result.OK);
      };
    }
    final String name = inject.errno();
    final Errno errno = name == null ? Errno.OK : errno(name, pointer);
    final RestartStep step = RestartStep.valueOf(inject.step().name());
    return () -> {
      final FaultPlan faults = device.faults();
      if (errno != Errno.OK) {
        faults.inject(inject.rxq(), step, errno, inject.times());
      }
      final Long delayPs = inject.delayPs();
      if (delayPs != null) {
        faults.delay(inject.rxq(), step, delayPs, inject.times());
      }
      log.accept(Result.OK);
    };
  }

  private Errno errno(final String name, final String pointer) {
    try {
      return Errno.valueOf(name);
    } catch (IllegalArgumentException e) {
      final List<String> names = java.util.Arrays.stream(Errno.values()).map(Enum::name).toList();
      throw loaded.error(
          pointer + "/errno", "unknown errno '" + name + "'" + NearestName.hint(name, names));
    }
  }

  Runnable debugfs(
      final HostModel host,
      final Debugfs debugfs,
      final String pointer,
      final boolean instant,
      final Consumer<Result> log) {
    final NetDevice device = Objects.requireNonNull(host.devices.get(debugfs.dev()));
    if (!"netdevsim".equals(device.driverName())) {
      throw loaded.error(pointer + "/dev", device.path() + " is no netdevsim device");
    }
    final NetdevsimDebugfs files = new NetdevsimDebugfs(device);
    return debugfs.file() == Debugfs.File.PP_HOLD
        ? () -> log.accept(files.hold(debugfs.value()))
        : () -> files.resetQueue(debugfs.value(), instant, log);
  }
}
