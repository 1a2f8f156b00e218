package netmemsim.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PicosecondsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ps",
    "999, 999ps",
    "1000, 1ns",
    "1500, 1.5ns",
    "20000000, 20us",
    "1001, 1.001ns",
    "1000000001, 1000000.001ns",
    "400000000000, 400ms",
    "1300000000000, 1.3s",
    "-1500, -1.5ns"
  })
  void writesTheLargestUnitThatLeavesAtMostThreeDecimals(final long timePs, final String text) {
    assertThat(Picoseconds.format(timePs)).isEqualTo(text);
  }
}
