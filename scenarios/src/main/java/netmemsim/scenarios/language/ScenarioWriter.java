package netmemsim.scenarios.language;

import netmemsim.scenarios.yaml.RecordWriter;

/** Writes scenarios, with every default filled in, as YAML that loads back to an equal scenario. */
public final class ScenarioWriter {
  private final RecordWriter writer = new RecordWriter();

  /**
   * Writes a scenario.
   *
   * @param scenario any scenario that was loaded, or one made from it
   * @return a YAML document; what is null is left out
   */
  public String write(Scenario scenario) {
    return writer.yaml(scenario);
  }
}
