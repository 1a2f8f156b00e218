package netmemsim.scenarios.yaml;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netmemsim.scenarios.units.NearestName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks a document in its own order, compares it with the {@link Shape} it should have, and throws
 * for the first thing that is wrong. What comes out is the tree Jackson binds: defaults filled in,
 * single elements made lists, inline variants under the component that holds them.
 */
final class TreeCheck {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Marks marks;
  private final Set<String> alsoAtTop;
  private final String ignoredPrefix;

  TreeCheck(Marks marks, Class<?> document) {
    this.marks = marks;
    Written.DocumentKeys keys = document.getAnnotation(Written.DocumentKeys.class);
    this.alsoAtTop = keys == null ? Set.of() : new LinkedHashSet<>(Set.of(keys.handled()));
    this.ignoredPrefix = keys == null ? "" : keys.ignoredPrefix();
  }

  JsonNode check(Shape shape, JsonNode node, String pointer) {
    if (shape instanceof Shape.Leaf leaf) {
      return leaf(leaf, node, pointer);
    }
    if (shape instanceof Shape.ListOf list) {
      return list(list, node, pointer);
    }
    if (!node.isObject()) {
      throw unexpected(shape, node, pointer);
    }
    if (shape instanceof Shape.MapOf map) {
      return map(map, node, pointer);
    }
    if (shape instanceof Shape.OneOf oneOf) {
      return oneOf(oneOf, node, pointer);
    }
    return fields((Shape.Fields) shape, node, pointer, Set.of(), "");
  }

  private JsonNode leaf(Shape.Leaf leaf, JsonNode node, String pointer) {
    if (node.isNull()) {
      throw unexpected(leaf, node, pointer);
    }
    read(leaf.form(), node, pointer);
    return node;
  }

