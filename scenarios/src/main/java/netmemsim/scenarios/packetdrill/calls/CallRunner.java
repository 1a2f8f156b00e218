package netmemsim.scenarios.packetdrill.calls;

import java.util.Map;
import java.util.TreeMap;
import netmemsim.scenarios.packetdrill.language.EventTime;
import netmemsim.scenarios.packetdrill.language.Expression;
import netmemsim.scenarios.packetdrill.language.SystemCall;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.TunWorld;
import org.jspecify.annotations.Nullable;

/**
 * Makes the script's calls and compares what they return. A call with {@code ...} goes on beside
 * the script; the next call waits for it, as packetdrill has one thread for such calls.
 */
public final class CallRunner {
  /** How long a call may sleep before the script is given up. */
  private static final long PATIENCE_USECS = 600_000_000L;

  private static final int ENOSYS = 38;
  private final TunWorld world;
  private final Map<String, CallFamily.Maker> makers = new TreeMap<>();
  private @Nullable Pending pending;

  private record Pending(
      SystemCall script, CallInProgress call, String where, long startUsecs, long endUsecs) {}

  /**
   * The calls of a world.
   *
   * @param world the world
   */
  public CallRunner(final TunWorld world) {
    this.world = world;
    final Descriptors descriptors = new Descriptors();
    final SocketCalls sockets = new SocketCalls(world, descriptors);
    makers.putAll(sockets.makers());
    makers.putAll(new DataCalls(world, descriptors, sockets).makers());
    makers.putAll(new OptionCalls(world, descriptors).makers());
    makers.putAll(new PollCalls(world, descriptors).makers());
    makers.putAll(new FileCalls(world, descriptors).makers());
  }

  /** Waits until the call that goes on beside the script has returned, and looks at it. */
  public void awaitIdle() {
    final Pending waited = pending;
    if (waited == null) {
      return;
    }
    finish(waited.call, waited.where);
    lookAtPending();
  }

  /** Looks at the call that goes on beside the script, if it has returned. */
  public void lookAtPending() {
    final Pending waited = pending;
    if (waited == null || !waited.call.isDone()) {
      return;
    }
    pending = null;
    try {
      world.times.check(
          EventTime.Kind.ABSOLUTE,
          waited.endUsecs,
          waited.endUsecs,
          0,
          waited.startUsecs,
          waited.call.returnedUsecs(),
          "system call return");
      compare(waited.script, waited.call);
    } catch (FailureException e) {
      throw new FailureException(
          waited.where + ": runtime error in " + waited.script.name() + " call: " + e.getMessage(),
          e.isBearable());
    }
  }

  /**
   * Makes a call; a blocking one may still go on when this returns.
   *
   * @param script the call
   * @param where file and line
   * @param usecs when the script says it is made
   * @param endUsecs when the script says a blocking one returns
   * @throws FailureException when it returns something else than the script says
   * @throws NotModelledException when it is not modelled
   */
  public void run(
      final SystemCall script, final String where, final long usecs, final long endUsecs) {
    final CallFamily.Maker maker = makers.get(script.name());
    if (maker == null) {
      throw new NotModelledException("system call " + script.name());
    }
    final CallInProgress call;
    try {
      call = maker.make(script, new Arguments(script));
      if (!script.blocking()) {
        finish(call, where);
        compare(script, call);
        return;
      }
    } catch (FailureException e) {
      throw new FailureException(
          where + ": runtime error in " + script.name() + " call: " + e.getMessage(),
          e.isBearable());
    }
    pending = new Pending(script, call, where, usecs, endUsecs);
    lookAtPending();
  }

  private void finish(final CallInProgress call, final String where) {
    final long limitPs = world.atPs(world.nowUsecs() + PATIENCE_USECS);
    while (!call.isDone()) {
      if (!world.clock.step(limitPs)) {
        throw new FailureException(where + ": timed out waiting for blocking system call");
      }
    }
  }

  private static void compare(final SystemCall script, final CallInProgress call) {
    final long result = call.result();
    if (result == -ENOSYS && !"ENOSYS".equals(script.errno())) {
      throw new NotModelledException("system call " + script.name());
    }
    final Expression wanted = script.result();
    if (wanted instanceof Expression.Ellipsis) {
      call.check();
      return;
    }
    final long expected = Arguments.number(wanted);
    if (result < 0) {
      failed(script, expected, (int) -result);
    } else if (expected < 0) {
      throw new FailureException("Expected result " + expected + " but got " + result, true);
    } else if (!opens(script) && expected != result) {
      throw new FailureException("Expected result " + expected + " but got " + result, true);
    }
    call.check();
  }

  /** Descriptors are the script's own numbers. */
  private static boolean opens(final SystemCall script) {
    return switch (script.name()) {
      case "socket", "accept", "accept4", "open", "epoll_create", "epoll_create1" -> true;
      default -> false;
    };
  }

  private static void failed(final SystemCall script, final long expected, final int errno) {
    if (expected != -1) {
      throw new FailureException(
          "Expected result "
              + expected
              + " but got -1 with errno "
              + errno
              + " ("
              + Errors.text(errno)
              + ")",
          true);
    }
    final String name = script.errno();
    if (name == null) {
      return;
    }
    final int wanted = Errors.number(name);
    if (wanted < 0) {
      throw new FailureException("unknown errno " + name);
    }
    if (wanted != errno) {
      throw new FailureException(
          "Expected errno "
              + wanted
              + " ("
              + Errors.text(wanted)
              + ") but got errno "
              + errno
              + " ("
              + Errors.text(errno)
              + ")",
          true);
    }
  }
}
