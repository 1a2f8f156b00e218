package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * A trace event occurs so often.
 *
 * @param event name of the tracepoint, such as tcp_retransmit_skb
 * @param on only events of this entity and what is beneath it, such as server or server/eth1; null
 *     if not given
 * @param between only this stretch of time counts; the whole run if absent; null if not given
 * @param where fields the event must have, by name: a text, a number or a comparison
 * @param is comparison for the number of events
 * @param kernels conditions on the kernel it holds for; all if empty
 */
public record EventExpectation(
    @JsonPropertyDescription("Name of the tracepoint, such as tcp_retransmit_skb") String event,
    @JsonPropertyDescription(
            "Only events of this entity and what is beneath it, such as server or server/eth1")
        @Nullable String on,
    @JsonPropertyDescription("Only this stretch of time counts; the whole run if absent")
        @Nullable Window between,
    @JsonPropertyDescription(
            "Fields the event must have, by name: a text, a number or a comparison")
        @Written.Default("{}")
        @Written.KeysAre(TextForm.KernelName.class)
        Map<String, FieldMatch> where,
    @JsonPropertyDescription("Comparison for the number of events") @Written.Default("'>= 1'")
        Comparison is,
    @JsonPropertyDescription(
            "Kernels it holds for: v6.12, since v6.14, until v6.16, v6.12 to v6.15, with SWITCH, without SWITCH, or a list of these; all if empty")
        @JsonProperty("kernel")
        @Written.OneOrMany
        @Written.Default("[]")
        List<String> kernels)
    implements Expectation {
  /** Keeps its own copies. */
  public EventExpectation {
    where = Ordered.copy(where);
    kernels = List.copyOf(kernels);
  }
}
