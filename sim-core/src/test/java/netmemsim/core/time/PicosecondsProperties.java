package netmemsim.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PicosecondsProperties {
  private static final Map<String, Long> UNITS =
      Map.of(
          "ps", 1L, "ns", 1_000L, "us", 1_000_000L, "ms", 1_000_000_000L, "s", 1_000_000_000_000L);

  @Property
  void whatIsWrittenIsTheTimeExactly(@ForAll final long timePs) {
    if (timePs != Picoseconds.NEVER) {
      assertThat(read(Picoseconds.format(timePs))).isEqualByComparingTo(BigDecimal.valueOf(timePs));
    }
  }

  @Property
  void roundTimesAreShort(
      @ForAll @LongRange(min = 1, max = 999) final long count,
      @ForAll @IntRange(min = 0, max = 4) final int unit) {
    final long unitPs = BigInteger.valueOf(1000).pow(unit).longValueExact();
    assertThat(Picoseconds.format(count * unitPs)).matches("[1-9][0-9]{0,2}(ps|ns|us|ms|s)");
  }

  @Example
  void examples() {
    assertThat(Picoseconds.format(0)).isEqualTo("0s");
    assertThat(Picoseconds.format(2_560)).isEqualTo("2.56ns");
    assertThat(Picoseconds.format(1_500_000_000)).isEqualTo("1.5ms");
    assertThat(Picoseconds.format(1_234_567)).isEqualTo("1234.567ns");
    assertThat(Picoseconds.format(-1_500)).isEqualTo("-1.5ns");
    assertThat(Picoseconds.format(Picoseconds.NEVER)).isEqualTo("never");
  }

  private static BigDecimal read(final String text) {
    final String unit = text.replaceAll("[-0-9.]", "");
    final BigDecimal number = new BigDecimal(text.substring(0, text.length() - unit.length()));
    assertThat(number.scale()).as("decimals of %s", text).isLessThanOrEqualTo(3);
    final Long unitPs = UNITS.get(unit);
    assertThat(unitPs).as("unit of %s", text).isNotNull();
    return number.multiply(BigDecimal.valueOf(unitPs == null ? 0 : unitPs));
  }
}
