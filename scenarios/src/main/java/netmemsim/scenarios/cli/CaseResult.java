package netmemsim.scenarios.cli;

import java.util.List;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.scenarios.expect.CheckResult;
import netmemsim.scenarios.run.RunFailedException;
import netmemsim.scenarios.run.RunOutcome;
import netmemsim.scenarios.run.ScenarioRun;
import netmemsim.scenarios.yaml.ScenarioException;

/**
 * What a row of verify needs of a run; the models are let go.
 *
 * @param scenario the scenario's id
 * @param kernel the kernel profile
 * @param exitCode what the run alone would end the program with
 * @param checks number of checks
 * @param failures the checks that did not hold, or why it did not run to its end
 * @param simulatedPs simulated time, picoseconds
 * @param cpuNs CPU time, nanoseconds
 * @param dataPackets data packets that crossed links
 * @param fingerprint the fingerprint
 * @param askedSwitches the kernel switches that the models asked for
 */
record CaseResult(
    String scenario,
    String kernel,
    int exitCode,
    int checks,
    List<CheckResult> failures,
    long simulatedPs,
    long cpuNs,
    long dataPackets,
    String fingerprint,
    List<KernelSwitch> askedSwitches) {

  /** Runs a case. One that cannot be built or breaks is a row as well: the others still run. */
  static CaseResult of(final Cases.Case one, final ScenarioRun run) {
    try {
      return of(run.execute());
    } catch (ScenarioException e) {
      return broken(one, ExitCode.BAD_INPUT, "scenario", e);
    } catch (RunFailedException e) {
      return broken(one, ExitCode.DEFECT, "defect", e);
    }
  }

  private static CaseResult broken(
      final Cases.Case one, final int exitCode, final String kind, final RuntimeException why) {
    final Throwable cause = why.getCause();
    final CheckResult failure =
        new CheckResult(
            kind,
            "runs to its end",
            false,
            "a run",
            why.getMessage() + (cause == null ? "" : " (" + cause + ")"),
            one.loaded().file().toString());
    return new CaseResult(
        one.loaded().scenario().id(),
        one.kernel().name(),
        exitCode,
        0,
        List.of(failure),
        0,
        0,
        0,
        "",
        List.of());
  }

  private static CaseResult of(final RunOutcome outcome) {
    return new CaseResult(
        outcome.scenario().scenario().id(),
        outcome.kernel(),
        outcome.passed() ? ExitCode.OK : ExitCode.FAILED,
        outcome.checks().size(),
        outcome.checks().stream().filter(check -> !check.passed()).toList(),
        outcome.simulatedPs(),
        outcome.cpuNs(),
        outcome.dataPackets(),
        outcome.fingerprint().text(),
        outcome.askedSwitches());
  }

  /** Whether every check held. */
  boolean passed() {
    return exitCode == ExitCode.OK;
  }
}
