package netmemsim.output.summary;

import java.util.ArrayList;
import java.util.List;

/**
 * A table aligned with spaces: text on the left, numbers on the right, two spaces between columns,
 * none at the end of a line. Widths count code points; colour does not count.
 */
public final class Table {
  private static final String GAP = "  ";

  private final List<Cell> headers = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param headers the names of its columns; the header of a column of numbers stands on the right
   */
  public Table(final String... headers) {
    for (final String header : headers) {
      this.headers.add(Cell.of(header).in(Colour.BOLD));
    }
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column
   * @return this table
   */
  public Table row(final Cell... cells) {
    return row(List.of(cells));
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column
   * @return this table
   */
  public Table row(final List<Cell> cells) {
    if (cells.size() != headers.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells in a table of " + headers.size() + " columns");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /**
   * Lays the table out.
   *
   * @param colour whether to colour it: for a terminal only
   * @return its lines, each with a line end
   */
  public String text(final boolean colour) {
    final List<List<Cell>> lines = new ArrayList<>();
    lines.add(headerLine());
    lines.addAll(rows);
    final int[] widths = new int[headers.size()];
    for (final List<Cell> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    final StringBuilder text = new StringBuilder();
    for (final List<Cell> line : lines) {
      appendLine(text, line, widths, colour);
    }
    return text.toString();
  }

  private List<Cell> headerLine() {
    final List<Cell> line = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      line.add(holdsNumbers(i) ? headers.get(i).onTheRight() : headers.get(i));
    }
    return line;
  }

  private boolean holdsNumbers(final int column) {
    boolean any = false;
    for (final List<Cell> row : rows) {
      final Cell cell = row.get(column);
      if (!cell.number() && !cell.text().isEmpty()) {
        return false;
      }
      any |= cell.number();
    }
    return any;
  }

  private static void appendLine(
      final StringBuilder text, final List<Cell> line, final int[] widths, final boolean colour) {
    // Spaces are owed until something visible follows them.
    int owed = 0;
    for (int i = 0; i < widths.length; i++) {
      final Cell cell = line.get(i);
      final int padding = widths[i] - width(cell);
      if (i > 0) {
        owed += GAP.length();
      }
      if (cell.text().isEmpty()) {
        owed += padding;
        continue;
      }
      text.append(" ".repeat(cell.number() ? owed + padding : owed));
      text.append(cell.colour().paint(cell.text(), colour));
      owed = cell.number() ? 0 : padding;
    }
    text.append('\n');
  }

  private static int width(final Cell cell) {
    return cell.text().codePointCount(0, cell.text().length());
  }
}
