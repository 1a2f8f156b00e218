package netmemsim.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;

final class HistogramProperties {
  @Property
  void aQuantileIsAtMostASixteenthTooHighAndNeverTooLow(
      @ForAll @NotEmpty final List<@LongRange(min = 0) Long> values,
      @ForAll @IntRange(min = 1, max = 1000) final int perMille) {
    final Histogram histogram = new Histogram();
    values.forEach(histogram::record);
    final List<Long> sorted = values.stream().sorted().toList();
    final int rank = Math.max(1, (sorted.size() * perMille + 999) / 1000);
    final long exact = sorted.get(rank - 1);
    final long seen = histogram.quantile(perMille);
    assertThat(seen).isGreaterThanOrEqualTo(exact);
    assertThat(seen - exact).isLessThanOrEqualTo(exact / 16);
    assertThat(histogram.count()).isEqualTo(values.size());
  }
}
