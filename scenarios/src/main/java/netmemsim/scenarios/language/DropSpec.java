package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Which data segments of one direction of a link are lost. Counting starts at 1. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(value = PacketDrop.class, name = "packets"),
  @JsonSubTypes.Type(value = PeriodicDrop.class, name = "every"),
  @JsonSubTypes.Type(value = OffsetDrop.class, name = "offset")
})
public sealed interface DropSpec permits PacketDrop, PeriodicDrop, OffsetDrop {
  /**
   * The end that sends what is lost.
   *
   * @return one end of the link
   */
  Endpoint from();
}
