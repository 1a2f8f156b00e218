package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Something that must be true of a run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(value = MetricExpectation.class, name = "metric"),
  @JsonSubTypes.Type(value = EventExpectation.class, name = "event"),
  @JsonSubTypes.Type(value = OperationExpectation.class, name = "operation"),
  @JsonSubTypes.Type(value = InvariantExpectation.class, name = "invariant"),
  @JsonSubTypes.Type(value = OrderExpectation.class, name = "order")
})
public sealed interface Expectation
    permits MetricExpectation,
        EventExpectation,
        OperationExpectation,
        InvariantExpectation,
        OrderExpectation {
  /**
   * The kernels it holds for: any of these conditions.
   *
   * @return conditions as written; empty for all kernels
   */
  List<String> kernels();
}
