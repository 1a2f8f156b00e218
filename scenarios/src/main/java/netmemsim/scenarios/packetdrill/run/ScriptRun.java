package netmemsim.scenarios.packetdrill.run;

import java.nio.file.Path;
import netmemsim.scenarios.packetdrill.calls.CallRunner;
import netmemsim.scenarios.packetdrill.language.Action;
import netmemsim.scenarios.packetdrill.language.EventTime;
import netmemsim.scenarios.packetdrill.language.IpInfo;
import netmemsim.scenarios.packetdrill.language.PacketAction;
import netmemsim.scenarios.packetdrill.language.PythonCode;
import netmemsim.scenarios.packetdrill.language.Script;
import netmemsim.scenarios.packetdrill.language.ScriptEvent;
import netmemsim.scenarios.packetdrill.language.ShellCommand;
import netmemsim.scenarios.packetdrill.language.SystemCall;
import netmemsim.scenarios.packetdrill.language.TcpSegment;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.LiveConnection;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.Settings;
import netmemsim.scenarios.packetdrill.live.TunWorld;
import netmemsim.scenarios.packetdrill.python.PythonException;
import netmemsim.scenarios.packetdrill.shell.Shell;
import org.jspecify.annotations.Nullable;

/** Runs one script in a world of its own. */
final class ScriptRun {
  private final Script script;
  private final TunWorld world;
  private final Shell shell;
  private final CallRunner calls;
  private final OutboundPackets outbound;
  private final InboundPackets inbound;
  private final CodeRunner code;
  private final StringBuilder warnings = new StringBuilder();
  private @Nullable ScriptEvent before;
  private long beforeUsecs;
  private long lastEventUsecs;

  ScriptRun(final Script script, final Settings settings, final Path folder, final int hz) {
    this.script = script;
    this.world = new TunWorld(settings, hz);
    this.shell = new Shell(world, folder);
    this.calls = new CallRunner(world);
    this.outbound = new OutboundPackets(world);
    this.inbound = new InboundPackets(world);
    this.code = new CodeRunner(world);
  }

  /** What was printed. */
  String printed() {
    return warnings + code.printed();
  }

  /**
   * Runs it to its end.
   *
   * @throws FailureException when something else happens than it says
   * @throws NotModelledException when it needs what is not modelled
   */
  void run() {
    final String scripts = world.settings.initScripts;
    if (scripts != null) {
      for (final String name : scripts.split(",", -1)) {
        shell.runFile(name.strip());
      }
    }
    final ShellCommand init = script.initCommand();
    if (init != null) {
      command(init, "error executing init command: ");
    }
    world.begin();
    for (final ScriptEvent event : script.events()) {
      event(event);
    }
    calls.awaitIdle();
    final ShellCommand cleanup = script.cleanupCommand();
    if (cleanup != null) {
      command(cleanup, "error executing cleanup command: ");
    }
  }

  private void command(final ShellCommand command, final String what) {
    try {
      shell.run(command.text());
    } catch (FailureException e) {
      throw new FailureException(script.file() + ": " + what + e.getMessage());
    }
  }

  private void event(final ScriptEvent event) {
    final TimedEvent timed = timed(event);
    final String where = script.file() + ":" + event.line();
    try {
      perform(timed, where);
    } catch (FailureException e) {
      if (!bearable(e, event.action())) {
        throw e;
      }
      warnings.append(e.getMessage()).append('\n');
    }
    before = event;
    beforeUsecs = timed.usecs();
    lastEventUsecs = timed.usecs();
  }

  private boolean bearable(final FailureException failure, final Action action) {
    return failure.isBearable()
        && ((action instanceof PacketAction && world.settings.nonFatalPacket)
            || (action instanceof SystemCall && world.settings.nonFatalSyscall));
  }

