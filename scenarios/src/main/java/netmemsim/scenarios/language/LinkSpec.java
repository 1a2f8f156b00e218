package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * A full-duplex link.
 *
 * @param between its two ends, host/nic or switch/port
 * @param rateBitsPerSecond data rate of each direction, in bits per second
 * @param delayPs propagation delay, in picoseconds
 * @param queue limit of each direction's queue, in packets or as a size; unlimited if absent; null
 *     if not given
 * @param ecnThreshold a packet that is ECN-capable and finds more than so many is marked; never if
 *     absent; null if not given
 * @param drop packets that are lost
 */
public record LinkSpec(
    @JsonPropertyDescription("Its two ends, host/nic or switch/port")
        @Written.Count(min = 2, max = 2)
        List<Endpoint> between,
    @JsonPropertyDescription("Data rate of each direction")
        @JsonProperty("rate")
        @Written.As(QuantityForm.Rate.class)
        long rateBitsPerSecond,
    @JsonPropertyDescription("Propagation delay")
        @JsonProperty("delay")
        @Written.As(QuantityForm.Time.class)
        @Written.Default("0s")
        long delayPs,
    @JsonPropertyDescription(
            "Limit of each direction's queue, in packets or as a size; unlimited if absent")
        @Nullable QueueLimit queue,
    @JsonPropertyDescription(
            "An ECN-capable packet that finds more than so many packets in a switch's queue to this"
                + " link gets CE; never if absent")
        @Written.Bounds(min = 0, max = Integer.MAX_VALUE - 1)
        @Nullable Integer ecnThreshold,
    @JsonPropertyDescription("Packets that are lost") @Written.Default("[]") List<DropSpec> drop) {
  /** Keeps its own copies. */
  public LinkSpec {
    between = List.copyOf(between);
    drop = List.copyOf(drop);
  }
}
