package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * A metric has a value: at an instant, as growth over a window, or as rate over a window.
 *
 * @param metric full name of the metric, such as server/eth1/rxq15/rx_buf_alloc_fail
 * @param between what counts is how much the metric grows between the two times; null if not given
 * @param atPs what counts is the value at this time; the end of the run if absent, in picoseconds;
 *     null if not given
 * @param is comparison for the value or growth; null if not given
 * @param rate comparison for the growth per second: a rate for a metric in bytes, a plain number
 *     for any other; null if not given
 * @param kernels conditions on the kernel it holds for; all if empty
 */
public record MetricExpectation(
    @JsonPropertyDescription("Full name of the metric, such as server/eth1/rxq15/rx_buf_alloc_fail")
        String metric,
    @JsonPropertyDescription("What counts is how much the metric grows between the two times")
        @Nullable Window between,
    @JsonPropertyDescription("What counts is the value at this time; the end of the run if absent")
        @JsonProperty("at")
        @Written.As(QuantityForm.Time.class)
        @Nullable Long atPs,
    @JsonPropertyDescription("Comparison for the value or growth") @Nullable Comparison is,
    @JsonPropertyDescription(
            "Comparison for the growth per second: a rate for a metric in bytes, a plain number for any other")
        @Nullable Comparison rate,
    @JsonPropertyDescription(
            "Kernels it holds for: v6.12, since v6.14, until v6.16, v6.12 to v6.15, with SWITCH, without SWITCH, or a list of these; all if empty")
        @JsonProperty("kernel")
        @Written.OneOrMany
        @Written.Default("[]")
        List<String> kernels)
    implements Expectation {
  /**
   * Keeps its own copies.
   *
   * @throws BadValueException if not exactly one of is and rate is given, or at stands with between
   *     or rate
   */
  public MetricExpectation {
    kernels = List.copyOf(kernels);
    if (is != null && rate != null) {
      throw new BadValueException("/rate", "'is' and 'rate' exclude each other");
    }
    if (is == null && rate == null) {
      throw new BadValueException("expected exactly one of is, rate");
    }
    if (atPs != null && between != null) {
      throw new BadValueException("/at", "'at' and 'between' exclude each other");
    }
    if (atPs != null && rate != null) {
      throw new BadValueException("/at", "'at' does not go with 'rate'");
    }
  }
}
