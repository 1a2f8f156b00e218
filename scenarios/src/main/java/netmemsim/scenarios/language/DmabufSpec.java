package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Written;

/**
 * A dma-buf.
 *
 * @param exporter udmabuf, or a device of the host
 * @param sizeBytes its size, in bytes
 * @param segmentsBytes sizes of the entries of its scatter list, in order; chosen by the exporter
 *     if empty, in bytes
 */
public record DmabufSpec(
    @JsonPropertyDescription("udmabuf, or a device of the host") @Written.Default("udmabuf")
        String exporter,
    @JsonPropertyDescription("Its size")
        @JsonProperty("size")
        @Written.As(QuantityForm.PositiveSize.class)
        long sizeBytes,
    @JsonPropertyDescription(
            "Sizes of the entries of its scatter list, in order; chosen by the exporter if empty")
        @JsonProperty("segments")
        @Written.Default("[]")
        @Written.As(QuantityForm.PositiveSize.class)
        List<Long> segmentsBytes) {
  /**
   * Keeps its own copies.
   *
   * @throws BadValueException if there are segments and their sum is not the size
   */
  public DmabufSpec {
    segmentsBytes = List.copyOf(segmentsBytes);
    long sumBytes = 0;
    for (long segmentBytes : segmentsBytes) {
      if (segmentBytes > sizeBytes - sumBytes) {
        throw new BadValueException("/segments", "the segments are together larger than the size");
      }
      sumBytes += segmentBytes;
    }
    if (!segmentsBytes.isEmpty() && sumBytes != sizeBytes) {
      throw new BadValueException("/segments", "the segments are together smaller than the size");
    }
  }
}
