package netmemsim.scenarios.yaml;

import java.io.Serial;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Writes records as the YAML that {@link RecordReader} reads back to equal records. */
public final class RecordWriter {
  private final JsonMapper mapper = RecordMapper.create();
  private final YAMLMapper yaml =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .stringQuotingChecker(new Yaml12Quoting())
                  .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                  .disable(YAMLWriteFeature.SPLIT_LINES)
                  .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                  .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
                  .build())
          .build();

  /**
   * Writes a record as a tree.
   *
   * @param document a record that {@link RecordReader} can make
   * @return every component that is not null, in the form in which people write it
   */
  public ObjectNode tree(Object document) {
    return object(mapper.valueToTree(document));
  }

  /**
   * Writes a record as YAML.
   *
   * @param document as for {@link #tree}
   * @return a block-style document
   */
  public String yaml(Object document) {
    return yaml.writeValueAsString(tree(document));
  }

  private static JsonNode plain(JsonNode node) {
    if (node.isObject()) {
      return object(node);
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(plain(element)));
      return array;
    }
    return node;
  }

  /** Takes inline variants out of the components that hold them. */
  private static ObjectNode object(JsonNode node) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (entry.getKey().startsWith("@")) {
        entry.getValue().properties().forEach(e -> object.set(e.getKey(), plain(e.getValue())));
      } else {
        object.set(entry.getKey(), plain(entry.getValue()));
      }
    }
    return object;
  }

  /**
   * Quotes what the YAML 1.2 core schema reads as something else than text; {@code on} and {@code
   * off} it does not.
   */
  private static final class Yaml12Quoting extends StringQuotingChecker.Default {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteName(String name) {
      return !name.equals("on") && super.needToQuoteName(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return !value.equals("on") && !value.equals("off") && super.needToQuoteValue(value);
    }
  }
}
