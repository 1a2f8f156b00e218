package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;

/**
 * Makes a NIC leave the first bytes of some packets' payload in the header's buffer
 * (Documentation/networking/devmem.rst, SCM_DEVMEM_LINEAR).
 *
 * @param dev NIC of the host
 * @param rxq index of the receive queue
 * @param every each how manieth packet; 0 for none
 * @param payloadBytes how much payload stays with the header, in bytes
 */
public record SplitLate(
    @JsonPropertyDescription("NIC of the host") String dev,
    @JsonPropertyDescription("Index of the receive queue") @Written.Bounds(min = 0) int rxq,
    @JsonPropertyDescription("Each how manieth packet; 0 for none")
        @Written.Bounds(min = 0)
        @Written.Default("1")
        int every,
    @JsonPropertyDescription("How much payload stays with the header")
        @JsonProperty("payload")
        @Written.As(QuantityForm.PositiveSize.class)
        long payloadBytes)
    implements Operation {}
