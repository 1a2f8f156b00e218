package netmemsim.scenarios.packetdrill.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script.
 *
 * @param file its name
 * @param flags the {@code --flag} lines at its head
 * @param initCommand the command before the first event, or null
 * @param events what happens, in order
 * @param cleanupCommand the command behind the last event, or null
 */
public record Script(
    String file,
    List<Flag> flags,
    @Nullable ShellCommand initCommand,
    List<ScriptEvent> events,
    @Nullable ShellCommand cleanupCommand) {

  /**
   * A {@code --name=value} line.
   *
   * @param line its number
   * @param name the name
   * @param value the value, or null
   */
  public record Flag(int line, String name, @Nullable String value) {}
}
