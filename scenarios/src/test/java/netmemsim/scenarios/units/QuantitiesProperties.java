package netmemsim.scenarios.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class QuantitiesProperties {
  @Property
  void whatIsWrittenReadsBackToTheSameValue(@ForAll Dimension dimension, @ForAll long value) {
    assertThat(Quantities.parse(dimension, Quantities.format(dimension, value))).isEqualTo(value);
  }

  @Property
  void roundValuesReadBackToo(
      @ForAll Dimension dimension, @ForAll @LongRange(min = 0, max = 9_000) long count) {
    for (String unit : dimension.unitNames()) {
      long value = Quantities.parse(dimension, count + unit);
      String written = Quantities.format(dimension, value);
      assertThat(Quantities.parse(dimension, written)).isEqualTo(value);
      if (count > 0) {
        assertThat(written.length()).isLessThanOrEqualTo((count + unit).length());
      }
    }
  }

  @Property
  void anyTextEitherReadsOrIsRefusedAsAQuantity(@ForAll Dimension dimension, @ForAll String text) {
    assertThatCode(() -> readOrRefuse(dimension, text)).doesNotThrowAnyException();
  }

  private static void readOrRefuse(Dimension dimension, String text) {
    try {
      Quantities.parse(dimension, text);
    } catch (QuantityException refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
    }
  }
}
