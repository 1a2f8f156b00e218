package netmemsim.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import netmemsim.scenarios.packetdrill.live.IpVersion;
import netmemsim.scenarios.packetdrill.run.PacketdrillSuite;
import netmemsim.scenarios.packetdrill.run.ScriptResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netmemsim packetdrill FILE|DIR...}: runs packetdrill scripts against the model. */
@Command(
    name = "packetdrill",
    mixinStandardHelpOptions = true,
    description = {
      "Run packetdrill scripts, unchanged, against the modelled TCP in virtual time.",
      "A script that needs what is not modelled is skipped, and it is said why."
    })
final class PacketdrillCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Scripts, or folders in which every *.pkt is one.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = {"--ip-version", "--ip_version"},
      paramLabel = "V",
      description = "ipv4, ipv4-mapped-ipv6 or ipv6, for scripts that do not say; ipv4 if absent.")
  private String ipVersion = "ipv4";

  @Option(
      names = "--hz",
      paramLabel = "N",
      description = "CONFIG_HZ of the kernel: 250 or 1000; 1000 if absent, as the suites assume.")
  private int hz = 1000;

  @Option(
      names = {"-D", "--define"},
      paramLabel = "SYMBOL=VALUE",
      description = "What a symbol in scripts stands for.")
  private Map<String, String> defines = new TreeMap<>();

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Scripts at a time; the number of cores if absent.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = {"-q", "--quiet"},
      description = "Print no line for a script that passed.")
  private boolean quiet;

  @Override
  public Integer call() throws InterruptedException {
    final IpVersion version = IpVersion.of(ipVersion);
    if (version == null) {
      throw new BadInputException(
          "--ip-version: expected ipv4, ipv4-mapped-ipv6 or ipv6, got '" + ipVersion + "'");
    }
    if (hz != 250 && hz != 1000) {
      throw new BadInputException("--hz: expected 250 or 1000, got " + hz);
    }
    if (jobs < 1) {
      throw new BadInputException("--jobs: expected a number greater than 0");
    }
    return report(run(new PacketdrillSuite(version, hz, defines), scripts()));
  }

  private List<Path> scripts() {
    final List<Path> scripts = new ArrayList<>();
    for (final Path path : paths) {
      if (!Files.exists(path)) {
        throw new BadInputException("there is no file or folder " + path);
      }
      final List<Path> found = PacketdrillSuite.scripts(path);
      if (found.isEmpty()) {
        throw new BadInputException("there is no *.pkt under " + path);
      }
      scripts.addAll(found);
    }
    return scripts;
  }

  private List<Future<ScriptResult>> run(final PacketdrillSuite suite, final List<Path> scripts) {
    final ExecutorService executor = Executors.newFixedThreadPool(jobs);
    final List<Future<ScriptResult>> futures = new ArrayList<>();
    for (final Path script : scripts) {
      futures.add(executor.submit(() -> suite.run(script)));
    }
    executor.shutdown();
    return futures;
  }

  private int report(final List<Future<ScriptResult>> futures) throws InterruptedException {
    final PrintWriter out = spec.commandLine().getOut();
    final Map<ScriptResult.Outcome, Integer> counts = new EnumMap<>(ScriptResult.Outcome.class);
    for (final Future<ScriptResult> future : futures) {
      final ScriptResult result;
      try {
        result = future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
      counts.merge(result.outcome(), 1, Integer::sum);
      print(result, out);
    }
    final int wrong = counts.getOrDefault(ScriptResult.Outcome.ERROR, 0);
    final int failed = counts.getOrDefault(ScriptResult.Outcome.FAILED, 0) + wrong;
    out.println(
        counts.getOrDefault(ScriptResult.Outcome.OK, 0)
            + " passed, "
            + failed
            + " failed, "
            + counts.getOrDefault(ScriptResult.Outcome.SKIPPED, 0)
            + " skipped");
    out.flush();
    return wrong > 0 ? ExitCode.BAD_INPUT : failed > 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private void print(final ScriptResult result, final PrintWriter out) {
    out.print(result.printed());
    final boolean passed = result.outcome() == ScriptResult.Outcome.OK;
    if (passed && quiet) {
      return;
    }
    if (!passed && result.outcome() != ScriptResult.Outcome.SKIPPED) {
      out.println(result.reason());
    }
    out.println(
        switch (result.outcome()) {
              case OK -> "OK      ";
              case SKIPPED -> "SKIPPED ";
              default -> "FAILED  ";
            }
            + result.file()
            + (passed ? "" : ": " + firstLine(result)));
  }

  /** The reason without the file's name, which the line has already. */
  private static String firstLine(final ScriptResult result) {
    final String first = result.reason().lines().findFirst().orElse("");
    return first.startsWith(result.file() + ":")
        ? "line " + first.substring(result.file().length() + 1)
        : first;
  }
}
