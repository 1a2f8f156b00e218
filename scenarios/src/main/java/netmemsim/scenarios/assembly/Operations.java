package netmemsim.scenarios.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import netmemsim.core.entity.Entity;
import netmemsim.core.event.Event;
import netmemsim.models.app.Application;
import netmemsim.models.app.Ncdevmem;
import netmemsim.models.app.Netcat;
import netmemsim.models.control.ZcrxRegistration;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;
import netmemsim.scenarios.language.AppChange;
import netmemsim.scenarios.language.BindRx;
import netmemsim.scenarios.language.BindTx;
import netmemsim.scenarios.language.CloseSocket;
import netmemsim.scenarios.language.Debugfs;
import netmemsim.scenarios.language.DriverChange;
import netmemsim.scenarios.language.Ethtool;
import netmemsim.scenarios.language.Hook;
import netmemsim.scenarios.language.Inject;
import netmemsim.scenarios.language.Ip;
import netmemsim.scenarios.language.IrqAffinity;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.Netdev;
import netmemsim.scenarios.language.Operation;
import netmemsim.scenarios.language.RegisterZcrx;
import netmemsim.scenarios.language.RemoveHook;
import netmemsim.scenarios.language.RestartQueue;
import netmemsim.scenarios.language.ReturnTokens;
import netmemsim.scenarios.language.SetupStep;
import netmemsim.scenarios.language.SplitLate;
import netmemsim.scenarios.language.Step;
import netmemsim.scenarios.language.TimelineStep;
import netmemsim.scenarios.language.Unregister;
import netmemsim.scenarios.language.XskBind;

/** Carries out the operations of a scenario: set-up at once, the timeline at its times. */
final class Operations {
  /** Set-up takes no time, so that it is over before time 0. */
  private static final boolean INSTANT = true;

  private final LoadedScenario loaded;
  private final World world;
  private final ControlOperations control;
  private final HookOperations hooks;
  private final QueueOperations queues;

  Operations(final LoadedScenario loaded, final World world) {
    this.loaded = loaded;
    this.world = world;
    this.control = new ControlOperations(loaded);
    this.hooks = new HookOperations(loaded);
    this.queues = new QueueOperations(loaded);
  }

