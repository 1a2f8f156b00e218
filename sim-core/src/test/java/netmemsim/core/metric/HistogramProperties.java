package netmemsim.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;

class HistogramProperties {
  @Property
  void aQuantileIsTheExactOneOrAtMostASixteenthAboveIt(
      @ForAll @NotEmpty final List<@LongRange(min = 0) Long> values,
      @ForAll @IntRange(min = 0, max = 1000) final int perMille) {
    final Histogram histogram = new Histogram();
    values.forEach(histogram::record);
    final List<Long> sorted = values.stream().sorted().toList();
    final int rank = Math.max(1, (sorted.size() * perMille + 999) / 1000);
    final long exact = sorted.get(rank - 1);
    assertThat(histogram.quantile(perMille))
        .isBetween(exact, exact + Math.min(exact / 16, Long.MAX_VALUE - exact));
    assertThat(histogram.quantile(1000)).isEqualTo(sorted.get(sorted.size() - 1));
  }

  @Property
  void smallValuesAreExact(
      @ForAll @NotEmpty final List<@LongRange(min = 0, max = 31) Long> values,
      @ForAll @IntRange(min = 1, max = 1000) final int perMille) {
    final Histogram histogram = new Histogram();
    values.forEach(histogram::record);
    final int rank = (values.size() * perMille + 999) / 1000;
    assertThat(histogram.quantile(perMille))
        .isEqualTo(values.stream().sorted().toList().get(rank - 1));
  }

  @Property
  void countSumAndMaximumAreExact(
      @ForAll @NotEmpty final List<@LongRange(min = 0, max = 1L << 40) Long> values) {
    final Histogram histogram = new Histogram();
    values.forEach(histogram::record);
    assertThat(histogram.count()).isEqualTo(values.size());
    assertThat(histogram.sum()).isEqualTo(values.stream().mapToLong(Long::longValue).sum());
    assertThat(histogram.max())
        .isEqualTo(values.stream().mapToLong(Long::longValue).max().orElseThrow());
  }

  @Example
  void anEmptyHistogramIsAllZero() {
    final Histogram histogram = new Histogram();
    assertThat(histogram.quantile(500)).isZero();
    assertThat(histogram.max()).isZero();
  }

  @Example
  void aShareBeyondTheWholeIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Histogram().quantile(1001));
    assertThatIllegalArgumentException().isThrownBy(() -> new Histogram().quantile(-1));
  }
}
