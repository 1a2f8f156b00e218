package netmemsim.scenarios.packetdrill.shell;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.TunWorld;

/** The programs that scripts run. */
final class Programs {
  private static final long PS_PER_S = 1_000_000_000_000L;
  private static final Program NOTHING = (arguments, input) -> Output.NOTHING;
  private final TunWorld world;
  private final Sysctls sysctls;
  private final Nstat nstat;
  private final Map<String, Program> programs = new TreeMap<>();

  Programs(final TunWorld world, final Sysctls sysctls) {
    this.world = world;
    this.sysctls = sysctls;
    this.nstat = new Nstat(world.tree);
    final NetworkPrograms network = new NetworkPrograms(world);
    programs.put("sysctl", (arguments, input) -> sysctls.sysctl(arguments));
    programs.put("set_sysctls.py", (arguments, input) -> sysctls.setAll(arguments));
    programs.put("nstat", (arguments, input) -> nstat.run(arguments));
    programs.put("grep", Grep::run);
    programs.put("egrep", (arguments, input) -> Grep.run(extended(arguments), input));
    programs.put("echo", (arguments, input) -> echo(arguments));
    programs.put("cat", this::cat);
    programs.put("sleep", (arguments, input) -> sleep(arguments));
    programs.put("true", NOTHING);
    programs.put(":", NOTHING);
    programs.put("sync", NOTHING);
    programs.put("set", NOTHING);
    programs.put("export", NOTHING);
    programs.put("false", (arguments, input) -> Output.failed(""));
    programs.put("test", (arguments, input) -> Conditions.test(arguments));
    programs.put(
        "[",
        (arguments, input) ->
            Conditions.test(arguments.subList(0, Math.max(0, arguments.size() - 1))));
    programs.put("wc", (arguments, input) -> wc(arguments, input));
    programs.put("ip", (arguments, input) -> network.ip(arguments));
    programs.put("tc", (arguments, input) -> network.tc(arguments));
    programs.put("ethtool", (arguments, input) -> network.ethtool(arguments));
  }

  /** Checks the names of counters in a pipeline that begins with nstat. */
  void beginPipeline(final List<String> words) {
    if (words.contains("nstat")) {
      nstat.mustKnow(words);
    }
  }

  Output run(final String name, final List<String> arguments, final String input) {
    final Program program = programs.get(name);
    if (program == null) {
      throw new NotModelledException(
          "command " + name + (arguments.isEmpty() ? "" : " " + String.join(" ", arguments)));
    }
    return program.run(arguments, input);
  }

  private static List<String> extended(final List<String> arguments) {
    final List<String> all = new java.util.ArrayList<>(arguments);
    all.add(0, "-E");
    return all;
  }

  private static Output echo(final List<String> arguments) {
    final boolean bare = !arguments.isEmpty() && arguments.get(0).equals("-n");
    return Output.of(
        String.join(" ", bare ? arguments.subList(1, arguments.size()) : arguments)
            + (bare ? "" : "\n"));
  }

  private Output cat(final List<String> arguments, final String input) {
    final StringBuilder text = new StringBuilder(arguments.isEmpty() ? input : "");
    for (final String file : arguments) {
      if (!file.startsWith("/proc/sys/")) {
        throw new NotModelledException("reading the file " + file);
      }
      text.append(sysctls.read(file)).append('\n');
    }
    return Output.of(text.toString());
  }

  private Output sleep(final List<String> arguments) {
    if (arguments.size() != 1) {
      return Output.failed("sleep: one number is expected");
    }
    final String word = arguments.get(0);
    try {
      final double seconds = Double.parseDouble(word.replaceFirst("s$", ""));
      world.clock.runUntil(world.clock.nowPs() + (long) (seconds * PS_PER_S));
      return Output.NOTHING;
    } catch (NumberFormatException e) {
      return Output.failed("sleep: not a number: " + word);
    }
  }

  private static Output wc(final List<String> arguments, final String input) {
    if (!arguments.equals(List.of("-l"))) {
      throw new NotModelledException("wc " + String.join(" ", arguments));
    }
    return Output.of(input.lines().count() + "\n");
  }
}
