package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * Binds an AF_XDP socket to a queue, which it then owns until it is closed; what it does to packets
 * is not modelled.
 *
 * @param dev NIC of the host
 * @param queue index of the queue; need not exist
 * @param mode XDP_COPY, XDP_ZEROCOPY or neither
 * @param socket name of the socket, for close-socket; the step's name if absent; null if not given
 */
public record XskBind(
    @JsonPropertyDescription("NIC of the host") String dev,
    @JsonPropertyDescription("Index of the queue; need not exist") @Written.Bounds(min = 0)
        int queue,
    @JsonPropertyDescription("XDP_COPY, XDP_ZEROCOPY or neither") @Written.Default("auto")
        Mode mode,
    @JsonPropertyDescription("Name of the socket, for close-socket; the step's name if absent")
        @Written.As(TextForm.Name.class)
        @Nullable String socket)
    implements Operation {
  /** How it asks for the queue. */
  public enum Mode {
    /** Neither flag: zero copy if possible. */
    AUTO,
    /** XDP_COPY. */
    COPY,
    /** XDP_ZEROCOPY. */
    ZEROCOPY
  }
}
