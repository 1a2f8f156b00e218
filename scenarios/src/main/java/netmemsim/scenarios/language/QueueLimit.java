package netmemsim.scenarios.language;

import netmemsim.scenarios.units.Dimension;
import netmemsim.scenarios.units.Quantities;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Form;
import netmemsim.scenarios.yaml.Written;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much a queue of a link or switch holds before it drops: {@code 1000} packets or {@code 4MiB}.
 */
@Written.As(QueueLimit.PacketsOrBytes.class)
public sealed interface QueueLimit {
  /**
   * A limit in packets, whatever their size.
   *
   * @param count at least 1
   */
  record Packets(int count) implements QueueLimit {}

  /**
   * A limit in bytes.
   *
   * @param sizeBytes at least 1
   */
  record Bytes(long sizeBytes) implements QueueLimit {}

  /** A bare number counts packets, a quantity bytes. */
  final class PacketsOrBytes implements Form<QueueLimit> {
    private final QuantityForm.PositiveSize size = new QuantityForm.PositiveSize();

    @Override
    public String expected() {
      return "a number of packets such as 1000, or a size such as 4MiB";
    }

    @Override
    public QueueLimit read(JsonNode node) {
      if (node.isIntegralNumber()) {
        if (!node.canConvertToInt() || node.intValue() < 1) {
          throw new BadValueException(
              node.asString() + " packets is out of range (1 to " + Integer.MAX_VALUE + ")");
        }
        return new Packets(node.intValue());
      }
      if (!node.isString()) {
        throw unexpected(node);
      }
      return new Bytes(size.read(node));
    }

    @Override
    public JsonNode write(QueueLimit value) {
      return value instanceof Packets packets
          ? JsonNodeFactory.instance.numberNode(packets.count())
          : JsonNodeFactory.instance.stringNode(
              Quantities.format(Dimension.SIZE, ((Bytes) value).sizeBytes()));
    }

    @Override
    public ObjectNode schema() {
      return size.schema();
    }
  }
}
