package netmemsim.output.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import netmemsim.output.relay.Csv;

class CsvFileProperties {
  private static final Path NAME = Path.of("test.csv");

  @Property
  void anyTextIsReadBackByTheGrammarOfRfc4180(@ForAll("tables") final List<List<String>> rows)
      throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CsvFile csv = new CsvFile(NAME, bytes, "a", "b", "c")) {
      for (final List<String> row : rows) {
        row.forEach(csv::cell);
        csv.endRow();
      }
    }
    final List<List<String>> expected = new ArrayList<>();
    expected.add(List.of("a", "b", "c"));
    expected.addAll(rows);
    assertThat(Csv.parse(bytes.toString(StandardCharsets.UTF_8))).isEqualTo(expected);
  }

  @Property
  void anyNumberIsWrittenAsJavaWritesIt(@ForAll final List<Long> numbers) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final StringBuilder expected = new StringBuilder("n\n");
    try (CsvFile csv = new CsvFile(NAME, bytes, "n")) {
      for (final long number : numbers) {
        csv.cell(number);
        csv.endRow();
        expected.append(number).append('\n');
      }
    }
    assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo(expected.toString());
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    final Arbitrary<String> cell =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars(",\"\n\r ab;'\t").ofMaxLength(8),
            Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(8),
            Arbitraries.of("\uD83D\uDC27", "\"", "\"\"", "", "-1", "=1+2"));
    return cell.list().ofSize(3).list().ofMaxSize(6);
  }

  /** Half of a pair has no UTF-8. */
  private static char[] surrogates() {
    final char[] halves = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = (char) (Character.MIN_SURROGATE + i);
    }
    return halves;
  }
}
