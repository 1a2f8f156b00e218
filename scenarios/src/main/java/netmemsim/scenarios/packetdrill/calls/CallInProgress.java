package netmemsim.scenarios.packetdrill.calls;

import netmemsim.models.socket.Call;
import netmemsim.scenarios.packetdrill.live.TunWorld;
import org.jspecify.annotations.Nullable;

/** A call that was made and whose result will be looked at when it is there. */
final class CallInProgress {
  /** Looks at what came of a call. */
  @FunctionalInterface
  interface Check {
    /** Compares results beyond the number that the call returns. */
    void check(long result);
  }

  private final TunWorld world;
  private final @Nullable Call call;
  private final long immediate;
  private final Check check;
  private long returnedPs;

  private CallInProgress(
      final TunWorld world, final @Nullable Call call, final long immediate, final Check check) {
    this.world = world;
    this.call = call;
    this.immediate = immediate;
    this.check = check;
    this.returnedPs = world.clock.nowPs();
  }

  /** A call that never sleeps. */
  static CallInProgress done(final TunWorld world, final long result, final Check check) {
    return new CallInProgress(world, null, result, check);
  }

  /** A call that may sleep. */
  static CallInProgress of(final TunWorld world, final Call call, final Check check) {
    return new CallInProgress(world, call, 0, check);
  }

  boolean isDone() {
    final Call made = call;
    return made == null || made.isDone();
  }

  long result() {
    final Call made = call;
    return made == null ? immediate : made.result();
  }

  /** Is told once, right when a call that slept returned. */
  void returned() {
    returnedPs = world.clock.nowPs();
  }

  long returnedUsecs() {
    return world.usecs(returnedPs);
  }

  void check() {
    check.check(result());
  }
}
