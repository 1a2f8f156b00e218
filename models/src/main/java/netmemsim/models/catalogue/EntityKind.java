package netmemsim.models.catalogue;

import java.util.List;
import java.util.regex.Pattern;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Tracepoint;

/**
 * A kind of entity: where it stands in the tree of names, and what can be observed of it.
 *
 * @param path the form of its path: {@code <host>/<nic>/rxq<N>}; words in angle brackets vary
 * @param help one sentence: what it is
 * @param dynamic whether entities of the kind come up during a run
 * @param metrics its metrics
 * @param tracepoints its tracepoints
 */
public record EntityKind(
    String path, String help, boolean dynamic, List<Metric> metrics, List<Tracepoint> tracepoints) {

  /**
   * Whether a path has the form of this kind.
   *
   * @param entityPath the path of an entity
   */
  public boolean matches(final String entityPath) {
    final StringBuilder regex = new StringBuilder();
    int from = 0;
    while (from < path.length()) {
      final int open = path.indexOf('<', from);
      if (open < 0) {
        regex.append(Pattern.quote(path.substring(from)));
        break;
      }
      final int close = path.indexOf('>', open);
      regex.append(Pattern.quote(path.substring(from, open)));
      regex.append(path.substring(open + 1, close).equals("N") ? "\\d+" : "[^/]+");
      from = close + 1;
    }
    return entityPath.matches(regex.toString());
  }
}
