package netmemsim.scenarios.assembly;

import java.util.LinkedHashMap;
import java.util.Map;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.Result;
import org.jspecify.annotations.Nullable;

/** What the operations of a run answered. */
public final class OperationLog {
  /**
   * The answer of an operation.
   *
   * @param result errno, extack, value, text
   * @param atPs when it came, picoseconds
   */
  public record Answer(Result result, long atPs) {}

  private final Map<String, Answer> byName = new LinkedHashMap<>();
  private final StringBuilder transcript = new StringBuilder();

  void add(final String name, final Result result, final long atPs) {
    byName.put(name, new Answer(result, atPs));
  }

  /** Writes down an operation with its answer, as a terminal shows it. */
  void write(final String host, final String command, final Result result, final long atPs) {
    transcript.append('[').append(Picoseconds.format(atPs)).append("] ").append(host);
    transcript.append("# ").append(command).append('\n');
    final String text = result.text();
    if (text != null) {
      transcript.append(text.endsWith("\n") || text.isEmpty() ? text : text + "\n");
    } else if (!result.ok()) {
      final String extack = result.extack();
      transcript.append(result.errno()).append(extack == null ? "" : ": " + extack).append('\n');
    } else if (result.value() != 0) {
      transcript.append("= ").append(result.value()).append('\n');
    }
    transcript.append('\n');
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

  /** Every operation with its answer in order of arrival, as a terminal shows them. */
  public String transcript() {
    return transcript.toString();
  }
}
