package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;

/**
 * Moves the interrupt of a receive queue to a core (/proc/irq/N/smp_affinity); its NAPI follows
 * with the next interrupt.
 *
 * @param dev NIC of the host
 * @param rxq index of the receive queue
 * @param core the core
 */
public record IrqAffinity(
    @JsonPropertyDescription("NIC of the host") String dev,
    @JsonPropertyDescription("Index of the receive queue") @Written.Bounds(min = 0) int rxq,
    @JsonPropertyDescription("The core") @Written.Bounds(min = 0) int core)
    implements Operation {}
