package netmemsim.scenarios.profile;

import netmemsim.scenarios.yaml.Form;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Any single value, kept as it is written until its figure says what it must be. */
final class Scalar implements Form<String> {
  @Override
  public String expected() {
    return "a value such as 16, 20us or on";
  }

  @Override
  public String read(final JsonNode node) {
    if (node.isString() || node.isNumber()) {
      return node.asString();
    }
    throw unexpected(node);
  }

  @Override
  public JsonNode write(final String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }

  @Override
  public ObjectNode schema() {
    final ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("type").add("string").add("number");
    return schema;
  }
}
