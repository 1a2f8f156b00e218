package netmemsim.scenarios.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "TIME, 1ps, 1",
    "TIME, 10us, 10000000",
    "TIME, 10 us, 10000000",
    "TIME, 1.5ns, 1500",
    "TIME, 0.001ns, 1",
    "TIME, -3ms, -3000000000",
    "TIME, 9223372.036854775807s, 9223372036854775807",
    "RATE, 200Gbps, 200000000000",
    "RATE, 2.5Gbps, 2500000000",
    "RATE, 9600bps, 9600",
    "SIZE, 4096, 4096",
    "SIZE, 64MiB, 67108864",
    "SIZE, 1kB, 1000",
    "SIZE, 1MB, 1000000",
    "SIZE, 0.5KiB, 512",
    "SIZE, 5GiB, 5368709120"
  })
  void readsAQuantityExactly(Dimension dimension, String text, long expected) {
    assertThat(Quantities.parse(dimension, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "RATE; 200Gpbs; unknown unit 'Gpbs' (did you mean 'Gbps'?)",
        "RATE; 200gbps; unknown unit 'gbps' (did you mean 'Gbps'?)",
        "RATE; 200Gbs; unknown unit 'Gbs' (did you mean 'Gbps'?)",
        "RATE; 1Gbit; unknown unit 'Gbit' (one of bps, kbps, Mbps, Gbps, Tbps)",
        "SIZE; 4KB; unknown unit 'KB' (did you mean 'kB'?)",
        "SIZE; 4MIB; unknown unit 'MIB' (did you mean 'MiB'?)",
        "TIME; 5sm; unknown unit 'sm' (did you mean 'ms'?)",
        "TIME; 5MS; unknown unit 'MS' (did you mean 'ms'?)",
        "TIME; 5 minutes; unknown unit 'minutes' (one of ps, ns, us, ms, s)",
        "TIME; 5; the time '5' has no unit (one of ps, ns, us, ms, s)",
        "TIME; 0; the time '0' has no unit (one of ps, ns, us, ms, s)",
        "TIME; soon; 'soon' is not a time (write for example 5ms)",
        "TIME; 1e3ms; '1e3ms' is not a time (write for example 5ms)",
        "TIME; 0.3ps; '0.3ps' is not a whole number of ps",
        "SIZE; 0.3B; '0.3B' is not a whole number of B",
        "TIME; 9223373s; '9223373s' is too large (the limit is 9223372036854775807 ps)"
      })
  void refusesWhatIsNoExactQuantity(Dimension dimension, String text, String message) {
    assertThatThrownBy(() -> Quantities.parse(dimension, text))
        .isInstanceOf(QuantityException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "TIME, 5000000, 5us",
    "TIME, 0, 0s",
    "TIME, 2560, 2560ps",
    "TIME, 1500000, 1500ns",
    "RATE, 200000000000, 200Gbps",
    "SIZE, 67108864, 64MiB",
    "SIZE, 819200, 800KiB",
    "SIZE, 80000, 80kB",
    "SIZE, 1, 1B"
  })
  void writesTheShortestExactForm(Dimension dimension, long value, String expected) {
    assertThat(Quantities.format(dimension, value)).isEqualTo(expected);
  }

  @Test
  void findsTheDimensionByTheUnit() {
    assertThat(Quantities.dimensionOf("180Gbps")).contains(Dimension.RATE);
    assertThat(Quantities.dimensionOf("64 MiB")).contains(Dimension.SIZE);
    assertThat(Quantities.dimensionOf("17")).isEmpty();
    assertThatThrownBy(() -> Quantities.dimensionOf("180gbps"))
        .hasMessage("unknown unit 'gbps' (did you mean 'Gbps'?)");
  }
}
