package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What an application does. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = NcdevmemSpec.class, name = "ncdevmem"),
  @JsonSubTypes.Type(value = NetcatSpec.class, name = "netcat")
})
public sealed interface AppKind permits NcdevmemSpec, NetcatSpec {
  /**
   * The key that names the kind.
   *
   * @return for example {@code ncdevmem}
   */
  String word();
}
