package netmemsim.output.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TableProperties {
  private static final int COLUMNS = 3;

  @Property
  void everyCellStandsInItsColumn(@ForAll("rows") final List<List<Cell>> rows) {
    final List<int[]> lines = codePoints(table(rows).text(false));
    assertThat(lines).hasSize(rows.size() + 1);
    int start = 0;
    for (int column = 0; column < COLUMNS; column++) {
      int width = 1;
      for (final List<Cell> row : rows) {
        width = Math.max(width, codePoints(row.get(column)).length);
      }
      for (int i = 0; i < rows.size(); i++) {
        final Cell cell = rows.get(i).get(column);
        final int[] text = codePoints(cell);
        final int first = cell.number() ? start + width - text.length : start;
        for (int x = 0; x < width; x++) {
          final int inCell = start + x - first;
          final int expected = inCell >= 0 && inCell < text.length ? text[inCell] : ' ';
          assertThat(at(lines.get(i + 1), start + x)).isEqualTo(expected);
        }
      }
      start += width + 2;
    }
  }

  @Property
  void noLineEndsInASpaceOfTheTable(@ForAll("rows") final List<List<Cell>> rows) {
    final String[] lines = table(rows).text(false).split("\n", -1);
    for (int i = 0; i < rows.size(); i++) {
      String last = "";
      for (final Cell cell : rows.get(i)) {
        last = cell.text().isEmpty() ? last : cell.text();
      }
      assertThat(lines[i + 1]).endsWith(last);
      if (last.isEmpty()) {
        assertThat(lines[i + 1]).isEmpty();
      }
    }
  }

  @Property
  void colourDoesNotMoveAnything(@ForAll("rows") final List<List<Cell>> rows) {
    final Table table = table(rows);
    assertThat(table.text(true).replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(table.text(false));
    assertThat(table.text(false)).doesNotContain("\u001b");
  }

  private static Table table(final List<List<Cell>> rows) {
    final Table table = new Table("a", "b", "c");
    rows.forEach(table::row);
    return table;
  }

  /** A line that is too short continues with spaces. */
  private static int at(final int[] line, final int x) {
    return x < line.length ? line[x] : ' ';
  }

  private static int[] codePoints(final Cell cell) {
    return cell.text().codePoints().toArray();
  }

  private static List<int[]> codePoints(final String text) {
    final List<int[]> lines = new ArrayList<>();
    for (final String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      lines.add(line.codePoints().toArray());
    }
    return lines;
  }

  @Provide
  Arbitrary<List<List<Cell>>> rows() {
    final Arbitrary<String> text =
        Arbitraries.oneOf(
            Arbitraries.strings().alpha().withChars(" -é\n\t\u001b\u2028").ofMaxLength(7),
            Arbitraries.of("\uD83D\uDC27", "\uD83D\uDC27\uD83D\uDC27 x", "数"));
    final Arbitrary<Cell> cell =
        Arbitraries.oneOf(
            Combinators.combine(text, Arbitraries.of(true, false), Arbitraries.of(Colour.class))
                .as(Cell::new),
            Arbitraries.longs().map(Cell::of),
            Arbitraries.doubles().between(-1e6, 1e6).map(d -> Cell.of(d, 2)));
    return cell.list().ofSize(COLUMNS).list().ofMaxSize(6);
  }
}
