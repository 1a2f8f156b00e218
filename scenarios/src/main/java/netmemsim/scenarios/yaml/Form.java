package netmemsim.scenarios.yaml;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one kind of value is written in YAML. The same form reads a value, writes it back and
 * describes itself in the JSON Schema, so that the three cannot disagree. Implementations have a
 * constructor without parameters and no state.
 *
 * @param <T> what the value becomes
 */
public interface Form<T> {
  /**
   * What may be written.
   *
   * @return a noun with article and example, such as {@code a time such as 5ms}
   */
  String expected();

  /**
   * Reads a value.
   *
   * @param node never null and never a YAML null
   * @return the value
   * @throws IllegalArgumentException if the node is not of this form; a {@link BadValueException}
   *     may name the wrong part
   */
  T read(JsonNode node);

  /**
   * Writes a value.
   *
   * @param value any value that {@link #read} can return
   * @return a node that {@link #read} reads back to an equal value
   */
  JsonNode write(T value);

  /**
   * The form in JSON Schema 2020-12.
   *
   * @return a fresh schema, never more lenient than needed for {@link #read}; rules that a schema
   *     cannot express are left out
   */
  ObjectNode schema();

  /**
   * The exception for a value of the wrong type.
   *
   * @param node what was found
   * @return the exception, to be thrown by the caller
   */
  default BadValueException unexpected(JsonNode node) {
    return new BadValueException("expected " + expected() + ", found " + Found.name(node));
  }
}