  /** What stands for an operation that no tool has: {@code restart-queue} and the like. */
  private static String name(final Operation operation) {
    return operation
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=.)([A-Z])", "-$1")
        .toLowerCase(Locale.ROOT);
  }

  void runSetup() {
    final List<SetupStep> setup = loaded.scenario().setup();
    for (int i = 0; i < setup.size(); i++) {
      final SetupStep step = setup.get(i);
      final String pointer = "/setup/" + i;
      final List<Result> answers = new ArrayList<>();
      run(step, pointer, "setup[" + i + "]", INSTANT, answers::add);
      if (answers.isEmpty()) {
        throw loaded.error(pointer, "the operation takes time and cannot be part of set-up");
      }
      checkErrno(step, pointer, answers.get(0));
    }
  }

  private void checkErrno(final Step step, final String pointer, final Result result) {
    final String expected = step.errno() == null ? Errno.OK.name() : step.errno();
    if (!result.errno().name().equals(expected)) {
      throw loaded.error(
          pointer,
          "set-up step expected "
              + expected
              + ", the model answered "
              + result.errno().name()
              + (result.extack() == null ? "" : " (" + result.extack() + ")"));
    }
  }

  void scheduleTimeline() {
    final List<TimelineStep> timeline = loaded.scenario().timeline();
    for (int i = 0; i < timeline.size(); i++) {
      final TimelineStep step = timeline.get(i);
      final String place = "timeline[" + i + "]";
      final String pointer = "/timeline/" + i;
      final HostModel host = host(step);
      final Runnable action = prepare(step, host, pointer, place, !INSTANT, result -> {});
      final Entity owner = host.host;
      world
          .tree()
          .simulator()
          .scheduleAt(
              new Event(owner) {
                @Override
                public void fire(final long nowPs) {
                  action.run();
                }
              },
              step.atPs());
    }
  }

  private HostModel host(final Step step) {
    return Objects.requireNonNull(world.hosts.get(step.on()));
  }

  private void run(
      final Step step,
      final String pointer,
      final String place,
      final boolean instant,
      final Consumer<Result> done) {
    prepare(step, host(step), pointer, place, instant, done).run();
  }

  /** Checks an operation and gives what carries it out. */
  private Runnable prepare(
      final Step step,
      final HostModel host,
      final String pointer,
      final String place,
      final boolean instant,
      final Consumer<Result> done) {
    final String as = step.as();
    final String typed = ControlOperations.commandLine(host, step.operation());
    final String command = typed == null ? "# " + name(step.operation()) : typed;
    final Consumer<Result> log =
        result -> {
          final long nowPs = world.tree().simulator().nowPs();
          world.operations().add(place, result, nowPs);
          if (as != null) {
            world.operations().add(as, result, nowPs);
          }
          world.operations().write(host.host.name(), command, result, nowPs);
          done.accept(result);
        };
    final Operation operation = step.operation();
    if (operation instanceof Ethtool ethtool) {
      return control.command(host, ethtool.command(), true, pointer + "/ethtool", instant, log);
    }
    if (operation instanceof Ip ip) {
      return control.command(host, ip.command(), false, pointer + "/ip", instant, log);
    }
    if (operation instanceof Netdev netdev) {
      return control.netdev(host, netdev, log);
    }
    if (operation instanceof BindRx bind) {
      return new BindOperations(loaded).bindRx(host, bind, as, pointer + "/bind-rx", instant, log);
    }
    if (operation instanceof BindTx bind) {
      return new BindOperations(loaded).bindTx(host, bind, as, pointer + "/bind-tx", log);
    }
    if (operation instanceof XskBind bind) {
      return BindOperations.xskBind(host, bind, as, log);
    }
    if (operation instanceof CloseSocket close) {
      return BindOperations.close(host, close, instant, log);
    }
    if (operation instanceof Unregister unregister) {
      return BindOperations.unregister(host, unregister, log);
    }
    if (operation instanceof RestartQueue restart) {
      return queues.restart(host, restart, pointer + "/restart-queue", instant, log);
    }
    if (operation instanceof RegisterZcrx zcrx) {
      final NetDevice device = Objects.requireNonNull(host.devices.get(zcrx.dev()));
      return () -> ZcrxRegistration.register(device, zcrx.rxq(), zcrx.areaBytes(), instant, log);
    }
    if (operation instanceof SplitLate late) {
      final NetDevice device = queues.device(host, late.dev(), late.rxq(), pointer + "/split-late");
      return () -> {
        device.rxQueues().get(late.rxq()).splitLate(late.every(), (int) late.payloadBytes());
        log.accept(Result.OK);
      };
    }
    if (operation instanceof Inject inject) {
      return queues.inject(host, inject, pointer + "/inject", log);
    }
    if (operation instanceof Debugfs debugfs) {
      return queues.debugfs(host, debugfs, pointer + "/debugfs", instant, log);
    }
    if (operation instanceof AppChange change) {
      return appChange(host, change, pointer + "/app", log);
    }
    if (operation instanceof Hook hook) {
      return hooks.install(host, hook, pointer + "/hook", log);
    }
    if (operation instanceof RemoveHook hook) {
      return hooks.remove(host, hook, log);
    }
    if (operation instanceof DriverChange change) {
      return hooks.change(host, change, log);
    }
    if (operation instanceof IrqAffinity irq) {
      return hooks.affinity(host, irq, pointer + "/irq-affinity", log);
    }
    return new SocketOperations(loaded).prepare(host, operation, pointer, log);
  }

  private Runnable appChange(
      final HostModel host,
      final AppChange change,
      final String pointer,
      final Consumer<Result> log) {
    final Application app = running(host, change.name(), pointer);
    if (app instanceof Ncdevmem ncdevmem) {
      return () -> change(ncdevmem, change, log);
    }
    if (change.returnTokens() != null
        || change.msgSockDevmem() != null
        || change.close() == AppChange.Side.NETLINK) {
      throw loaded.error(pointer, "netcat knows neither tokens nor device memory");
    }
    return () -> change((Netcat) app, change, log);
  }

  private Application running(final HostModel host, final String name, final String pointer) {
    final Application app = host.apps.get(name);
    if (app == null) {
      throw loaded.error(pointer, "applications do not run yet during set-up");
    }
    return app;
  }

  private static void change(
      final Ncdevmem app, final AppChange change, final Consumer<Result> log) {
    final ReturnTokens tokens = change.returnTokens();
    if (tokens instanceof ReturnTokens.All) {
      app.returnAllTokens();
    } else if (tokens != null) {
      app.setTokenReturn(Applications.tokenReturn(tokens));
    }
    if (change.read() != null) {
      app.setReading(change.read());
    }
    if (change.msgSockDevmem() != null) {
      app.setDevmemFlag(change.msgSockDevmem());
    }
    if (change.close() == AppChange.Side.TCP) {
      app.closeTcp();
    }
    if (change.kill()) {
      app.kill();
    }
    if (change.close() == AppChange.Side.NETLINK) {
      app.closeNetlink(() -> log.accept(Result.OK));
    } else {
      log.accept(Result.OK);
    }
  }

  private static void change(final Netcat app, final AppChange change, final Consumer<Result> log) {
    if (change.read() != null) {
      app.setReading(change.read());
    }
    if (change.sendBytes() != null) {
      app.sendMore(change.sendBytes());
    }
    if (change.close() == AppChange.Side.TCP) {
      app.closeTcp();
    }
    if (change.kill()) {
      app.kill();
    }
    log.accept(Result.OK);
  }
}
