package netmemsim.output.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void textStandsOnTheLeftAndNumbersOnTheRightUnderTheirHeaders() {
    final Table table =
        new Table("scenario", "verdict", "cpu s", "time", "packets")
            .row(
                Cell.of("quickstart"),
                Cell.of("passed").in(Colour.GREEN),
                Cell.of(0.1234, 2),
                Cell.of("1.5ms").onTheRight(),
                Cell.of(1_234_567))
            .row(
                Cell.of("a"),
                Cell.of("FAILED").in(Colour.RED),
                Cell.of(12.0, 2),
                Cell.of("20us").onTheRight(),
                Cell.of("-"));
    assertThat(table.text(false))
        .isEqualTo(
            """
            scenario    verdict  cpu s   time  packets
            quickstart  passed    0.12  1.5ms  1234567
            a           FAILED   12.00   20us  -
            """);
    assertThat(table.text(true)).contains("\u001b[31mFAILED\u001b[0m   12.00");
  }

  @Test
  void numbersAreTheSameInEveryLocale() {
    final Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Cell.of(1234.5, 2).text()).isEqualTo("1234.50");
      assertThat(Cell.of(1234).text()).isEqualTo("1234");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aRowOfTheWrongLengthIsRefused() {
    assertThatThrownBy(() -> new Table("a", "b").row(Cell.of("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells in a table of 2 columns");
  }
}
