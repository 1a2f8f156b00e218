package netmemsim.scenarios.language;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Form;
import netmemsim.scenarios.yaml.Pointer;
import netmemsim.scenarios.yaml.Written;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kernel to run under, written {@code v6.12}, {@code { profile: v6.12, some-switch: on }} or,
 * where expectations tell it from its profile, {@code { profile: v6.12, as: fixed, some-switch: on
 * }}.
 *
 * @param profile name of the kernel profile; the models know which exist
 * @param name the name that expectations and results use: that of the profile unless given
 * @param switches settings that differ from the profile, by name: {@code on}, {@code off} or a
 *     number as digits
 */
@Written.As(KernelSpec.NameOrMapping.class)
public record KernelSpec(String profile, String name, Map<String, String> switches) {
  /** Keeps the order of the file. */
  public KernelSpec {
    switches = Ordered.copy(switches);
  }

  /** A kernel that is called by its profile. */
  public KernelSpec(String profile, Map<String, String> switches) {
    this(profile, profile, switches);
  }

  /** A profile name, or a mapping of profile and switches. */
  static final class NameOrMapping implements Form<KernelSpec> {
    private static final String PROFILE = "profile";
    private static final String AS = "as";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private final TextForm.Name name = new TextForm.Name();
    private final TextForm.Setting setting = new TextForm.Setting();

    @Override
    public String expected() {
      return "a kernel profile such as v6.12";
    }

    @Override
    public KernelSpec read(JsonNode node) {
      if (node.isString()) {
        String profile = profile(node, "");
        return new KernelSpec(profile, Map.of());
      }
      if (!node.isObject()) {
        throw unexpected(node);
      }
      if (!node.has(PROFILE)) {
        throw new BadValueException("missing key '" + PROFILE + "'");
      }
      Map<String, String> switches = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        if (!entry.getKey().equals(PROFILE) && !entry.getKey().equals(AS)) {
          switches.put(entry.getKey(), value(entry.getKey(), entry.getValue()));
        }
      }
      String profile = profile(node.get(PROFILE), "/" + PROFILE);
      String as = node.has(AS) ? profile(node.get(AS), "/" + AS) : profile;
      return new KernelSpec(profile, as, switches);
    }

    private String profile(JsonNode node, String pointer) {
      if (!node.isString() || !node.stringValue().matches("[A-Za-z][A-Za-z0-9._-]*")) {
        throw new BadValueException(pointer, "" + unexpected(node).getMessage());
      }
      return node.stringValue();
    }

    private String value(String key, JsonNode node) {
      try {
        name.read(JSON.stringNode(key));
        String text = setting.read(node);
        if (!node.isNumber() && !text.equals("on") && !text.equals("off")) {
          throw new BadValueException("expected on, off or a number, found " + quote(node));
        }
        return text;
      } catch (IllegalArgumentException e) {
        throw new BadValueException(Pointer.child("", key), String.valueOf(e.getMessage()));
      }
    }

    private static String quote(JsonNode node) {
      return "'" + node.asString() + "'";
    }

    @Override
    public JsonNode write(KernelSpec value) {
      if (value.switches().isEmpty() && value.name().equals(value.profile())) {
        return JSON.stringNode(value.profile());
      }
      ObjectNode node = JSON.objectNode().put(PROFILE, value.profile());
      if (!value.name().equals(value.profile())) {
        node.put(AS, value.name());
      }
      value
          .switches()
          .forEach(
              (key, text) -> {
                boolean word = text.equals("on") || text.equals("off");
                node.set(key, word ? JSON.stringNode(text) : JSON.numberNode(new BigDecimal(text)));
              });
      return node;
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JSON.objectNode();
      schema.putArray("type").add("string").add("object");
      schema.put("pattern", "^[A-Za-z][A-Za-z0-9._-]*$");
      ObjectNode properties = schema.putObject("properties");
      properties.putObject(PROFILE).put("type", "string");
      properties.putObject(AS).put("type", "string");
      schema.putArray("required").add(PROFILE);
      ObjectNode values = schema.putObject("additionalProperties");
      values.putArray("type").add("boolean").add("number").add("string");
      values.put("pattern", "^(on|off)$");
      return schema;
    }
  }
}
