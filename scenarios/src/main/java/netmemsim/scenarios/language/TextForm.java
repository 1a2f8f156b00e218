package netmemsim.scenarios.language;

import java.util.regex.Pattern;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Form;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A text that matches a pattern. */
class TextForm implements Form<String> {
  private final String expected;
  private final Pattern pattern;

  private TextForm(String expected, String regex) {
    this.expected = expected;
    this.pattern = Pattern.compile(regex);
  }

  @Override
  public String expected() {
    return expected;
  }

  @Override
  public String read(JsonNode node) {
    if (!node.isString() || !pattern.matcher(node.stringValue()).matches()) {
      throw unexpected(node);
    }
    return node.stringValue();
  }

  @Override
  public JsonNode write(String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }

  @Override
  public ObjectNode schema() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "string")
        .put("pattern", "^" + pattern.pattern() + "$");
  }

  /** The id of a scenario, which is also its place in the library. */
  static final class Id extends TextForm {
    Id() {
      super(
          "an id of letters, digits, '-', '_' and '/', such as devmem/token-exhaustion",
          "[A-Za-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)*");
    }
  }

  /** A name that the user gives. */
  static final class Name extends TextForm {
    Name() {
      super("a name (a letter, then letters, digits, '-' and '_')", "[A-Za-z][A-Za-z0-9_-]*");
    }
  }

  /** A name that the kernel gives, such as a sysctl or a trace field. */
  static final class KernelName extends TextForm {
    KernelName() {
      super("a name such as net.ipv4.tcp_rmem", "[A-Za-z_][A-Za-z0-9_./-]*");
    }
  }

  /** The name of an errno value (errno(3)). */
  static final class Errno extends TextForm {
    Errno() {
      super("an errno name such as EINVAL", "E[A-Z0-9]+");
    }
  }

  /** Host and port to connect to. */
  static final class HostPort extends TextForm {
    HostPort() {
      super("host:port such as server:5201", "[A-Za-z0-9][A-Za-z0-9._-]*:[0-9]{1,5}");
    }

    @Override
    public String read(JsonNode node) {
      String text = super.read(node);
      int port = Integer.parseInt(text.substring(text.indexOf(':') + 1));
      if (port < 1 || port > 65_535) {
        throw new BadValueException("port " + port + " is out of range (1 to 65535)");
      }
      return text;
    }
  }

  /** An IPv4 address with the length of its network prefix. */
  static final class Address extends TextForm {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    Address() {
      super(
          "an IPv4 address with prefix length such as 10.0.0.1/24",
          OCTET + "(\\." + OCTET + "){3}/(3[0-2]|[12]?[0-9])");
    }
  }

  /**
   * A value that the model reads itself: text as it is, a number as its digits, a boolean as on or
   * off.
   */
  static final class Setting extends TextForm {
    Setting() {
      super("text, a number, on or off", "[^\\x00-\\x1f]*\\S[^\\x00-\\x1f]*");
    }

    @Override
    public String read(JsonNode node) {
      if (node.isBoolean()) {
        return node.booleanValue() ? "on" : "off";
      }
      return node.isNumber() ? node.asString() : super.read(node);
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = super.schema();
      schema.putArray("type").add("string").add("number").add("boolean");
      return schema;
    }
  }
}
