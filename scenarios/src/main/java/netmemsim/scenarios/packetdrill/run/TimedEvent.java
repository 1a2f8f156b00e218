package netmemsim.scenarios.packetdrill.run;

import netmemsim.scenarios.packetdrill.language.EventTime;
import netmemsim.scenarios.packetdrill.language.ScriptEvent;
import netmemsim.scenarios.packetdrill.live.TunWorld;
import org.jspecify.annotations.Nullable;

/**
 * A line of a script whose time is known.
 *
 * @param event the line
 * @param offsetUsecs what a relative time counts from; 0 for absolute ones
 * @param beforeUsecs when the event before was expected, or null for the first
 */
record TimedEvent(ScriptEvent event, long offsetUsecs, @Nullable Long beforeUsecs) {
  /** When it is expected, microseconds of the script. */
  long usecs() {
    return offsetUsecs + event.time().usecs();
  }

  /** When a range ends. */
  long endUsecs() {
    return offsetUsecs + event.time().endUsecs();
  }

  EventTime.Kind kind() {
    return event.time().kind();
  }

  void checkTime(final TunWorld world, final long actualUsecs, final String what) {
    world.times.check(kind(), usecs(), endUsecs(), offsetUsecs, beforeUsecs, actualUsecs, what);
  }
}
