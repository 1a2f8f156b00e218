package netmemsim.scenarios.packetdrill.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.metric.Reading;
import netmemsim.scenarios.packetdrill.live.NotModelledException;

/** nstat(8): counters since the last look, those that are 0 left out. */
final class Nstat {
  private static final Pattern COUNTER = Pattern.compile("(Tcp|TcpExt|Ip|IpExt|Icmp|Ip6)[A-Z]\\w+");
  private static final String PREFIX = "host/tcp/";
  private final EntityTree tree;
  private final Map<String, Long> seen = new TreeMap<>();

  Nstat(final EntityTree tree) {
    this.tree = tree;
  }

  /** Counters that a command names must be there: one that is not modelled would always be 0. */
  void mustKnow(final List<String> words) {
    final Map<String, Long> known = counters();
    for (final String word : words) {
      for (final String part : word.split("[|^$ .*()\\\\]+", -1)) {
        if (COUNTER.matcher(part).matches()
            && known.keySet().stream().noneMatch(name -> name.startsWith(part))) {
          throw new NotModelledException("counter " + part);
        }
      }
    }
  }

  private Map<String, Long> counters() {
    final Map<String, Long> counters = new TreeMap<>();
    for (final Reading reading : tree.readings()) {
      final String name = reading.metric().name();
      if (reading.path().equals(PREFIX + name) && Character.isUpperCase(name.charAt(0))) {
        counters.put(name, reading.read());
      }
    }
    return counters;
  }

  Output run(final List<String> arguments) {
    boolean quiet = false;
    boolean absolute = false;
    boolean zeros = false;
    boolean update = true;
    final List<Pattern> wanted = new ArrayList<>();
    for (final String word : arguments) {
      if (!word.startsWith("-")) {
        wanted.add(Pattern.compile(word.replace("*", ".*").replace("?", ".")));
        continue;
      }
      for (final char flag : word.replace("-", "").toCharArray()) {
        switch (flag) {
          case 'n' -> quiet = true;
          case 'a' -> absolute = true;
          case 'z' -> zeros = true;
          case 's' -> update = false;
          case 'r' -> seen.clear();
          default -> throw new NotModelledException("nstat " + word);
        }
      }
    }
    final StringBuilder printed = new StringBuilder(quiet ? "" : "#kernel\n");
    for (final Map.Entry<String, Long> counter : counters().entrySet()) {
      final String name = counter.getKey();
      final long value =
          absolute ? counter.getValue() : counter.getValue() - seen.getOrDefault(name, 0L);
      if (!quiet
          && (value != 0 || zeros)
          && (wanted.isEmpty() || wanted.stream().anyMatch(p -> p.matcher(name).matches()))) {
        printed.append(String.format("%-32s%-16d   0.0%n", name, value));
      }
    }
    if (update) {
      seen.putAll(counters());
    }
    return Output.of(printed.toString());
  }
}
