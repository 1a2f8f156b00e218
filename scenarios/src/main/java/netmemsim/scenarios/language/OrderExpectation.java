package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.Written;

/**
 * The first occurrences of some events follow each other.
 *
 * @param order events; the first occurrence of each is before the first of the next
 * @param kernels conditions on the kernel it holds for; all if empty
 */
public record OrderExpectation(
    @JsonPropertyDescription("Events; the first occurrence of each is before the first of the next")
        @Written.Count(min = 2)
        List<EventPattern> order,
    @JsonPropertyDescription(
            "Kernels it holds for: v6.12, since v6.14, until v6.16, v6.12 to v6.15, with SWITCH, without SWITCH, or a list of these; all if empty")
        @JsonProperty("kernel")
        @Written.OneOrMany
        @Written.Default("[]")
        List<String> kernels)
    implements Expectation {
  /** Keeps its own copies. */
  public OrderExpectation {
    order = List.copyOf(order);
    kernels = List.copyOf(kernels);
  }
}
