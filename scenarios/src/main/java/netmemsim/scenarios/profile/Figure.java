package netmemsim.scenarios.profile;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;

/**
 * A figure of a hardware profile with where it is from.
 *
 * @param value the figure, with its unit where it has one
 * @param source a document, a measurement, or {@code assumption: why}
 */
public record Figure(
    @JsonPropertyDescription("The figure, with its unit") @Written.As(Scalar.class) String value,
    @JsonPropertyDescription("Where it is from") String source) {}
