package netmemsim.scenarios.expect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.EventSource;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.catalogue.Catalogue;
import netmemsim.models.kernel.Errno;
import netmemsim.scenarios.language.Comparison;
import netmemsim.scenarios.language.FieldMatch;
import netmemsim.scenarios.units.NearestName;
import org.jspecify.annotations.Nullable;

/** Picks records of one tracepoint by entity and field values. */
final class EventMatcher {
  private final Tracepoint tracepoint;
  private final @Nullable String on;
  private final List<FieldTest> tests = new ArrayList<>();
  private final StringBuilder conditions = new StringBuilder();

  private record FieldTest(int field, Comparison comparison) {}

  /**
   * A matcher.
   *
   * @param event name of the tracepoint
   * @param on entity that it is at or beneath, or null for any
   * @param where values that fields must have
   * @param place where it stands, for errors
   * @param tree the entities that the models start with
   */
  EventMatcher(
      final String event,
      final @Nullable String on,
      final Map<String, FieldMatch> where,
      final Place place,
      final EntityTree tree) {
    this.on = on;
    this.tracepoint = find(event, place);
    if (on != null) {
      EntityNames.check(on, tree, place);
    }
    for (final Map.Entry<String, FieldMatch> entry : where.entrySet()) {
      final int field = tracepoint.fields().indexOf(entry.getKey());
      if (field < 0) {
        throw place.error(
            "where/" + entry.getKey(),
            event
                + " has no field '"
                + entry.getKey()
                + "'"
                + NearestName.hint(entry.getKey(), tracepoint.fields())
                + ": it has "
                + String.join(", ", tracepoint.fields()));
      }
      final Comparison comparison = comparison(entry, place);
      tests.add(new FieldTest(field, comparison));
      conditions
          .append(conditions.isEmpty() ? " where " : ", ")
          .append(entry.getKey())
          .append(' ')
          .append(comparison);
    }
  }

  private static Tracepoint find(final String event, final Place place) {
    final List<String> names = new ArrayList<>();
    for (final Tracepoint tracepoint : Catalogue.tracepoints()) {
      if (tracepoint.name().equals(event)) {
        return tracepoint;
      }
      names.add(tracepoint.name());
    }
    throw place.error("event", "unknown event '" + event + "'" + NearestName.hint(event, names));
  }

  private static Comparison comparison(
      final Map.Entry<String, FieldMatch> entry, final Place place) {
    if (entry.getValue() instanceof FieldMatch.Compared compared) {
      return compared.comparison();
    }
    final String text = ((FieldMatch.Text) entry.getValue()).text();
    if (entry.getKey().equals("errno")) {
      for (final Errno errno : Errno.values()) {
        if (errno.name().equals(text)) {
          return new Comparison(
              Comparison.Operator.EQUAL, java.math.BigDecimal.valueOf(errno.number()), null);
        }
      }
    }
    throw place.error("where/" + entry.getKey(), "expected a number, found '" + text + "'");
  }

  /** Whether a trace is of this tracepoint and at or beneath the entity. */
  boolean wants(final Trace trace) {
    return wants(trace.tracepoint(), trace.source());
  }

  /** Whether records are of this tracepoint and at or beneath the entity. */
  boolean wants(final Tracepoint candidate, final EventSource source) {
    if (!candidate.equals(tracepoint)) {
      return false;
    }
    final String wanted = on;
    if (wanted == null) {
      return true;
    }
    final String path = source.path();
    return path.equals(wanted) || path.startsWith(wanted + "/");
  }

  /** Whether a record's fields have the values. */
  boolean matches(
      final long a, final long b, final long c, final long d, final long e, final long f) {
    for (final FieldTest test : tests) {
      final long value =
          switch (test.field) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            case 3 -> d;
            case 4 -> e;
            default -> f;
          };
      if (!test.comparison.holds(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return tracepoint.name() + (on == null ? "" : " on " + on) + conditions;
  }
}
