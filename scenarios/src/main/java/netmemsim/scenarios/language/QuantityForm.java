package netmemsim.scenarios.language;

import netmemsim.scenarios.units.Dimension;
import netmemsim.scenarios.units.Quantities;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Form;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A quantity with its unit, as an exact {@code long}. */
class QuantityForm implements Form<Long> {
  private final Dimension dimension;
  private final long min;

  private QuantityForm(Dimension dimension, long min) {
    this.dimension = dimension;
    this.min = min;
  }

  @Override
  public String expected() {
    return "a " + dimension.noun() + " such as " + dimension.example();
  }

  @Override
  public Long read(JsonNode node) {
    if (!node.isString() && !node.isNumber()) {
      throw unexpected(node);
    }
    long value = Quantities.parse(dimension, node.asString());
    if (value < 0) {
      throw new BadValueException("negative " + dimension.noun() + " '" + node.asString() + "'");
    }
    if (value < min) {
      throw new BadValueException("the " + dimension.noun() + " must be more than zero");
    }
    return value;
  }

  @Override
  public JsonNode write(Long value) {
    return JsonNodeFactory.instance.stringNode(Quantities.format(dimension, value));
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    String units = String.join("|", dimension.unitNames());
    String pattern = "^\\+?[0-9]+(\\.[0-9]+)? ?(" + units + ")$";
    if (dimension == Dimension.SIZE) {
      schema.putArray("type").add("string").add("integer");
      schema.put("minimum", min);
      pattern = "^\\+?[0-9]+(\\.[0-9]+)? ?(" + units + ")?$";
    } else {
      schema.put("type", "string");
    }
    schema.put("pattern", pattern);
    schema.putArray("examples").add(dimension.example());
    return schema;
  }

  /** A time, in picoseconds; zero or more. */
  static final class Time extends QuantityForm {
    Time() {
      super(Dimension.TIME, 0);
    }
  }

  /** A time of more than zero, in picoseconds. */
  static final class PositiveTime extends QuantityForm {
    PositiveTime() {
      super(Dimension.TIME, 1);
    }
  }

  /** A rate of more than zero, in bits per second. */
  static final class Rate extends QuantityForm {
    Rate() {
      super(Dimension.RATE, 1);
    }
  }

  /** A size, in bytes; zero or more. */
  static final class Size extends QuantityForm {
    Size() {
      super(Dimension.SIZE, 0);
    }
  }

  /** A size of more than zero, in bytes. */
  static final class PositiveSize extends QuantityForm {
    PositiveSize() {
      super(Dimension.SIZE, 1);
    }
  }
}
