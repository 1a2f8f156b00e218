package netmemsim.scenarios.yaml;

import tools.jackson.databind.JsonNode;

/** Names what a value is, for "expected ..., found ...". */
public final class Found {
  private static final int MAX_TEXT = 40;

  private Found() {}

  /**
   * Names a value.
   *
   * @param node the value
   * @return for example {@code a mapping}, {@code the text 'abc'}, {@code the number 5}, {@code
   *     nothing}
   */
  public static String name(JsonNode node) {
    if (node.isObject()) {
      return "a mapping";
    }
    if (node.isArray()) {
      return "a list";
    }
    if (node.isNull() || node.isMissingNode()) {
      return "nothing";
    }
    String text = node.asString();
    String shown = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    if (node.isNumber()) {
      return "the number " + shown;
    }
    return node.isBoolean() ? shown : "the text '" + shown + "'";
  }
}
