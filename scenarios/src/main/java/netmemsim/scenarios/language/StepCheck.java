package netmemsim.scenarios.language;

import java.util.ArrayList;
import java.util.List;
import netmemsim.scenarios.yaml.Marks;
import netmemsim.scenarios.yaml.ScenarioException;
import org.jspecify.annotations.Nullable;

/** Checks the names that the steps of setup and timeline use. */
final class StepCheck {
  private final NameCheck names;
  private final Marks marks;

  StepCheck(NameCheck names, Marks marks) {
    this.names = names;
    this.marks = marks;
  }

  /** A step's operation of one kind, seen with the name and host of the step. */
  private interface Visitor {
    void visit(Step step, String pointer);
  }

  private static void each(Scenario scenario, Visitor visitor) {
    for (int i = 0; i < scenario.setup().size(); i++) {
      visitor.visit(scenario.setup().get(i), "/setup/" + i);
    }
    for (int i = 0; i < scenario.timeline().size(); i++) {
      visitor.visit(scenario.timeline().get(i), "/timeline/" + i);
    }
  }

  /** The names of all steps that bind a dma-buf on a host. */
  static List<String> bindings(Scenario scenario, String host) {
    List<String> bindings = new ArrayList<>();
    each(
        scenario,
        (step, pointer) -> {
          String name = step.as();
          if (name != null && step.operation() instanceof BindRx && step.on().equals(host)) {
            bindings.add(name);
          }
        });
    return bindings;
  }

  /** The sockets that bind requests open on a host. */
  private static List<String> sockets(Scenario scenario, String host) {
    List<String> sockets = new ArrayList<>();
    each(
        scenario,
        (step, pointer) -> {
          String name = step.on().equals(host) ? socketOf(step) : null;
          if (name != null) {
            sockets.add(name);
          }
        });
    return sockets;
  }

  private static @Nullable String socketOf(Step step) {
    if (step.operation() instanceof BindRx bind) {
      return bind.socket() == null ? step.as() : bind.socket();
    }
    if (step.operation() instanceof BindTx bind) {
      return bind.socket() == null ? step.as() : bind.socket();
    }
    if (step.operation() instanceof XskBind bind) {
      return bind.socket() == null ? step.as() : bind.socket();
    }
    return null;
  }

  /** Checks hosts and collects the names of steps, which applications refer to. */
  void collect(Scenario scenario) {
    each(
        scenario,
        (step, pointer) -> {
          names.host(step.on(), pointer + "/on");
          String name = step.as();
          String earlier = name == null ? null : names.hostOfStep().putIfAbsent(name, step.on());
          if (earlier != null) {
            throw marks.error(
                pointer + "/as", "duplicate name: another step is called '" + name + "'");
          }
        });
  }

  /**
   * Checks what the operations name.
   *
   * @throws ScenarioException for the first name or time that is wrong
   */
  void check(Scenario scenario) {
    each(
        scenario,
        (step, pointer) -> {
          if (step instanceof TimelineStep timed) {
            names.beforeStop(timed.atPs(), pointer + "/at");
          }
          checkOperation(scenario, step, pointer);
        });
  }

