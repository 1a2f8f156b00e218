package netmemsim.scenarios.cli;

import java.util.List;
import java.util.Locale;
import netmemsim.core.time.Picoseconds;
import netmemsim.output.summary.Cell;
import netmemsim.output.summary.Colour;
import netmemsim.output.summary.Table;
import netmemsim.scenarios.expect.CheckResult;

/** What verify prints. */
final class VerifyReport {
  private static final double NS_PER_S = 1e9;

  private VerifyReport() {}

  /** An aligned table, then the details of what failed. */
  static String table(final List<CaseResult> results, final boolean colour) {
    final Table table =
        new Table("result", "scenario", "kernel", "checks", "simulated", "cpu s", "data packets");
    final StringBuilder details = new StringBuilder();
    for (final CaseResult result : results) {
      table.row(
          verdict(result),
          Cell.of(result.scenario()),
          Cell.of(result.kernel()),
          Cell.of(result.checks()),
          Cell.of(Picoseconds.format(result.simulatedPs())).onTheRight(),
          Cell.of(result.cpuNs() / NS_PER_S, 2),
          Cell.of(result.dataPackets()));
      for (final CheckResult failure : result.failures()) {
        details
            .append("\n")
            .append(result.scenario())
            .append(" (")
            .append(result.kernel())
            .append("): ")
            .append(failure.kind())
            .append(' ')
            .append(failure.text())
            .append("\n  expected: ")
            .append(failure.expected())
            .append("\n  seen: ")
            .append(failure.seen())
            .append("\n  at: ")
            .append(failure.where())
            .append('\n');
      }
    }
    return table.text(colour) + details;
  }

  private static Cell verdict(final CaseResult result) {
    return switch (result.exitCode()) {
      case ExitCode.OK -> Cell.of("ok").in(Colour.GREEN);
      case ExitCode.BAD_INPUT -> Cell.of("BAD").in(Colour.RED);
      case ExitCode.DEFECT -> Cell.of("DEFECT").in(Colour.RED);
      default -> Cell.of("FAILED").in(Colour.RED);
    };
  }

  /** The line under the table: how much was run. */
  static String effort(final List<CaseResult> results) {
    return String.format(
        Locale.ROOT,
        "%d scenarios, %d runs, %.2f s of CPU",
        results.stream().map(CaseResult::scenario).distinct().count(),
        results.size(),
        results.stream().mapToLong(CaseResult::cpuNs).sum() / NS_PER_S);
  }

  /** The last line. */
  static String totals(final List<CaseResult> results) {
    final long passed = results.stream().filter(CaseResult::passed).count();
    return passed + " passed, " + (results.size() - passed) + " failed";
  }

  /** The kernel's test format, version 1 (Documentation/dev-tools/ktap.rst). */
  static String ktap(final List<CaseResult> results) {
    final StringBuilder text = new StringBuilder("KTAP version 1\n1.." + results.size() + "\n");
    for (int i = 0; i < results.size(); i++) {
      final CaseResult result = results.get(i);
      for (final CheckResult failure : result.failures()) {
        text.append("# ")
            .append(failure.kind())
            .append(' ')
            .append(failure.text())
            .append(": expected ")
            .append(failure.expected())
            .append(", seen ")
            .append(failure.seen())
            .append('\n');
      }
      text.append(result.passed() ? "ok " : "not ok ")
          .append(i + 1)
          .append(' ')
          .append(result.scenario())
          .append('.')
          .append(result.kernel())
          .append('\n');
    }
    return text.toString();
  }
}
