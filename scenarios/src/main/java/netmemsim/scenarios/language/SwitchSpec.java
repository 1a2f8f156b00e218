package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * A switch.
 *
 * @param queue limit of each output queue, in packets or as a size; unlimited if absent; null if
 *     not given
 * @param ecnThreshold a packet that is ECN-capable and finds more than so many in an output queue
 *     is marked; never if absent; null if not given
 */
public record SwitchSpec(
    @JsonPropertyDescription(
            "Limit of each output queue, in packets or as a size; unlimited if absent")
        @Nullable QueueLimit queue,
    @JsonPropertyDescription(
            "An ECN-capable packet that finds more than so many packets in an output queue gets CE;"
                + " never if absent")
        @Written.Bounds(min = 0, max = Integer.MAX_VALUE - 1)
        @Nullable Integer ecnThreshold) {}