  private void checkOperation(Scenario scenario, Step step, String pointer) {
    Operation operation = step.operation();
    String host = step.on();
    if (operation instanceof Netdev netdev) {
      if (netdev.dev() != null) {
        names.nic(netdev.dev(), host, pointer + "/netdev/dev");
      }
    } else if (operation instanceof BindRx bind) {
      if (bind.dev() != null) {
        names.nic(bind.dev(), host, pointer + "/bind-rx/dev");
      }
      // Queues are not checked: asking for one that is not there is what errno scenarios do.
      names.checkDmabuf(bind.dmabuf(), names.host(host, pointer), pointer + "/bind-rx/dmabuf");
    } else if (operation instanceof BindTx bind) {
      if (bind.dev() != null) {
        names.nic(bind.dev(), host, pointer + "/bind-tx/dev");
      }
      names.checkDmabuf(bind.dmabuf(), names.host(host, pointer), pointer + "/bind-tx/dmabuf");
    } else if (operation instanceof XskBind bind) {
      names.nic(bind.dev(), host, pointer + "/xsk-bind/dev");
    } else if (operation instanceof Unregister unregister) {
      names.nic(unregister.dev(), host, pointer + "/unregister/dev");
    } else if (operation instanceof CloseSocket close) {
      names.known(
          "socket",
          close.socket(),
          sockets(scenario, host),
          " on host '" + host + "'",
          pointer + "/close-socket/socket");
    } else if (operation instanceof RestartQueue restart) {
      checkQueue(restart.dev(), restart.rxq(), host, pointer + "/restart-queue");
    } else if (operation instanceof RegisterZcrx zcrx) {
      names.nic(zcrx.dev(), host, pointer + "/register-zcrx/dev");
    } else if (operation instanceof SplitLate late) {
      checkQueue(late.dev(), late.rxq(), host, pointer + "/split-late");
    } else if (operation instanceof Inject inject) {
      checkQueue(inject.dev(), inject.rxq(), host, pointer + "/inject");
    } else if (operation instanceof Debugfs debugfs) {
      names.nic(debugfs.dev(), host, pointer + "/debugfs/dev");
    } else if (operation instanceof AppChange change) {
      checkChange(change, host, pointer + "/app");
    } else if (operation instanceof Dontneed dontneed) {
      names.app(dontneed.app(), host, pointer + "/dontneed/app");
    } else if (operation instanceof Recvmsg recvmsg) {
      names.app(recvmsg.app(), host, pointer + "/recvmsg/app");
    } else if (operation instanceof FailTokens fail) {
      names.app(fail.app(), host, pointer + "/fail-tokens/app");
    } else if (operation instanceof Hook hook) {
      checkHook(hook, host, pointer + "/hook");
    } else if (operation instanceof RemoveHook hook) {
      names.known(
          "hook",
          hook.name(),
          hooks(scenario, host),
          " on host '" + host + "'",
          pointer + "/remove-hook/name");
    } else if (operation instanceof DriverChange change) {
      names.nic(change.dev(), host, pointer + "/driver/dev");
    } else if (operation instanceof IrqAffinity irq) {
      checkQueue(irq.dev(), irq.rxq(), host, pointer + "/irq-affinity");
    }
  }

  private void checkHook(Hook hook, String host, String pointer) {
    if (hook.dev() != null) {
      names.nic(hook.dev(), host, pointer + "/dev");
    }
    if (hook.to() != null) {
      names.nic(hook.to(), host, pointer + "/to");
    }
  }

  /** The hooks that steps install on a host. */
  private static List<String> hooks(Scenario scenario, String host) {
    List<String> hooks = new ArrayList<>();
    each(
        scenario,
        (step, pointer) -> {
          if (step.operation() instanceof Hook hook && step.on().equals(host)) {
            hooks.add(hook.name());
          }
        });
    return hooks;
  }

  private void checkQueue(String dev, int rxq, String host, String pointer) {
    names.checkQueue(rxq, names.nic(dev, host, pointer + "/dev"), dev, pointer + "/rxq");
  }

  private void checkChange(AppChange change, String host, String pointer) {
    AppKind kind = names.app(change.name(), host, pointer + "/name");
    if (kind instanceof NcdevmemSpec) {
      if (change.sendBytes() != null) {
        throw marks.error(
            pointer + "/send", "only a netcat sends, and '" + change.name() + "' is none");
      }
      return;
    }
    String only = "only an ncdevmem can change this, and '" + change.name() + "' is none";
    if (change.returnTokens() != null) {
      throw marks.error(pointer + "/return-tokens", only);
    }
    if (change.msgSockDevmem() != null) {
      throw marks.error(pointer + "/msg-sock-devmem", only);
    }
    if (change.close() == AppChange.Side.NETLINK) {
      throw marks.error(pointer + "/close", only);
    }
  }
}
