package netmemsim.models.testbed;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.entity.EntityTree;

/** Keeps the records of one tracepoint as text: {@code time path field field ...}. */
public final class Traced {
  private final List<String> records = new ArrayList<>();

  /**
   * Listens.
   *
   * @param tree the run's entities
   * @param name the tracepoint's name
   */
  public Traced(final EntityTree tree, final String name) {
    tree.subscribe(
        trace -> trace.tracepoint().name().equals(name),
        (nowPs, tracepoint, source, a, b, c, d, e, f) -> {
          final long[] values = {a, b, c, d, e, f};
          final StringBuilder text = new StringBuilder().append(nowPs).append(' ');
          text.append(source.path());
          for (int i = 0; i < tracepoint.fields().size(); i++) {
            text.append(' ').append(values[i]);
          }
          records.add(text.toString());
        });
  }

  /** The records so far. */
  public List<String> records() {
    return records;
  }
}
