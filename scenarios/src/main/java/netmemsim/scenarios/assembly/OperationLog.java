package netmemsim.scenarios.assembly;

import java.util.LinkedHashMap;
import java.util.Map;
import netmemsim.models.kernel.Result;
import org.jspecify.annotations.Nullable;

/** What the operations of a run answered. */
public final class OperationLog {
  /**
   * The answer of an operation.
   *
   * @param result errno, extack, value
   * @param atPs when it came, picoseconds
   */
  public record Answer(Result result, long atPs) {}

  private final Map<String, Answer> byName = new LinkedHashMap<>();

  void add(final String name, final Result result, final long atPs) {
    byName.put(name, new Answer(result, atPs));
  }

  /**
   * Finds an answer.
   *
   * @param name the operation's {@code as:}, or its place such as {@code timeline[0]}
   * @return the answer, or null while there is none
   */
  public @Nullable Answer find(final String name) {
    return byName.get(name);
  }

  /** All answers in order of arrival. */
  public Map<String, Answer> all() {
    return byName;
  }
}
