package netmemsim.scenarios.language;

import java.util.List;
import netmemsim.scenarios.yaml.ScenarioException;
import org.jspecify.annotations.Nullable;

/**
 * Checks the names and times that expectations use; metrics and events themselves are known to the
 * models only.
 */
final class ExpectCheck {
  private final NameCheck names;

  ExpectCheck(NameCheck names) {
    this.names = names;
  }

  /**
   * Checks every expectation.
   *
   * @throws ScenarioException for the first name or time that is wrong
   */
  void check(Scenario scenario) {
    for (int i = 0; i < scenario.expect().size(); i++) {
      checkOne(scenario.expect().get(i), "/expect/" + i);
    }
  }

  private void checkOne(Expectation expectation, String pointer) {
    if (expectation instanceof MetricExpectation metric) {
      checkEntity(metric.metric(), pointer + "/metric");
      checkWindow(metric.between(), pointer);
      if (metric.atPs() != null) {
        names.beforeStop(metric.atPs(), pointer + "/at");
      }
    } else if (expectation instanceof EventExpectation event) {
      checkEntity(event.on(), pointer + "/on");
      checkWindow(event.between(), pointer);
    } else if (expectation instanceof OperationExpectation operation) {
      names.known(
          "step", operation.operation(), names.hostOfStep().keySet(), "", pointer + "/operation");
    } else if (expectation instanceof InvariantExpectation invariant) {
      checkEntity(invariant.on(), pointer + "/on");
    } else if (expectation instanceof OrderExpectation order) {
      for (int i = 0; i < order.order().size(); i++) {
        checkEntity(order.order().get(i).on(), pointer + "/order/" + i + "/on");
        checkWindow(order.order().get(i).between(), pointer + "/order/" + i);
      }
    }
  }

  private void checkWindow(@Nullable Window window, String pointer) {
    if (window != null) {
      names.beforeStop(window.toPs(), pointer + "/between/1");
    }
  }

  /**
   * The entity tree begins with hosts, switches and links; how links are called is the models'
   * matter.
   */
  private void checkEntity(@Nullable String entity, String pointer) {
    if (entity == null) {
      return;
    }
    String first = entity.split("/", 2)[0];
    List<String> nodes = names.nodes();
    if (!first.startsWith("link") || nodes.contains(first)) {
      names.known("host or switch", first, nodes, "", pointer);
    }
  }
}
