package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.Written;

/**
 * A device whose memory can be exported as dma-buf.
 *
 * @param profile device profile, such as h100
 * @param unreachableFrom NICs of the host from which no peer-to-peer path leads to its memory
 */
public record DeviceSpec(
    @JsonPropertyDescription("Device profile, such as h100") String profile,
    @JsonPropertyDescription("NICs of the host from which no peer-to-peer path leads to its memory")
        @Written.OneOrMany
        @Written.Default("[]")
        List<String> unreachableFrom) {
  /** Keeps its own copy. */
  public DeviceSpec {
    unreachableFrom = List.copyOf(unreachableFrom);
  }
}
