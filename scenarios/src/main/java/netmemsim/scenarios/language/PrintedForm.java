package netmemsim.scenarios.language;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Form;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A text that a tool prints, or a regular expression between slashes. */
final class PrintedForm implements Form<String> {
  @Override
  public String expected() {
    return "a text, or a regular expression between slashes such as /TCP data split:\\s+on/";
  }

  @Override
  public String read(JsonNode node) {
    if (!node.isString() || node.stringValue().isEmpty()) {
      throw unexpected(node);
    }
    String text = node.stringValue();
    if (isRegex(text)) {
      try {
        Pattern.compile(text.substring(1, text.length() - 1));
      } catch (PatternSyntaxException e) {
        throw new BadValueException("not a regular expression: " + e.getDescription());
      }
    }
    return text;
  }

  /**
   * Tells the two apart.
   *
   * @param text what is written
   * @return whether it is a regular expression
   */
  static boolean isRegex(String text) {
    return text.length() > 2 && text.startsWith("/") && text.endsWith("/");
  }

  @Override
  public JsonNode write(String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }

  @Override
  public ObjectNode schema() {
    return JsonNodeFactory.instance.objectNode().put("type", "string").put("minLength", 1);
  }
}
