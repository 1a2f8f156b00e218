package netmemsim.scenarios.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import netmemsim.output.summary.Cell;
import netmemsim.output.summary.Colour;
import netmemsim.output.summary.Table;

/** What is printed of cases beside the kernel. */
public final class GoldenReport {
  private static final double INFINITE = 0x7fffffff;

  private GoldenReport() {}

  /**
   * A row for each case: what was seen, a slash, what the kernel had; an exclamation mark behind
   * what is out of tolerance. Then, for each of those, the tolerance.
   *
   * @param results the cases
   * @param colour whether to colour it
   * @return lines, each with a line end
   */
  public static String table(final List<Comparison> results, final boolean colour) {
    final List<String> headers = new ArrayList<>(List.of("result", "case"));
    for (final Measure measure : Measure.values()) {
      headers.add(measure.title());
    }
    final Table table = new Table(headers.toArray(String[]::new));
    final StringBuilder details = new StringBuilder();
    for (final Comparison result : results) {
      final List<Cell> row = new ArrayList<>();
      row.add(result.passed() ? Cell.of("ok").in(Colour.GREEN) : Cell.of("FAILED").in(Colour.RED));
      row.add(Cell.of(result.name()));
      for (final Measure measure : Measure.values()) {
        final Comparison.Check check = result.checks().get(measure);
        row.add(check == null ? Cell.of("") : cell(measure, check));
      }
      table.row(row);
      describe(result, details);
    }
    return table.text(colour) + details;
  }

  /**
   * The senders of kernel and model over time, side by side.
   *
   * @param one the case
   * @param result how it went
   * @return lines, each with a line end
   */
  public static String sideBySide(final GoldenCase one, final Comparison result) {
    final CaseOutcome outcome = result.outcome();
    if (outcome == null) {
      return "";
    }
    final Timeline kernel = Timeline.read(one.senderFile(), Timeline.SENDER);
    final Timeline model = outcome.sender();
    final Table table =
        new Table(
            "t ms",
            "ca",
            "cwnd",
            "ssthresh",
            "flight",
            "srtt us",
            "retrans",
            "|",
            "ca",
            "cwnd",
            "ssthresh",
            "flight",
            "srtt us",
            "retrans");
    final int rows = Math.max(kernel.size(), model.size());
    for (int i = 0; i < rows; i++) {
      final List<Cell> row = new ArrayList<>();
      final Timeline longer = i < kernel.size() ? kernel : model;
      row.add(Cell.of(longer.get(i, longer.column("t_us")) / 1000));
      cells(kernel, i, row);
      row.add(Cell.of("|"));
      cells(model, i, row);
      table.row(row);
    }
    return one.name() + ": kernel | model\n" + table.text(false) + "\n";
  }

  private static void cells(final Timeline rows, final int row, final List<Cell> cells) {
    if (row >= rows.size()) {
      for (int i = 0; i < 6; i++) {
        cells.add(Cell.of(""));
      }
      return;
    }
    cells.add(Cell.of(rows.get(row, rows.column("ca"))));
    cells.add(Cell.of(rows.get(row, rows.column("cwnd"))));
    cells.add(Cell.of(rows.get(row, rows.column("ssthresh"))));
    cells.add(Cell.of((long) Curve.IN_FLIGHT.values(rows)[row]));
    cells.add(Cell.of(rows.get(row, rows.column("srtt_us"))));
    cells.add(Cell.of(rows.get(row, rows.column("total_retrans"))));
  }

  private static Cell cell(final Measure measure, final Comparison.Check check) {
    final String both =
        measure.isShape()
            ? number(measure, check.seen())
            : number(measure, check.seen()) + "/" + number(measure, check.expected());
    return check.passed()
        ? Cell.of(both + " ").onTheRight()
        : Cell.of(both + "!").onTheRight().in(Colour.RED);
  }

  private static void describe(final Comparison result, final StringBuilder details) {
    if (result.passed()) {
      return;
    }
    details.append('\n').append(result.name()).append('\n');
    if (result.problem() != null) {
      details.append("  cannot be run: ").append(result.problem()).append('\n');
    }
    for (final Map.Entry<Measure, Comparison.Check> each : result.checks().entrySet()) {
      final Comparison.Check check = each.getValue();
      if (!check.passed()) {
        final Measure measure = each.getKey();
        details
            .append("  ")
            .append(measure.title())
            .append(": seen ")
            .append(number(measure, check.seen()))
            .append(", expected ")
            .append(number(measure, check.expected()))
            .append(" +- ")
            .append(number(measure, check.tolerance()))
            .append('\n');
      }
    }
  }

  private static String number(final Measure measure, final double value) {
    return value == INFINITE
        ? "inf"
        : String.format(Locale.ROOT, "%." + measure.decimals() + "f", value);
  }
}
