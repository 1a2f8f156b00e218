package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * A NIC. What is null is chosen in assembly by the NIC's profile.
 *
 * @param profile NIC profile: driver and hardware; null if not given
 * @param queues number of queue pairs; null if not given
 * @param address IPv4 address with prefix length; null if not given
 * @param mtu largest IP packet in bytes; null if not given
 * @param rxRing descriptors per receive ring; null if not given
 * @param txRing descriptors per transmit ring; null if not given
 * @param rxBufferSizeBytes size of one receive buffer, in bytes; null if not given
 * @param headerBufferSizeBytes size of one header buffer, in bytes; null if not given
 * @param rxCoalescePs how long a receive interrupt is held back, in picoseconds; null if not given
 * @param gro generic receive offload; null if not given
 * @param tso TCP segmentation offload; null if not given
 * @param pfs PCIe functions that the queues are spread over; 1 if absent; null if not given
 */
public record NicSpec(
    @JsonPropertyDescription("NIC profile: driver and hardware") @Nullable String profile,
    @JsonPropertyDescription("Number of queue pairs") @Written.Bounds(min = 1, max = 4096)
        @Nullable Integer queues,
    @JsonPropertyDescription("IPv4 address with prefix length") @Written.As(TextForm.Address.class)
        @Nullable String address,
    @JsonPropertyDescription("Largest IP packet in bytes") @Written.Bounds(min = 68, max = 65535)
        @Nullable Integer mtu,
    @JsonPropertyDescription("Descriptors per receive ring") @Written.Bounds(min = 1, max = 1 << 20)
        @Nullable Integer rxRing,
    @JsonPropertyDescription("Descriptors per transmit ring")
        @Written.Bounds(min = 1, max = 1 << 20)
        @Nullable Integer txRing,
    @JsonPropertyDescription("Size of one receive buffer")
        @JsonProperty("rx-buffer-size")
        @Written.As(QuantityForm.PositiveSize.class)
        @Nullable Long rxBufferSizeBytes,
    @JsonPropertyDescription("Size of one header buffer, which the device tells the driver")
        @JsonProperty("header-buffer-size")
        @Written.As(QuantityForm.PositiveSize.class)
        @Nullable Long headerBufferSizeBytes,
    @JsonPropertyDescription("How long a receive interrupt is held back")
        @JsonProperty("rx-coalesce")
        @Written.As(QuantityForm.Time.class)
        @Nullable Long rxCoalescePs,
    @JsonPropertyDescription("Generic receive offload") @Nullable Boolean gro,
    @JsonPropertyDescription("TCP segmentation offload") @Nullable Boolean tso,
    @JsonPropertyDescription("PCIe functions that the queues are spread over; 1 if absent")
        @Written.Bounds(min = 1, max = 4)
        @Nullable Integer pfs) {}
