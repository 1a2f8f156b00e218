package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * An operation done at a given time.
 *
 * @param atPs when it is done, in picoseconds
 * @param on host it is done on
 * @param as name of the operation, for expect and for later steps; null if not given
 * @param errno the errno it must fail with; without it, it must succeed in setup and may do either
 *     in the timeline; null if not given
 * @param operation what is done
 */
public record TimelineStep(
    @JsonPropertyDescription("When it is done")
        @JsonProperty("at")
        @Written.As(QuantityForm.Time.class)
        long atPs,
    @JsonPropertyDescription("Host it is done on") String on,
    @JsonPropertyDescription("Name of the operation, for expect and for later steps")
        @Written.As(TextForm.Name.class)
        @Nullable String as,
    @JsonPropertyDescription(
            "The errno it must fail with; without it, it must succeed in setup and may do either in the timeline")
        @Written.As(TextForm.Errno.class)
        @Nullable String errno,
    @JsonPropertyDescription("What is done") @JsonProperty("@operation") @Written.Inline
        Operation operation)
    implements Step {}
