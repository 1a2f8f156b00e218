package netmemsim.scenarios.language;

import netmemsim.scenarios.yaml.Form;
import netmemsim.scenarios.yaml.Written;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file descriptor that a bind request names in place of a dma-buf, to ask for something wrong on
 * purpose.
 */
@Written.As(DmabufFd.NumberOrWord.class)
public sealed interface DmabufFd {
  /**
   * A number that is taken as it is.
   *
   * @param fd may be negative
   */
  record Raw(int fd) implements DmabufFd {}

  /** A descriptor that was closed before the request. */
  record Closed() implements DmabufFd {}

  /** An open descriptor of something that is no dma-buf. */
  record NotADmabuf() implements DmabufFd {}

  /** A number, {@code closed} or {@code not-a-dmabuf}. */
  final class NumberOrWord implements Form<DmabufFd> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Override
    public String expected() {
      return "a file descriptor number, closed or not-a-dmabuf";
    }

    @Override
    public DmabufFd read(JsonNode node) {
      if (node.isIntegralNumber() && node.canConvertToInt()) {
        return new Raw(node.intValue());
      }
      return switch (node.isString() ? node.stringValue() : "") {
        case "closed" -> new Closed();
        case "not-a-dmabuf" -> new NotADmabuf();
        default -> throw unexpected(node);
      };
    }

    @Override
    public JsonNode write(DmabufFd value) {
      if (value instanceof Raw number) {
        return JSON.numberNode(number.fd());
      }
      return JSON.stringNode(value instanceof Closed ? "closed" : "not-a-dmabuf");
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JSON.objectNode();
      var forms = schema.putArray("anyOf");
      forms.addObject().put("type", "integer");
      forms.addObject().putArray("enum").add("closed").add("not-a-dmabuf");
      return schema;
    }
  }
}
