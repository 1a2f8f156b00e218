package netmemsim.scenarios.language;

import java.util.List;
import netmemsim.scenarios.units.Dimension;
import netmemsim.scenarios.units.NearestName;
import netmemsim.scenarios.units.Quantities;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Form;
import netmemsim.scenarios.yaml.Written;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * When an application gives the tokens of received fragments back with {@code SO_DEVMEM_DONTNEED}
 * (Documentation/networking/devmem.rst, "Freeing frags").
 */
@Written.As(ReturnTokens.WordOrMapping.class)
public sealed interface ReturnTokens {
  /**
   * After each {@code recvmsg}, all tokens that call delivered, as the kernel's ncdevmem selftest
   * does.
   */
  record PerCall() implements ReturnTokens {}

  /** Not at all. */
  record Never() implements ReturnTokens {}

  /** Once, everything held at that moment; only as a change in the timeline. */
  record All() implements ReturnTokens {}

  /**
   * As soon as so many are held.
   *
   * @param tokens at least 1
   */
  record Batch(int tokens) implements ReturnTokens {}

  /**
   * Each a fixed time after its delivery.
   *
   * @param delayPs picoseconds
   */
  record Delay(long delayPs) implements ReturnTokens {}

  /**
   * After each {@code recvmsg}, but each so manieth token is forgotten.
   *
   * @param each at least 1
   */
  record Leak(int each) implements ReturnTokens {}

  /** A word, {@code {batch: N}}, {@code {delay: time}} or {@code {leak: N}}. */
  final class WordOrMapping implements Form<ReturnTokens> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> WORDS = List.of("per-call", "never", "all");
    private static final List<String> KEYS = List.of("batch", "delay", "leak");
    private final QuantityForm.Time time = new QuantityForm.Time();

    @Override
    public String expected() {
      return "per-call, never, all, {batch: N}, {delay: time} or {leak: N}";
    }

    @Override
    public ReturnTokens read(JsonNode node) {
      if (node.isObject() && node.size() == 1) {
        return mapping(node, node.propertyNames().iterator().next());
      }
      if (!node.isString()) {
        throw unexpected(node);
      }
      return switch (node.stringValue()) {
        case "per-call" -> new PerCall();
        case "never" -> new Never();
        case "all" -> new All();
        default ->
            throw new BadValueException(
                "expected %s, found '%s'%s"
                    .formatted(
                        expected(),
                        node.stringValue(),
                        NearestName.hint(node.stringValue(), WORDS)));
      };
    }

    private ReturnTokens mapping(JsonNode node, String key) {
      JsonNode value = node.get(key);
      if (key.equals("delay")) {
        return new Delay(time(value));
      }
      if (!key.equals("batch") && !key.equals("leak")) {
        throw new BadValueException(
            "expected %s, found key '%s'%s"
                .formatted(expected(), key, NearestName.hint(key, KEYS)));
      }
      if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
        throw new BadValueException("/" + key, "expected a number of tokens, at least 1");
      }
      return key.equals("batch") ? new Batch(value.intValue()) : new Leak(value.intValue());
    }

    private long time(JsonNode value) {
      try {
        return time.read(value);
      } catch (IllegalArgumentException e) {
        throw new BadValueException("/delay", String.valueOf(e.getMessage()));
      }
    }

    @Override
    public JsonNode write(ReturnTokens value) {
      if (value instanceof Batch batch) {
        return JSON.objectNode().put("batch", batch.tokens());
      }
      if (value instanceof Delay delay) {
        return JSON.objectNode().put("delay", Quantities.format(Dimension.TIME, delay.delayPs()));
      }
      if (value instanceof Leak leak) {
        return JSON.objectNode().put("leak", leak.each());
      }
      if (value instanceof PerCall) {
        return JSON.stringNode("per-call");
      }
      return JSON.stringNode(value instanceof Never ? "never" : "all");
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JSON.objectNode();
      var forms = schema.putArray("anyOf");
      WORDS.forEach(forms.addObject().putArray("enum")::add);
      ObjectNode mapping = forms.addObject();
      mapping.put("type", "object").put("minProperties", 1).put("maxProperties", 1);
      ObjectNode properties = mapping.putObject("properties");
      properties.putObject("batch").put("type", "integer").put("minimum", 1);
      properties.set("delay", time.schema());
      properties.putObject("leak").put("type", "integer").put("minimum", 1);
      mapping.put("additionalProperties", false);
      return schema;
    }
  }
}
