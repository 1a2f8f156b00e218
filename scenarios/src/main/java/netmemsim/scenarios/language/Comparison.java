package netmemsim.scenarios.language;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netmemsim.scenarios.units.Dimension;
import netmemsim.scenarios.units.NearestName;
import netmemsim.scenarios.units.Quantities;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Form;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a measured value is compared with, written {@code "> 0"} or {@code ">= 180Gbps"}; a value
 * without an operator means equality.
 *
 * @param operator how to compare
 * @param value the right side, in base units (ps, bit/s, bytes) if it has a dimension
 * @param dimension what the right side measures; null for a plain number
 */
@Written.As(Comparison.OperatorAndValue.class)
public record Comparison(Operator operator, BigDecimal value, @Nullable Dimension dimension) {
  /**
   * Brings the value to one scale, so that equal comparisons are equal records.
   *
   * @throws BadValueException if a value with a dimension is no whole number of base units
   */
  public Comparison {
    value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (dimension != null && value.scale() > 0) {
      throw new BadValueException("a " + dimension.noun() + " is a whole number of base units");
    }
  }

  /** A comparison operator. */
  public enum Operator {
    /** Equal. */
    EQUAL("=="),
    /** Not equal. */
    NOT_EQUAL("!="),
    /** Less. */
    LESS("<"),
    /** Less or equal. */
    AT_MOST("<="),
    /** Greater. */
    GREATER(">"),
    /** Greater or equal. */
    AT_LEAST(">=");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /**
     * The operator as written.
     *
     * @return for example {@code >=}
     */
    public String symbol() {
      return symbol;
    }
  }

  /**
   * Compares an exact value.
   *
   * @param measured in the base unit of the dimension
   * @return whether the comparison holds
   */
  public boolean holds(long measured) {
    return holds(BigDecimal.valueOf(measured));
  }

  /**
   * Compares a value.
   *
   * @param measured in the base unit of the dimension
   * @return whether the comparison holds
   */
  public boolean holds(BigDecimal measured) {
    int order = measured.compareTo(value);
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  /** The comparison as written in a scenario. */
  @Override
  public String toString() {
    String right =
        dimension == null
            ? value.toPlainString()
            : Quantities.format(dimension, value.longValueExact());
    return operator.symbol + " " + right;
  }

  /** Operator, space, number or quantity. */
  static final class OperatorAndValue implements Form<Comparison> {
    private static final Pattern PARTS = Pattern.compile("([^\\w\\s.+-]*)\\s*(\\S.*)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?");

    @Override
    public String expected() {
      return "a comparison such as \"> 0\" or \">= 180Gbps\"";
    }

    @Override
    public Comparison read(JsonNode node) {
      if (!node.isString() && !node.isNumber()) {
        throw unexpected(node);
      }
      Matcher matcher = PARTS.matcher(node.asString().strip());
      if (!matcher.matches()) {
        throw unexpected(node);
      }
      Operator operator = operator(matcher.group(1));
      String right = matcher.group(2);
      if (NUMBER.matcher(right).matches()) {
        return new Comparison(operator, new BigDecimal(right), null);
      }
      if (!right.matches("[+-]?[0-9].*")) {
        throw unexpected(node);
      }
      Optional<Dimension> dimension = Quantities.dimensionOf(right);
      if (dimension.isEmpty()) {
        throw unexpected(node);
      }
      long value = Quantities.parse(dimension.get(), right);
      return new Comparison(operator, BigDecimal.valueOf(value), dimension.get());
    }

    private static Operator operator(String symbol) {
      if (symbol.isEmpty()) {
        return Operator.EQUAL;
      }
      List<String> symbols = new ArrayList<>();
      for (Operator operator : Operator.values()) {
        symbols.add(operator.symbol);
        if (operator.symbol.equals(symbol)) {
          return operator;
        }
      }
      String hint = NearestName.hint(symbol, symbols);
      throw new BadValueException(
          "unknown operator '%s'%s"
              .formatted(
                  symbol, hint.isEmpty() ? " (one of " + String.join(" ", symbols) + ")" : hint));
    }

    @Override
    public JsonNode write(Comparison value) {
      return JsonNodeFactory.instance.stringNode(value.toString());
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      schema.putArray("type").add("string").add("number");
      schema.put("pattern", "^\\s*(==|!=|<|<=|>|>=)?\\s*[+-]?[0-9]+(\\.[0-9]+)? ?[A-Za-z]*\\s*$");
      return schema;
    }
  }
}
