package netmemsim.scenarios.cli;

import java.util.List;
import netmemsim.scenarios.expect.CheckResult;
import netmemsim.scenarios.run.RunOutcome;

/**
 * What a row of verify needs of a run; the models are let go.
 *
 * @param scenario the scenario's id
 * @param kernel the kernel profile
 * @param passed whether every check held
 * @param checks number of checks
 * @param failures the checks that did not hold
 * @param simulatedPs simulated time, picoseconds
 * @param cpuNs CPU time, nanoseconds
 * @param dataPackets data packets that crossed links
 * @param fingerprint the fingerprint
 */
record CaseResult(
    String scenario,
    String kernel,
    boolean passed,
    int checks,
    List<CheckResult> failures,
    long simulatedPs,
    long cpuNs,
    long dataPackets,
    String fingerprint) {
  static CaseResult of(final RunOutcome outcome) {
    return new CaseResult(
        outcome.scenario().scenario().id(),
        outcome.kernel(),
        outcome.passed(),
        outcome.checks().size(),
        outcome.checks().stream().filter(check -> !check.passed()).toList(),
        outcome.simulatedPs(),
        outcome.cpuNs(),
        outcome.dataPackets(),
        outcome.fingerprint().text());
  }
}
