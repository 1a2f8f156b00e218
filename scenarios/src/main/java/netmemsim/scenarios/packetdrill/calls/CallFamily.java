package netmemsim.scenarios.packetdrill.calls;

import java.util.Map;
import java.util.TreeMap;
import netmemsim.models.socket.Call;
import netmemsim.models.socket.SystemCalls;
import netmemsim.scenarios.packetdrill.language.SystemCall;
import netmemsim.scenarios.packetdrill.live.LiveConnection;
import netmemsim.scenarios.packetdrill.live.TunWorld;

/** Calls that belong together: each by its name makes a call of the modelled process. */
abstract class CallFamily {
  /** Makes a call. */
  @FunctionalInterface
  interface Maker {
    /**
     * Makes it.
     *
     * @param script what the script says
     * @param arguments its arguments
     * @return the call, done or not
     */
    CallInProgress make(SystemCall script, Arguments arguments);
  }

  static final CallInProgress.Check NOTHING = result -> {};
  final TunWorld world;
  final SystemCalls process;
  private final Descriptors descriptors;
  private final Map<String, Maker> makers = new TreeMap<>();

  CallFamily(final TunWorld world, final Descriptors descriptors) {
    this.world = world;
    this.process = world.process;
    this.descriptors = descriptors;
  }

  final void put(final String name, final Maker maker) {
    makers.put(name, maker);
  }

  final Map<String, Maker> makers() {
    return makers;
  }

  /** The process's descriptor for an argument; unknown ones are what they are. */
  final int fd(final Arguments arguments, final int index) {
    return descriptors.live(arguments.integer(index));
  }

  final Descriptors descriptors() {
    return descriptors;
  }

  /** A call to be filled, which tells when it returned. */
  final CallInProgress start(final Starter starter, final CallInProgress.Check check) {
    final CallInProgress[] holder = new CallInProgress[1];
    final Call call = new Call(() -> holder[0].returned());
    final CallInProgress progress = CallInProgress.of(world, call, check);
    holder[0] = progress;
    starter.start(call);
    return progress;
  }

  /** Starts a call. */
  @FunctionalInterface
  interface Starter {
    /** Hands the call to the process. */
    void start(Call call);
  }

  final CallInProgress done(final long result) {
    return CallInProgress.done(world, result, NOTHING);
  }

  final CallInProgress done(final long result, final CallInProgress.Check check) {
    return CallInProgress.done(world, result, check);
  }

  /** Notes that the script opens a connection by a socket. */
  final void connecting(final LiveConnection connection) {
    connection.phase = LiveConnection.Phase.CONNECTING;
    world.connections.test(connection);
  }
}
