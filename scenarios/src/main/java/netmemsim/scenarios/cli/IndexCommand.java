package netmemsim.scenarios.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.run.RunOutcome;
import netmemsim.scenarios.run.ScenarioRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netmemsim index DIR}: writes the index of a folder of scenarios. */
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description = {
      "Run all scenarios under a folder and write its index, README.md: id, title, source,",
      "kernels, confidence and CPU time of each."
    })
final class IndexCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A folder of scenarios.")
  private Path folder;

  @Option(names = "--keep-times", description = "Run only what the index has no time for yet.")
  private boolean keepTimes;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(folder + " is not a folder");
    }
    final List<LoadedScenario> scenarios = Cases.scenarios(List.of(folder));
    final Path file = folder.resolve(LibraryIndex.FILE);
    final Map<String, String> times = new LinkedHashMap<>();
    if (keepTimes && Files.exists(file)) {
      times.putAll(LibraryIndex.times(Files.readString(file, StandardCharsets.UTF_8)));
    }
    for (final LoadedScenario loaded : scenarios) {
      if (!times.containsKey(loaded.scenario().id())) {
        times.put(loaded.scenario().id(), time(loaded));
      }
    }
    Files.writeString(file, LibraryIndex.text(scenarios, times), StandardCharsets.UTF_8);
    spec.commandLine().getOut().println(file + ": " + scenarios.size() + " scenarios");
    return ExitCode.OK;
  }

  /** CPU seconds over all kernels. */
  private static String time(final LoadedScenario loaded) {
    long ns = 0;
    for (final var kernel : loaded.scenario().kernels()) {
      final RunOutcome outcome = new ScenarioRun(loaded, kernel).execute();
      ns += outcome.cpuNs();
    }
    return LibraryIndex.seconds(ns);
  }
}
