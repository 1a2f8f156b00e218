package netmemsim.scenarios.cli;

import java.util.List;
import netmemsim.output.summary.Check;
import netmemsim.output.summary.RunSummary;
import netmemsim.output.summary.Verdict;
import netmemsim.scenarios.run.RunOutcome;

/** Turns the outcome of a run into what is printed and stored. */
final class Summaries {
  private Summaries() {}

  static RunSummary of(final RunOutcome outcome) {
    final List<Check> checks =
        outcome.checks().stream()
            .map(
                check ->
                    new Check(
                        check.kind(),
                        check.text(),
                        check.passed(),
                        check.expected(),
                        check.seen(),
                        check.where()))
            .toList();
    return new RunSummary(
        outcome.scenario().scenario().id(),
        outcome.scenario().scenario().title(),
        outcome.kernel(),
        outcome.seed(),
        Version.NUMBER,
        outcome.simulatedPs(),
        outcome.cpuNs(),
        outcome.events(),
        outcome.packets(),
        outcome.fingerprint().text(),
        Verdict.of(checks),
        checks);
  }
}
