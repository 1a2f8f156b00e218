package netmemsim.scenarios.cli;

import java.util.concurrent.Callable;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.run.ScenarioRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code netmemsim validate FILE}: reads a scenario and builds its models, but does not run them.
 */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Check a scenario without running it: names, units, set-up, expectations.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ScenarioArguments scenario;

  @Override
  public Integer call() {
    final LoadedScenario loaded = scenario.load();
    for (final KernelSpec kernel : loaded.scenario().kernels()) {
      ScenarioRun.buildOnly(loaded, kernel);
    }
    spec.commandLine().getOut().println(loaded.file() + ": valid");
    return ExitCode.OK;
  }
}
