package netmemsim.scenarios.expect;

import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.yaml.ScenarioException;

/**
 * Where an expectation stands in its scenario.
 *
 * @param loaded the scenario
 * @param pointer the expectation in it
 */
record Place(LoadedScenario loaded, String pointer) {
  String mark() {
    return loaded.marks().value(pointer).toString();
  }

  ScenarioException error(final String key, final String reason) {
    return loaded.error(pointer + "/" + key, reason);
  }
}
