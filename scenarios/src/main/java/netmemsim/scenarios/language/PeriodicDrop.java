package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;

/**
 * Loses each n-th data segment.
 *
 * @param from end that sends what is lost
 * @param every each data segment whose number this divides is lost
 */
public record PeriodicDrop(
    @JsonPropertyDescription("End that sends what is lost") Endpoint from,
    @JsonPropertyDescription("Each data segment whose number this divides is lost")
        @Written.Bounds(min = 1)
        long every)
    implements DropSpec {}
