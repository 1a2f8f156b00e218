package netmemsim.scenarios.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import netmemsim.scenarios.units.NearestName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The forms of plain Java types. */
final class BuiltInForm {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private BuiltInForm() {}

  /** Any text; a number must be quoted to be one. */
  static final class Text implements Form<String> {
    @Override
    public String expected() {
      return "text";
    }

    @Override
    public String read(JsonNode node) {
      if (!node.isString()) {
        throw unexpected(node);
      }
      if (node.stringValue().isBlank()) {
        throw new BadValueException("expected text, found an empty one");
      }
      return node.stringValue();
    }

    @Override
    public JsonNode write(String value) {
      return JSON.stringNode(value);
    }

    @Override
    public ObjectNode schema() {
      return JSON.objectNode().put("type", "string").put("pattern", "\\S");
    }
  }

  /** A switch: {@code on}, {@code off}, or a YAML boolean. */
  static final class OnOff implements Form<Boolean> {
    @Override
    public String expected() {
      return "on or off";
    }

    @Override
    public Boolean read(JsonNode node) {
      if (node.isBoolean()) {
        return node.booleanValue();
      }
      String text = node.isString() ? node.stringValue() : "";
      return switch (text) {
        case "on" -> true;
        case "off" -> false;
        default -> throw unexpected(node);
      };
    }

    @Override
    public JsonNode write(Boolean value) {
      return JSON.stringNode(value ? "on" : "off");
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JSON.objectNode();
      schema.putArray("enum").add("on").add("off").add(true).add(false);
      return schema;
    }
  }

  /** A whole number within bounds. */
  static final class WholeNumber implements Form<Long> {
    private final long min;
    private final long max;

    WholeNumber(long min, long max) {
      this.min = min;
      this.max = max;
    }

    @Override
    public String expected() {
      return "a whole number";
    }

    @Override
    public Long read(JsonNode node) {
      if (!node.isIntegralNumber()) {
        throw unexpected(node);
      }
      boolean fits = node.canConvertToLong();
      if (!fits || node.longValue() < min || node.longValue() > max) {
        throw new BadValueException(
            "%s is out of range (%d to %d)".formatted(node.asString(), min, max));
      }
      return node.longValue();
    }

    @Override
    public JsonNode write(Long value) {
      return JSON.numberNode(value);
    }

    @Override
    public ObjectNode schema() {
      return JSON.objectNode().put("type", "integer").put("minimum", min).put("maximum", max);
    }
  }

  /** One of the constants of an enum, written in lower case with hyphens. */
  static final class Word<E extends Enum<E>> implements Form<E> {
    private final Class<E> type;
    private final List<String> words = new ArrayList<>();

    Word(Class<E> type) {
      this.type = type;
      for (E constant : type.getEnumConstants()) {
        words.add(word(constant));
      }
    }

    /** Makes the form of a type that is known to be an enum only at run time. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static Form<?> of(Class<?> type) {
      return new Word(type.asSubclass(Enum.class));
    }

    private String word(E constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String expected() {
      return "one of " + String.join(", ", words);
    }

    @Override
    public E read(JsonNode node) {
      if (!node.isString()) {
        throw unexpected(node);
      }
      int index = words.indexOf(node.stringValue());
      if (index < 0) {
        String hint = NearestName.hint(node.stringValue(), words);
        throw new BadValueException(
            "expected " + expected() + ", found '" + node.stringValue() + "'" + hint);
      }
      return type.getEnumConstants()[index];
    }

    @Override
    public JsonNode write(E value) {
      return JSON.stringNode(word(value));
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JSON.objectNode();
      words.forEach(schema.putArray("enum")::add);
      return schema;
    }
  }
}
