package netmemsim.scenarios.language;

import java.util.List;
import netmemsim.scenarios.units.NearestName;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Form;
import netmemsim.scenarios.yaml.Written;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A queue as a netlink request names it (netdev.yaml, {@code queue-id}); {@code 15} means {@code
 * {id: 15, type: rx}}.
 *
 * @param id index of the queue; need not exist
 * @param type receive or transmit
 */
@Written.As(QueueId.NumberOrMapping.class)
public record QueueId(int id, Type type) {
  /** The kind of queue. */
  public enum Type {
    /** A receive queue. */
    RX,
    /** A transmit queue. */
    TX
  }

  /** An index, or a mapping of index and type. */
  static final class NumberOrMapping implements Form<QueueId> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Override
    public String expected() {
      return "a queue index or {id: N, type: rx|tx}";
    }

    @Override
    public QueueId read(JsonNode node) {
      if (!node.isObject()) {
        return new QueueId(id(node), Type.RX);
      }
      node.propertyNames().forEach(NumberOrMapping::checkKey);
      Type type =
          switch (node.path("type").asString("rx")) {
            case "rx" -> Type.RX;
            case "tx" -> Type.TX;
            default -> throw new BadValueException("/type", "expected rx or tx");
          };
      return new QueueId(id(node.path("id")), type);
    }

    private int id(JsonNode node) {
      if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
        throw unexpected(node);
      }
      return node.intValue();
    }

    private static void checkKey(String key) {
      List<String> known = List.of("id", "type");
      if (!known.contains(key)) {
        throw new BadValueException("unknown key '" + key + "'" + NearestName.hint(key, known));
      }
    }

    @Override
    public JsonNode write(QueueId value) {
      return value.type() == Type.RX
          ? JSON.numberNode(value.id())
          : JSON.objectNode().put("id", value.id()).put("type", "tx");
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JSON.objectNode();
      schema.putArray("type").add("integer").add("object");
      schema.put("minimum", 0);
      ObjectNode properties = schema.putObject("properties");
      properties.putObject("id").put("type", "integer").put("minimum", 0);
      properties.putObject("type").putArray("enum").add("rx").add("tx");
      schema.putArray("required").add("id");
      schema.put("additionalProperties", false);
      return schema;
    }
  }
}
