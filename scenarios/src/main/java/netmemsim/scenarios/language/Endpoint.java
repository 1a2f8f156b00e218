package netmemsim.scenarios.language;

import netmemsim.scenarios.yaml.Form;
import netmemsim.scenarios.yaml.Written;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One end of a link, written {@code client/eth0} or {@code tor/p1}.
 *
 * @param node the host or switch
 * @param port the host's NIC, or any name for a switch port
 */
@Written.As(Endpoint.Slashed.class)
public record Endpoint(String node, String port) {
  @Override
  public String toString() {
    return node + "/" + port;
  }

  /** Node and port with a slash between. */
  static final class Slashed implements Form<Endpoint> {
    private static final String REGEX = "[A-Za-z][A-Za-z0-9_-]*/[A-Za-z0-9][A-Za-z0-9_-]*";

    @Override
    public String expected() {
      return "host/nic or switch/port such as client/eth0";
    }

    @Override
    public Endpoint read(JsonNode node) {
      if (!node.isString() || !node.stringValue().matches(REGEX)) {
        throw unexpected(node);
      }
      String text = node.stringValue();
      int slash = text.indexOf('/');
      return new Endpoint(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public JsonNode write(Endpoint value) {
      return JsonNodeFactory.instance.stringNode(value.toString());
    }

    @Override
    public ObjectNode schema() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("type", "string")
          .put("pattern", "^" + REGEX + "$");
    }
  }
}
