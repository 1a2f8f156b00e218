package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * An application on a host. A name is unique on its host; without one, the kind is the name.
 *
 * @param on host it runs on
 * @param name its name; the kind if absent
 * @param startPs when it starts, in picoseconds
 * @param core core it runs on; chosen in assembly if absent; null if not given
 * @param kind what it does
 */
public record AppSpec(
    @JsonPropertyDescription("Host it runs on") String on,
    @JsonPropertyDescription("Its name; the kind if absent")
        @Written.As(TextForm.Name.class)
        @Written.Default("@kind")
        String name,
    @JsonPropertyDescription("When it starts")
        @JsonProperty("start")
        @Written.As(QuantityForm.Time.class)
        @Written.Default("0s")
        long startPs,
    @JsonPropertyDescription("Core it runs on; chosen in assembly if absent")
        @Written.Bounds(min = 0)
        @Nullable Integer core,
    @JsonPropertyDescription("What it does") @JsonProperty("@kind") @Written.Inline AppKind kind) {}
