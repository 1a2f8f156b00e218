package netmemsim.scenarios.language;

import netmemsim.scenarios.yaml.Form;
import netmemsim.scenarios.yaml.Written;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a field of a trace event must be: a text that must be equal, or a number that is compared.
 */
@Written.As(FieldMatch.TextOrComparison.class)
public sealed interface FieldMatch {
  /**
   * The field equals a text.
   *
   * @param text the text
   */
  record Text(String text) implements FieldMatch {}

  /**
   * The field is a number.
   *
   * @param comparison what it is compared with
   */
  record Compared(Comparison comparison) implements FieldMatch {}

  /** A comparison if it begins like one, else a text. */
  final class TextOrComparison implements Form<FieldMatch> {
    private final Comparison.OperatorAndValue comparison = new Comparison.OperatorAndValue();

    @Override
    public String expected() {
      return "a number, a comparison or text";
    }

    @Override
    public FieldMatch read(JsonNode node) {
      if (node.isNumber() || node.asString("").matches("\\s*[=!<>+-]*\\s*[0-9].*")) {
        return new Compared(comparison.read(node));
      }
      if (!node.isString() || node.stringValue().isBlank()) {
        throw unexpected(node);
      }
      return new Text(node.stringValue());
    }

    @Override
    public JsonNode write(FieldMatch value) {
      return value instanceof Compared compared
          ? comparison.write(compared.comparison())
          : JsonNodeFactory.instance.stringNode(((Text) value).text());
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      schema.putArray("type").add("string").add("number");
      return schema;
    }
  }
}