  private void read(Form<?> form, JsonNode node, String pointer) {
    try {
      form.read(node);
    } catch (BadValueException e) {
      throw marks.error(pointer + e.pointer(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw marks.error(pointer, String.valueOf(e.getMessage()));
    }
  }

  private JsonNode list(Shape.ListOf list, JsonNode node, String pointer) {
    ArrayNode checked = JSON.arrayNode();
    if (!node.isArray()) {
      if (!list.oneOrMany() || node.isNull()) {
        throw unexpected(list, node, pointer);
      }
      return checked.add(check(list.element(), node, pointer));
    }
    for (int i = 0; i < node.size(); i++) {
      checked.add(check(list.element(), node.get(i), Pointer.child(pointer, i)));
    }
    checkCount(list.min(), list.max(), node.size(), pointer);
    return checked;
  }

  private void checkCount(int min, int max, int count, String pointer) {
    if (count < min || count > max) {
      String range =
          min == max ? "exactly " + min : count < min ? "at least " + min : "at most " + max;
      throw marks.error(pointer, "expected " + range + " here, found " + count);
    }
  }

  private JsonNode map(Shape.MapOf map, JsonNode node, String pointer) {
    ObjectNode checked = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String child = Pointer.child(pointer, entry.getKey());
      if (map.key() != null) {
        checkKey(map.key(), entry.getKey(), child);
      }
      checked.set(entry.getKey(), check(map.value(), entry.getValue(), child));
    }
    checkCount(map.min(), Integer.MAX_VALUE, node.size(), pointer);
    return checked;
  }

  private void checkKey(Form<?> form, String key, String pointer) {
    try {
      form.read(JSON.stringNode(key));
    } catch (IllegalArgumentException e) {
      throw marks.keyError(pointer, String.valueOf(e.getMessage()));
    }
  }

  private JsonNode oneOf(Shape.OneOf oneOf, JsonNode node, String pointer) {
    String chosen = "";
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!oneOf.variants().containsKey(entry.getKey())) {
        continue;
      }
      if (!chosen.isEmpty()) {
        throw exclusive(chosen, entry.getKey(), pointer);
      }
      chosen = entry.getKey();
    }
    Set<String> known = oneOf.keys().keySet();
    if (chosen.isEmpty()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        if (!known.contains(entry.getKey())) {
          throw unknownKey(entry.getKey(), pointer, known);
        }
      }
      throw marks.error(pointer, "expected exactly one of " + oneOf.choices());
    }
    if (oneOf.variants().get(chosen) instanceof Shape.Fields variant) {
      return fields(variant, node, pointer, known, chosen);
    }
    throw new IllegalStateException(oneOf.type() + " has a variant that is no record");
  }

  private ScenarioException exclusive(String first, String second, String pointer) {
    return marks.keyError(
        Pointer.child(pointer, second),
        "'%s' and '%s' exclude each other".formatted(first, second));
  }

  /**
   * @param others keys that belong to other variants
   * @param variant the key that chose this variant; empty if the record is none
   */
  private ObjectNode fields(
      Shape.Fields shape, JsonNode node, String pointer, Set<String> others, String variant) {
    ObjectNode checked = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = entry.getKey();
      if (!takeField(shape, key, entry.getValue(), pointer, checked) && !ignored(key, pointer)) {
        if (others.contains(key)) {
          throw marks.keyError(
              Pointer.child(pointer, key), "'%s' does not go with '%s'".formatted(key, variant));
        }
        Set<String> known = new LinkedHashSet<>(shape.keys().keySet());
        if (pointer.isEmpty()) {
          known.addAll(alsoAtTop);
        }
        throw unknownKey(key, pointer, known);
      }
    }
    for (Shape.Field field : shape.fields()) {
      if (field.isInline() && !checked.has(field.key())) {
        complete(field, checked, pointer);
      }
    }
    for (Shape.Field field : shape.fields()) {
      if (!checked.has(field.key())) {
        complete(field, checked, pointer);
      }
    }
    return checked;
  }

  private boolean takeField(
      Shape.Fields shape, String key, JsonNode value, String pointer, ObjectNode into) {
    String child = Pointer.child(pointer, key);
    for (Shape.Field field : shape.fields()) {
      if (field.inline().isPresent()) {
        Shape variant = field.inline().get().variants().get(key);
        if (variant != null) {
          if (into.get(field.key()) instanceof ObjectNode earlier) {
            throw exclusive(earlier.propertyNames().iterator().next(), key, pointer);
          }
          into.putObject(field.key()).set(key, check(variant, value, child));
          return true;
        }
      } else if (field.key().equals(key)) {
        into.set(key, check(field.shape(), value, child));
        return true;
      }
    }
    return false;
  }

  private void complete(Shape.Field field, ObjectNode checked, String pointer) {
    Optional<JsonNode> defaultValue = field.defaultValue().or(() -> variantKey(field, checked));
    if (defaultValue.isPresent()) {
      checked.set(field.key(), check(field.shape(), defaultValue.get(), pointer));
    } else if (field.required()) {
      throw marks.error(
          pointer,
          field
              .inline()
              .map(inline -> "expected exactly one of " + inline.choices())
              .orElse("missing key '" + field.key() + "'"));
    }
  }

  private static Optional<JsonNode> variantKey(Shape.Field field, ObjectNode checked) {
    return field
        .defaultFrom()
        .map(inline -> checked.path(inline).propertyNames())
        .filter(keys -> !keys.isEmpty())
        .map(keys -> JSON.stringNode(keys.iterator().next()));
  }

  private boolean ignored(String key, String pointer) {
    boolean top = pointer.isEmpty();
    return top && !ignoredPrefix.isEmpty() && key.startsWith(ignoredPrefix);
  }

  private ScenarioException unknownKey(String key, String pointer, Set<String> known) {
    return marks.keyError(Pointer.child(pointer, key), unknownKey(key, known));
  }

  /** The message for a key that is not among the known ones. */
  static String unknownKey(String key, Set<String> known) {
    String hint = NearestName.hint(key, known);
    return "unknown key '%s'%s"
        .formatted(key, hint.isEmpty() ? " (known: " + String.join(", ", known) + ")" : hint);
  }

  private ScenarioException unexpected(Shape shape, JsonNode node, String pointer) {
    return marks.error(pointer, "expected " + shape.expected() + ", found " + Found.name(node));
  }
}
