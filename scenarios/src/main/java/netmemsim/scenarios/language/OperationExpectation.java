package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * A named step of setup or timeline has a result. With neither errno, extack nor returns, it
 * succeeds.
 *
 * @param operation name given by the as of the step
 * @param errno the errno it fails with; null if not given
 * @param extack text of the netlink extended acknowledgement; null if not given
 * @param returns value that the call returns; null if not given
 * @param prints texts that the answer contains; one between slashes is a regular expression
 * @param lacks texts that the answer does not contain; one between slashes is a regular expression
 * @param kernels conditions on the kernel it holds for; all if empty
 */
public record OperationExpectation(
    @JsonPropertyDescription("Name given by the as of the step") String operation,
    @JsonPropertyDescription("The errno it fails with") @Written.As(TextForm.Errno.class)
        @Nullable String errno,
    @JsonPropertyDescription("Text of the netlink extended acknowledgement")
        @Nullable String extack,
    @JsonPropertyDescription("Value that the call returns") @Nullable Long returns,
    @JsonPropertyDescription(
            "Texts that the answer contains; one between slashes is a regular expression")
        @Written.As(PrintedForm.class)
        @Written.OneOrMany
        @Written.Default("[]")
        List<String> prints,
    @JsonPropertyDescription(
            "Texts that the answer does not contain; one between slashes is a regular expression")
        @Written.As(PrintedForm.class)
        @Written.OneOrMany
        @Written.Default("[]")
        List<String> lacks,
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
   * @throws BadValueException if it fails and returns a value at once
   */
  public OperationExpectation {
    prints = List.copyOf(prints);
    lacks = List.copyOf(lacks);
    kernels = List.copyOf(kernels);
    if (errno != null && returns != null) {
      throw new BadValueException("/returns", "'errno' and 'returns' exclude each other");
    }
  }
}
