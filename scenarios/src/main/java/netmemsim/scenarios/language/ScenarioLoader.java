package netmemsim.scenarios.language;

import java.nio.file.Path;
import java.util.List;
import netmemsim.scenarios.yaml.Document;
import netmemsim.scenarios.yaml.RecordReader;

/**
 * Loads scenario files. Making one costs more than a load, so keep it; several threads may use it
 * at once.
 */
public final class ScenarioLoader {
  private final RecordReader<Scenario> reader = new RecordReader<>(Scenario.class);

  /**
   * Loads a file.
   *
   * @param file the scenario; errors name it as given here
   * @param overlays {@code path=value} of each {@code --set}, applied in order
   * @return the scenario, checked as far as that needs no model
   * @throws netmemsim.scenarios.yaml.ScenarioException for the first thing that is wrong
   */
  public LoadedScenario load(Path file, List<String> overlays) {
    return check(reader.read(file, overlays), file);
  }

  /**
   * Loads a text.
   *
   * @param text the scenario
   * @param file where the text shall be said to stand; {@code extends} is relative to it
   * @param overlays as for files
   * @return as for files
   * @throws netmemsim.scenarios.yaml.ScenarioException as for files
   */
  public LoadedScenario load(String text, Path file, List<String> overlays) {
    return check(reader.read(text, file, overlays), file);
  }

  private static LoadedScenario check(Document<Scenario> document, Path file) {
    LoadedScenario loaded =
        new LoadedScenario(document.value(), document.marks(), document.tree(), file);
    new NameCheck(loaded).check();
    return loaded;
  }
}
