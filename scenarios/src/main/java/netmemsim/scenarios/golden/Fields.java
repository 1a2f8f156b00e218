package netmemsim.scenarios.golden;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import netmemsim.scenarios.units.NearestName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a JSON object: says where what is wrong, and which fields nobody asked for. */
final class Fields {
  private final String where;
  private final @Nullable JsonNode object;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * The fields of an object.
   *
   * @param where file and path of the object, for messages
   * @param node the object, or null for one without fields
   */
  Fields(final String where, final @Nullable JsonNode node) {
    if (node != null && !node.isObject()) {
      throw new GoldenException(where, "expected an object, found " + node);
    }
    this.where = where;
    this.object = node;
  }

  /** Where a field stands. */
  String place(final String name) {
    return where + "." + name;
  }

  private @Nullable JsonNode find(final String name) {
    known.add(name);
    final JsonNode found = object == null ? null : object.get(name);
    return found == null || found.isNull() ? null : found;
  }

  /** The fields of an object in this one, which may be absent. */
  Fields object(final String name) {
    return new Fields(place(name), find(name));
  }

  /** A number, rounded to an integer. */
  long number(final String name, final long absent) {
    return Math.round(decimal(name, (double) absent));
  }

  /** A number; booleans count as 0 and 1. */
  double decimal(final String name, final double absent) {
    final JsonNode found = find(name);
    if (found == null) {
      return absent;
    }
    if (found.isBoolean()) {
      return found.asBoolean() ? 1 : 0;
    }
    if (found.isNumber()) {
      return found.asDouble();
    }
    try {
      return Double.parseDouble(found.asString());
    } catch (NumberFormatException e) {
      throw new GoldenException(place(name), "expected a number, found " + found);
    }
  }

  /** A number of at least some size. */
  long atLeast(final String name, final long absent, final long least) {
    final long found = number(name, absent);
    if (found < least) {
      throw new GoldenException(place(name), "expected at least " + least + ", found " + found);
    }
    return found;
  }

  /** A text; a number is taken as its digits. */
  String text(final String name, final String absent) {
    final JsonNode found = find(name);
    if (found == null) {
      return absent;
    }
    if (found.isContainer()) {
      throw new GoldenException(place(name), "expected a text, found " + found);
    }
    return found.asString();
  }

  /** Notes fields that mean nothing to the model. */
  void ignore(final String... names) {
    known.addAll(Set.of(names));
  }

  /** Refuses fields that nobody asked for. */
  void finish() {
    if (object == null) {
      return;
    }
    final Collection<String> names = object.propertyNames();
    for (final String name : names) {
      if (!known.contains(name)) {
        throw new GoldenException(place(name), "unknown parameter" + NearestName.hint(name, known));
      }
    }
  }
}