  /** Consecutive inbound packets count from each other, all else from now. */
  private TimedEvent timed(final ScriptEvent event) {
    final EventTime time = event.time();
    final ScriptEvent last = before;
    if (last == null && (time.usecs() != 0 || time.isLoose())) {
      throw new FailureException(
          script.file() + ":" + event.line() + ": first event should be at time 0");
    }
    long offset = 0;
    if (time.isRelative()) {
      offset = last != null && isInbound(last) && isInbound(event) ? beforeUsecs : world.nowUsecs();
    } else if (last != null && !last.time().isRelative() && time.usecs() < beforeUsecs) {
      throw new FailureException(
          script.file()
              + ":"
              + event.line()
              + ": time goes backward in script from "
              + beforeUsecs
              + " usec to "
              + time.usecs()
              + " usec");
    }
    return new TimedEvent(event, offset, last == null ? null : (Long) lastEventUsecs);
  }

  private static boolean isInbound(final ScriptEvent event) {
    return event.action() instanceof PacketAction packet && packet.inbound();
  }

  private void perform(final TimedEvent timed, final String where) {
    final Action action = timed.event().action();
    if (action instanceof PacketAction packet) {
      packet(timed, packet, where);
    } else if (action instanceof SystemCall call) {
      calls.awaitIdle();
      await(timed, where, "system call start");
      calls.run(
          call,
          where,
          timed.usecs(),
          call.endUsecs() + (timed.event().time().isRelative() ? timed.offsetUsecs() : 0));
    } else if (action instanceof ShellCommand command) {
      await(timed, where, "command");
      try {
        shell.run(command.text());
      } catch (FailureException e) {
        throw new FailureException(where + ": error executing `" + e.getMessage());
      }
    } else if (action instanceof PythonCode python) {
      await(timed, where, "data collection for code");
      try {
        code.run(python.text());
      } catch (PythonException.Unsupported e) {
        throw new NotModelledException(where + ": " + e.getMessage());
      } catch (PythonException e) {
        throw new FailureException(
            where + ": error executing code: " + e.getMessage() + "\n  " + python.text());
      }
    }
  }

  /** Lets time go on to an event. */
  private void await(final TimedEvent timed, final String where, final String what) {
    world.clock.runUntil(Math.max(world.clock.nowPs(), world.atPs(timed.usecs())));
    calls.lookAtPending();
    if (before != null) {
      try {
        timed.checkTime(world, world.nowUsecs(), what);
      } catch (FailureException e) {
        throw new FailureException(where + ": " + e.getMessage());
      }
    }
  }

  private void packet(final TimedEvent timed, final PacketAction packet, final String where) {
    if (!packet.encapsulation().isEmpty()) {
      throw new NotModelledException("packets inside " + String.join(", ", packet.encapsulation()));
    }
    if (packet.udp() != null) {
      throw new NotModelledException("UDP packets");
    }
    if (packet.tcp() != null) {
      ipHeader(packet.tcp().ip());
    }
    try {
      final LiveConnection connection = world.connections.of(packet.inbound(), packet.tcp());
      if (packet.inbound()) {
        await(timed, where, "inbound packet");
        inbound(packet, connection);
      } else {
        outbound(timed, packet, connection);
      }
    } catch (FailureException e) {
      final String message = e.getMessage();
      throw message != null && message.startsWith(where)
          ? e
          : new FailureException(where + ": error handling packet: " + message, e.isBearable());
    }
    calls.lookAtPending();
  }

  private static void ipHeader(final IpInfo ip) {
    if (ip.flowLabel() != 0) {
      throw new NotModelledException("IPv6 flow labels");
    }
    if (ip.ttl() != 0) {
      throw new NotModelledException("time to live of packets");
    }
  }

  private void inbound(final PacketAction packet, final LiveConnection connection) {
    final TcpSegment segment = packet.tcp();
    if (segment != null) {
      inbound.inject(segment, connection);
    } else if (packet.icmp() != null) {
      inbound.inject(packet.icmp(), connection);
    }
  }

  private void outbound(
      final TimedEvent timed, final PacketAction packet, final LiveConnection connection) {
    final TcpSegment segment = packet.tcp();
    if (segment == null) {
      throw new NotModelledException("outbound ICMP packets");
    }
    if (segment.options() != null) {
      segment.options().forEach(ModelledOptions::check);
    }
    outbound.expect(timed, segment, connection);
  }
}
