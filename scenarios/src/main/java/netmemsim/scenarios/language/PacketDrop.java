package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.Written;

/**
 * Loses the n-th data segments.
 *
 * @param from end that sends what is lost
 * @param packets numbers of the data segments that are lost, from 1
 */
public record PacketDrop(
    @JsonPropertyDescription("End that sends what is lost") Endpoint from,
    @JsonPropertyDescription("Numbers of the data segments that are lost, from 1")
        @Written.Count(min = 1)
        @Written.Bounds(min = 1)
        List<Long> packets)
    implements DropSpec {
  /** Keeps its own copies. */
  public PacketDrop {
    packets = List.copyOf(packets);
  }
}
