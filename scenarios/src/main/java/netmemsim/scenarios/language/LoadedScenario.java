package netmemsim.scenarios.language;

import java.nio.file.Path;
import netmemsim.scenarios.yaml.Marks;
import netmemsim.scenarios.yaml.ScenarioException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A scenario with the places where everything in it was written.
 *
 * @param scenario the scenario; its names agree with one another
 * @param marks the places, by JSON pointer of the tree
 * @param tree what was written, with {@code extends} and {@code --set} applied and without defaults
 * @param file the file it was read from, as the user named it
 */
public record LoadedScenario(Scenario scenario, Marks marks, ObjectNode tree, Path file) {
  /**
   * Makes the exception for a value that turns out wrong after loading.
   *
   * @param pointer JSON pointer, for example {@code /expect/2/metric}; if it was not written (a
   *     default), the nearest enclosing value is named
   * @param reason what is wrong, without place
   * @return the exception, to be thrown by the caller
   */
  public ScenarioException error(String pointer, String reason) {
    return marks.error(pointer, reason);
  }
}
