package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * Which trace events are meant.
 *
 * @param event name of the tracepoint
 * @param on only events of this entity and what is beneath it; null if not given
 * @param between only this stretch of time counts; the whole run if absent; null if not given
 * @param where fields the event must have, by name: a text, a number or a comparison
 */
public record EventPattern(
    @JsonPropertyDescription("Name of the tracepoint") String event,
    @JsonPropertyDescription("Only events of this entity and what is beneath it")
        @Nullable String on,
    @JsonPropertyDescription("Only this stretch of time counts; the whole run if absent")
        @Nullable Window between,
    @JsonPropertyDescription(
            "Fields the event must have, by name: a text, a number or a comparison")
        @Written.Default("{}")
        @Written.KeysAre(TextForm.KernelName.class)
        Map<String, FieldMatch> where) {
  /** Keeps its own copies. */
  public EventPattern {
    where = Ordered.copy(where);
  }
}
