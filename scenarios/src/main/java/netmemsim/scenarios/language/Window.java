package netmemsim.scenarios.language;

import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Form;
import netmemsim.scenarios.yaml.Pointer;
import netmemsim.scenarios.yaml.Written;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stretch of simulated time, written {@code [100ms, 200ms]}.
 *
 * @param fromPs first instant that counts, picoseconds
 * @param toPs last instant that counts, picoseconds; later than {@code fromPs}
 */
@Written.As(Window.Pair.class)
public record Window(long fromPs, long toPs) {
  /** Two times in a list. */
  static final class Pair implements Form<Window> {
    private final QuantityForm.Time time = new QuantityForm.Time();

    @Override
    public String expected() {
      return "two times such as [0ms, 100ms]";
    }

    @Override
    public Window read(JsonNode node) {
      if (!node.isArray() || node.size() != 2) {
        throw unexpected(node);
      }
      long fromPs = time(node, 0);
      long toPs = time(node, 1);
      if (toPs <= fromPs) {
        throw new BadValueException(
            "/1",
            "the window ends at %s, not after its start at %s"
                .formatted(node.get(1).asString(), node.get(0).asString()));
      }
      return new Window(fromPs, toPs);
    }

    private long time(JsonNode node, int index) {
      try {
        return time.read(node.get(index));
      } catch (IllegalArgumentException e) {
        throw new BadValueException(Pointer.child("", index), String.valueOf(e.getMessage()));
      }
    }

    @Override
    public JsonNode write(Window value) {
      return JsonNodeFactory.instance
          .arrayNode()
          .add(time.write(value.fromPs()))
          .add(time.write(value.toPs()));
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      schema.put("type", "array").put("minItems", 2).put("maxItems", 2).set("items", time.schema());
      return schema;
    }
  }
}
