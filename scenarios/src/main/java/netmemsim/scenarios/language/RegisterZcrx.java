package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;

/**
 * Registers host memory to a receive queue as io_uring does (IORING_REGISTER_ZCRX_IFQ). The ring
 * that would read it is not modelled.
 *
 * @param dev NIC of the host
 * @param rxq index of the receive queue
 * @param areaBytes size of the memory, in bytes
 */
public record RegisterZcrx(
    @JsonPropertyDescription("NIC of the host") String dev,
    @JsonPropertyDescription("Index of the receive queue") @Written.Bounds(min = 0) int rxq,
    @JsonPropertyDescription("Size of the memory")
        @JsonProperty("area")
        @Written.As(QuantityForm.PositiveSize.class)
        @Written.Default("4MiB")
        long areaBytes)
    implements Operation {}
