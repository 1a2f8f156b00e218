package netmemsim.scenarios.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.ScenarioLoader;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name one scenario and change it. */
final class ScenarioArguments {
  @Parameters(paramLabel = "FILE", description = "A scenario file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = {
        "Change a value, as in --set hosts.server.nics.eth1.queues=2",
        "or --set apps[0].ncdevmem.return-tokens=never. May be repeated."
      })
  private List<String> sets = new ArrayList<>();

  LoadedScenario load() {
    return new ScenarioLoader().load(file, sets);
  }
}
