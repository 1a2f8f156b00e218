package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.Written;

/**
 * The first occurrences of some events follow each other.
 *
 * @param order events; the first occurrence of each is before the first of the next
 * @param kernels kernel profiles it holds for; all if empty
 */
public record OrderExpectation(
    @JsonPropertyDescription("Events; the first occurrence of each is before the first of the next")
        @Written.Count(min = 2)
        List<EventPattern> order,
    @JsonPropertyDescription("Kernel profiles it holds for; all if empty")
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
