package netmemsim.scenarios.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value of a document that still knows where it was written, so that trees of several files can
 * be merged.
 */
sealed interface YamlNode {
  /** Where the value begins. */
  Mark mark();

  /** The value without its marks. */
  JsonNode json();

  /** A text, number, boolean or null. */
  record Scalar(JsonNode json, Mark mark) implements YamlNode {}

  /** A list. */
  record Sequence(List<YamlNode> elements, Mark mark) implements YamlNode {
    public Sequence {
      elements = List.copyOf(elements);
    }

    @Override
    public JsonNode json() {
      var array = JsonNodeFactory.instance.arrayNode(elements.size());
      elements.forEach(element -> array.add(element.json()));
      return array;
    }
  }

  /** One entry of a mapping. */
  record Entry(Mark keyMark, YamlNode value) {}

  /** A mapping, in document order. */
  record Mapping(Map<String, Entry> entries, Mark mark) implements YamlNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public ObjectNode json() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      entries.forEach((key, entry) -> object.set(key, entry.value().json()));
      return object;
    }

    /** The same mapping with one entry put in or replaced. */
    Mapping with(String key, Entry entry) {
      Map<String, Entry> changed = new LinkedHashMap<>(entries);
      changed.put(key, entry);
      return new Mapping(changed, mark);
    }

    /** The same mapping without one key. */
    Mapping without(String key) {
      Map<String, Entry> changed = new LinkedHashMap<>(entries);
      changed.remove(key);
      return new Mapping(changed, mark);
    }

    /**
     * Lays another mapping over this one: mappings merge key by key, anything else replaces, null
     * takes the key away.
     */
    Mapping overlaidBy(Mapping over) {
      Map<String, Entry> merged = new LinkedHashMap<>(entries);
      over.entries.forEach(
          (key, entry) -> {
            Entry below = entries.get(key);
            if (below == null) {
              merged.put(key, entry);
            } else if (entry.value().json().isNull()) {
              merged.remove(key);
            } else if (below.value() instanceof Mapping lower
                && entry.value() instanceof Mapping upper) {
              merged.put(key, new Entry(entry.keyMark(), lower.overlaidBy(upper)));
            } else {
              merged.put(key, entry);
            }
          });
      return new Mapping(merged, over.mark);
    }
  }
}
