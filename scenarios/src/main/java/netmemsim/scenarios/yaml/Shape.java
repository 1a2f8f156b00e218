package netmemsim.scenarios.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a place in a document may hold, read off the records by {@link Shapes}. */
public sealed interface Shape {
  /**
   * What may be written here.
   *
   * @return a noun with article
   */
  String expected();

  /**
   * A value that a form reads.
   *
   * @param form the form
   */
  record Leaf(Form<?> form) implements Shape {
    @Override
    public String expected() {
      return form.expected();
    }
  }

  /**
   * A list.
   *
   * @param element what each element holds
   * @param min smallest count
   * @param max largest count
   * @param oneOrMany whether the only element may stand for the list
   */
  record ListOf(Shape element, int min, int max, boolean oneOrMany) implements Shape {
    @Override
    public String expected() {
      if (element instanceof Leaf leaf) {
        return "a list, each element " + leaf.expected();
      }
      return "a list of " + element.expected().replaceFirst("^a mapping \\((.*)\\)$", "$1") + "s";
    }
  }

  /**
   * A mapping whose keys are the user's names.
   *
   * @param value what each name stands for
   * @param key the form of the names; null if any text will do
   * @param min smallest count
   */
  record MapOf(Shape value, @Nullable Form<?> key, int min) implements Shape {
    @Override
    public String expected() {
      return "a mapping by name";
    }
  }

  /**
   * A mapping that becomes a record.
   *
   * @param type the record
   * @param fields its components in order
   */
  record Fields(Class<?> type, List<Field> fields) implements Shape {
    @Override
    public String expected() {
      return "a mapping (" + noun(type) + ")";
    }

    /** Every key that may be written, in order; inline variants stand for themselves. */
    public Map<String, Shape> keys() {
      Map<String, Shape> keys = new LinkedHashMap<>();
      for (Field field : fields) {
        if (field.inline().isPresent()) {
          keys.putAll(field.inline().get().variants());
        } else {
          keys.put(field.key(), field.shape());
        }
      }
      return keys;
    }
  }

  /**
   * One of several variants, each known by a key of its own. As an inline component, the variant
   * stands under its key; otherwise the key is one of the variant's own.
   *
   * @param type the sealed interface
   * @param variants by key, in order
   */
  record OneOf(Class<?> type, Map<String, Shape> variants) implements Shape {
    @Override
    public String expected() {
      return "a mapping (" + noun(type) + ")";
    }

    /** The keys of all variants together. */
    Map<String, Shape> keys() {
      Map<String, Shape> keys = new LinkedHashMap<>();
      for (Shape variant : variants.values()) {
        if (variant instanceof Fields fields) {
          fields.keys().forEach(keys::putIfAbsent);
        }
      }
      return keys;
    }

    /** The keys that choose, for a message. */
    String choices() {
      return String.join(", ", variants.keySet());
    }
  }

  /**
   * A record component.
   *
   * @param key how it is written; for an inline component a name beginning with {@code @}
   * @param shape what it holds
   * @param required whether it must be written
   * @param defaultValue what is taken if it is not written
   * @param defaultFrom the inline component whose variant's key is the default
   * @param isInline whether the shape's variants stand beside the record's other keys
   */
  record Field(
      String key,
      Shape shape,
      boolean required,
      Optional<JsonNode> defaultValue,
      Optional<String> defaultFrom,
      boolean isInline) {
    /** The variants of an inline component; empty for every other. */
    Optional<OneOf> inline() {
      return isInline && shape instanceof OneOf oneOf ? Optional.of(oneOf) : Optional.empty();
    }
  }

  private static String noun(Class<?> type) {
    String name = type.getSimpleName().replaceFirst("Spec$", "");
    return name.replaceAll("(?<=.)(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
