package netmemsim.bench.tshark;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.metric.Reading;

/**
 * A run that has ended: a stream of data from {@code client} to port 5201 of {@code server}.
 *
 * @param name what it is called
 * @param sender the sender's capture
 * @param receiver the receiver's capture
 * @param counters all counters by path
 */
record CheckedRun(String name, Path sender, Path receiver, Map<String, Long> counters) {
  /** Keeps the counters. */
  CheckedRun {
    counters = Map.copyOf(counters);
  }

  /** Reads all counters of a tree. */
  static Map<String, Long> counters(final EntityTree tree) {
    final Map<String, Long> all = new HashMap<>();
    for (final Reading reading : tree.readings()) {
      all.put(reading.path(), reading.read());
    }
    return all;
  }

  /** A counter of the sender's TCP; the prefix TcpExt may be left out. */
  long sent(final String name) {
    return counter("client/tcp/", name);
  }

  /** A counter of the receiver's TCP; the prefix TcpExt may be left out. */
  long received(final String name) {
    return counter("server/tcp/", name);
  }

  private long counter(final String place, final String name) {
    final Long plain = counters.get(place + name);
    final Long value = plain == null ? counters.get(place + "TcpExt" + name) : plain;
    if (value == null) {
      throw new IllegalArgumentException("no counter " + place + name);
    }
    return value;
  }

  /** Frames that links lost. */
  long lostOnLinks() {
    return counters.entrySet().stream()
        .filter(
            entry ->
                entry.getKey().endsWith("/list_drops") || entry.getKey().endsWith("/queue_drops"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
