package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * An invariant holds whenever it is checked. All invariants are always checked; naming one
 * documents it.
 *
 * @param invariant name of the invariant, such as page-pool-inflight
 * @param on entity whose invariant is meant, with what is beneath it; null if not given
 * @param kernels conditions on the kernel it holds for; all if empty
 */
public record InvariantExpectation(
    @JsonPropertyDescription("Name of the invariant, such as page-pool-inflight") String invariant,
    @JsonPropertyDescription("Entity whose invariant is meant, with what is beneath it")
        @Nullable String on,
    @JsonPropertyDescription(
            "Kernels it holds for: v6.12, since v6.14, until v6.16, v6.12 to v6.15, with SWITCH, without SWITCH, or a list of these; all if empty")
        @JsonProperty("kernel")
        @Written.OneOrMany
        @Written.Default("[]")
        List<String> kernels)
    implements Expectation {
  /** Keeps its own copies. */
  public InvariantExpectation {
    kernels = List.copyOf(kernels);
  }
}
