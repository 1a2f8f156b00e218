package netmemsim.scenarios.language;

import java.util.function.Function;
import netmemsim.scenarios.yaml.Form;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A command line, as an operation.
 *
 * @param <T> the operation
 */
abstract class CommandForm<T extends Operation> implements Form<T> {
  private final String example;
  private final Function<String, T> reader;
  private final Function<T, String> writer;

  private CommandForm(String example, Function<String, T> reader, Function<T, String> writer) {
    this.example = example;
    this.reader = reader;
    this.writer = writer;
  }

  @Override
  public String expected() {
    return "arguments such as \"" + example + "\"";
  }

  @Override
  public T read(JsonNode node) {
    if (!node.isString() || node.stringValue().isBlank()) {
      throw unexpected(node);
    }
    return reader.apply(node.stringValue());
  }

  @Override
  public JsonNode write(T value) {
    return JsonNodeFactory.instance.stringNode(writer.apply(value));
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
    schema.put("pattern", "\\S").putArray("examples").add(example);
    return schema;
  }

  /** Arguments of ethtool. */
  static final class EthtoolForm extends CommandForm<Ethtool> {
    EthtoolForm() {
      super("-G eth1 tcp-data-split on", Ethtool::new, Ethtool::command);
    }
  }

  /** Arguments of ip. */
  static final class IpForm extends CommandForm<Ip> {
    IpForm() {
      super("link set eth1 down", Ip::new, Ip::command);
    }
  }
}
