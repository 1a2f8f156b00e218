package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A switch.
 *
 * @param queue limit of each output queue, in packets or as a size; unlimited if absent; null if
 *     not given
 */
public record SwitchSpec(
    @JsonPropertyDescription(
            "Limit of each output queue, in packets or as a size; unlimited if absent")
        @Nullable QueueLimit queue) {}
