package netmemsim.scenarios.packetdrill.calls;

import java.util.Map;
import java.util.TreeMap;
import netmemsim.scenarios.packetdrill.live.FailureException;

/** The script's descriptors and the process's: a script may name any number. */
final class Descriptors {
  private final Map<Integer, Integer> liveByScript = new TreeMap<>();

  /** A call returned a descriptor. */
  void opened(final long script, final long live) {
    if (liveByScript.containsKey((int) script)) {
      throw new FailureException("duplicate fd " + script + " in script");
    }
    liveByScript.put((int) script, (int) live);
  }

  void closed(final int script) {
    liveByScript.remove(script);
  }

  int live(final int script) {
    final Integer live = liveByScript.get(script);
    if (live != null) {
      return live;
    }
    // A descriptor that nobody opened must be a bad one for the process, too.
    return script >= 0 && liveByScript.containsValue(script) ? Integer.MAX_VALUE : script;
  }

  /** The script's name for a descriptor of the process. */
  int script(final int live) {
    for (final Map.Entry<Integer, Integer> entry : liveByScript.entrySet()) {
      if (entry.getValue() == live) {
        return entry.getKey();
      }
    }
    return live;
  }
}
