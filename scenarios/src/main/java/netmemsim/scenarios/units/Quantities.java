package netmemsim.scenarios.units;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netmemsim.scenarios.units.Dimension.Unit;

/**
 * Reads and writes quantities exactly. {@code 1.5us} is 1 500 000 ps; {@code 0.3ps} is an error,
 * because nothing is ever rounded. A space may stand between number and unit.
 */
public final class Quantities {
  // 40 digits are more than a long can hold in any unit; the bound keeps BigDecimal away from
  // absurd input.
  private static final Pattern QUANTITY =
      Pattern.compile("([+-]?)([0-9]{1,40}(?:\\.[0-9]{1,40})?)[ ]?([^\\s0-9.+-]*)");

  private Quantities() {}

  /**
   * Reads a time.
   *
   * @param text for example {@code 5us}, {@code 1.5 ms}
   * @return picoseconds; negative if the text is
   * @throws QuantityException if the text is no time, its unit is missing or unknown, or it is no
   *     whole number of picoseconds that a {@code long} can hold
   */
  public static long timePs(String text) {
    return parse(Dimension.TIME, text);
  }

  /**
   * Reads a data rate.
   *
   * @param text for example {@code 200Gbps}
   * @return bits per second
   * @throws QuantityException as for {@link #timePs}
   */
  public static long rateBitsPerSecond(String text) {
    return parse(Dimension.RATE, text);
  }

  /**
   * Reads a size. A number without a unit is a number of bytes.
   *
   * @param text for example {@code 64MiB}, {@code 4096}
   * @return bytes
   * @throws QuantityException as for {@link #timePs}
   */
  public static long sizeBytes(String text) {
    return parse(Dimension.SIZE, text);
  }

  /**
   * Reads a quantity of a given dimension.
   *
   * @param dimension what is expected
   * @param text number and unit
   * @return the value in the base unit of the dimension
   * @throws QuantityException as for {@link #timePs}
   */
  public static long parse(Dimension dimension, String text) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    if (!matcher.matches()) {
      throw new QuantityException(
          "'%s' is not a %s (write for example %s)"
              .formatted(shorten(text), dimension.noun(), dimension.example()));
    }
    String unitName = matcher.group(3);
    if (unitName.isEmpty() && dimension == Dimension.SIZE) {
      unitName = "B";
    }
    if (unitName.isEmpty()) {
      throw new QuantityException(
          "the %s '%s' has no unit (one of %s)"
              .formatted(
                  dimension.noun(), shorten(text), String.join(", ", dimension.unitNames())));
    }
    Unit unit = unit(dimension, unitName);
    BigDecimal number = new BigDecimal(matcher.group(1) + matcher.group(2));
    return exact(dimension, text, number.multiply(unit.factorExact()));
  }

  /**
   * Finds the dimension whose unit a text ends in.
   *
   * @param text number and unit, for example {@code 180Gbps}
   * @return the dimension, or empty if the text has no unit
   * @throws QuantityException if the text is not a number with an optional unit, or no dimension
   *     knows the unit
   */
  public static Optional<Dimension> dimensionOf(String text) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    if (!matcher.matches()) {
      throw new QuantityException(
          "'%s' is neither a number nor a quantity with a unit".formatted(shorten(text)));
    }
    String unitName = matcher.group(3);
    if (unitName.isEmpty()) {
      return Optional.empty();
    }
    List<String> allNames = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      allNames.addAll(dimension.unitNames());
      if (dimension.unitNames().contains(unitName)) {
        return Optional.of(dimension);
      }
    }
    throw unknownUnit(unitName, allNames);
  }

  /**
   * Writes a value in the shortest form that is exact and needs no decimals: {@code 5us}, {@code
   * 200Gbps}, {@code 64MiB}. Among forms of equal length the one with the larger unit is taken, for
   * sizes the binary one.
   *
   * @param dimension what the value measures
   * @param value in the base unit of the dimension
   * @return a text that {@link #parse} reads back to the same value
   */
  public static String format(Dimension dimension, long value) {
    if (value == 0) {
      return dimension == Dimension.TIME ? "0s" : "0" + dimension.unitNames().get(0);
    }
    String shortest = "";
    for (Unit unit : dimension.units()) {
      if (value % unit.factor() != 0) {
        continue;
      }
      String text = value / unit.factor() + unit.name();
      if (shortest.isEmpty() || text.length() < shortest.length()) {
        shortest = text;
      }
    }
    return shortest;
  }

  private static long exact(Dimension dimension, String text, BigDecimal value) {
    String smallest = dimension.unitNames().get(0);
    if (value.stripTrailingZeros().scale() > 0) {
      throw new QuantityException(
          "'%s' is not a whole number of %s".formatted(shorten(text), smallest));
    }
    try {
      return value.longValueExact();
    } catch (ArithmeticException tooLarge) {
      throw new QuantityException(
          "'%s' is too large (the limit is %d %s)"
              .formatted(shorten(text), Long.MAX_VALUE, smallest));
    }
  }

  private static Unit unit(Dimension dimension, String name) {
    for (Unit unit : dimension.units()) {
      if (unit.name().equals(name)) {
        return unit;
      }
    }
    throw unknownUnit(name, dimension.unitNames());
  }

  private static QuantityException unknownUnit(String name, List<String> candidates) {
    Optional<String> nearest = NearestName.of(name, candidates);
    String hint =
        nearest
            .map(right -> "did you mean '" + right + "'?")
            .orElse("one of " + String.join(", ", candidates));
    return new QuantityException("unknown unit '%s' (%s)".formatted(shorten(name), hint));
  }

  private static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
