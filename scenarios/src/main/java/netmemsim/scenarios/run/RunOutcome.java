package netmemsim.scenarios.run;

import java.util.List;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.fingerprint.Ladder;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.scenarios.assembly.OperationLog;
import netmemsim.scenarios.expect.CheckResult;
import netmemsim.scenarios.language.LoadedScenario;

/**
 * What came of a run.
 *
 * @param scenario the scenario
 * @param kernel name of the kernel profile
 * @param seed the seed
 * @param simulatedPs simulated time, picoseconds
 * @param cpuNs CPU time of the run, nanoseconds
 * @param events events fired
 * @param packets packets that crossed links
 * @param dataPackets of those, packets with TCP payload
 * @param fingerprint the fingerprint
 * @param checks the expectations and invariants, each with its verdict
 * @param tree the entities as they were at the end
 * @param operations what the operations answered
 * @param askedSwitches the kernel switches that the models asked for
 */
public record RunOutcome(
    LoadedScenario scenario,
    String kernel,
    long seed,
    long simulatedPs,
    long cpuNs,
    long events,
    long packets,
    long dataPackets,
    Ladder fingerprint,
    List<CheckResult> checks,
    EntityTree tree,
    OperationLog operations,
    List<KernelSwitch> askedSwitches) {
  /** Keeps the checks. */
  public RunOutcome {
    checks = List.copyOf(checks);
  }

  /** Whether every check passed. */
  public boolean passed() {
    return checks.stream().allMatch(CheckResult::passed);
  }
}
