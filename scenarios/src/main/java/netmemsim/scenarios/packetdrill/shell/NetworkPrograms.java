package netmemsim.scenarios.packetdrill.shell;

import java.util.List;
import java.util.Set;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.TunWorld;

/** ip, tc and ethtool, as far as they concern the TUN device and its routes. */
final class NetworkPrograms {
  private static final Set<String> PLAIN_QDISCS = Set.of("pfifo", "pfifo_fast", "bfifo", "noqueue");
  private final TunWorld world;
  private boolean tso = true;
  private boolean gso = true;

  NetworkPrograms(final TunWorld world) {
    this.world = world;
  }

  private static NotModelledException unknown(final String program, final List<String> words) {
    return new NotModelledException("command " + program + " " + String.join(" ", words));
  }

  /** ip(8). */
  Output ip(final List<String> arguments) {
    final List<String> words =
        arguments.stream().filter(word -> !word.equals("-4") && !word.equals("-6")).toList();
    if (words.isEmpty()) {
      throw unknown("ip", arguments);
    }
    switch (words.get(0)) {
      case "tcp_metrics", "tcpmetrics" -> {
        if (words.size() > 1 && (words.get(1).equals("flush") || words.get(1).equals("del"))) {
          return flushMetrics();
        }
        throw unknown("ip", arguments);
      }
      case "link" -> {
        final int mtu = words.indexOf("mtu");
        if (mtu < 0 || mtu + 1 >= words.size()) {
          throw unknown("ip", arguments);
        }
        world.host.setMtuBytes(Integer.parseInt(words.get(mtu + 1)));
        return Output.NOTHING;
      }
      default -> throw unknown("ip", arguments);
    }
  }

  /** The host remembers nothing of peers but Fast Open cookies, which it has none of at first. */
  private static Output flushMetrics() {
    return Output.NOTHING;
  }

  /** tc(8): without a limit or a rate a queue does nothing, as the device never waits. */
  Output tc(final List<String> arguments) {
    if (arguments.size() > 1 && arguments.get(0).equals("qdisc")) {
      final int root = arguments.indexOf("root");
      if (arguments.get(1).equals("del") || arguments.get(1).equals("show")) {
        return Output.NOTHING;
      }
      if (root >= 0 && root + 1 < arguments.size() && !arguments.contains("limit")) {
        final String kind = arguments.get(root + 1);
        if (kind.equals("fq") || PLAIN_QDISCS.contains(kind)) {
          world.host.setFq(kind.equals("fq"));
          return Output.NOTHING;
        }
      }
    }
    throw unknown("tc", arguments);
  }

  /** ethtool(8) -K: TCP makes super-segments unless both TSO and GSO are off. */
  Output ethtool(final List<String> arguments) {
    if (arguments.size() < 4 || !arguments.get(0).equals("-K")) {
      throw unknown("ethtool", arguments);
    }
    for (int i = 2; i + 1 < arguments.size(); i += 2) {
      final boolean on = arguments.get(i + 1).equals("on");
      switch (arguments.get(i)) {
        case "tso", "tcp-segmentation-offload" -> tso = on;
        case "gso", "generic-segmentation-offload" -> gso = on;
        case "gro", "generic-receive-offload", "tx", "rx", "sg" -> {
          // A TUN device does no GRO, and checksums are not modelled.
        }
        default -> throw unknown("ethtool", arguments);
      }
    }
    world.host.setGso(tso || gso);
    world.host.setWholeSuperSegments(tso);
    return Output.NOTHING;
  }
}
