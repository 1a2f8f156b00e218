package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;

/**
 * Loses the first copies of the segment that holds one byte of the stream.
 *
 * @param from end that sends what is lost
 * @param offsetBytes offset in the sender's stream of the byte whose segment is lost, in bytes
 * @param count how many copies of it are lost: 2 loses the first retransmission too
 */
public record OffsetDrop(
    @JsonPropertyDescription("End that sends what is lost") Endpoint from,
    @JsonPropertyDescription("Offset in the sender's stream of the byte whose segment is lost")
        @JsonProperty("offset")
        @Written.As(QuantityForm.Size.class)
        long offsetBytes,
    @JsonPropertyDescription("How many copies of it are lost: 2 loses the first retransmission too")
        @Written.Bounds(min = 1)
        @Written.Default("1")
        int count)
    implements DropSpec {}
