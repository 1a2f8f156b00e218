package netmemsim.scenarios.packetdrill.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's string formatting: {@code %}, {@code str.format} and format specifications. */
final class Formatting {
  private static final Pattern PERCENT =
      Pattern.compile("%([-+ #0]*)([0-9]*)(?:\\.([0-9]+))?[lh]?([diouxXeEfFgGsrc%])");
  private static final Pattern FIELD =
      Pattern.compile("\\{\\{|\\}\\}|\\{([A-Za-z0-9_]*)(?:!([rs]))?(?::([^{}]*))?\\}");
  private static final Pattern SPECIFICATION =
      Pattern.compile("([<>=^])?([-+ ])?(#)?(0)?([0-9]*)(,)?(?:\\.([0-9]+))?([a-zA-Z%])?");

  private Formatting() {}

  static String percent(final String format, final List<?> values) {
    final StringBuilder text = new StringBuilder();
    final Matcher matcher = PERCENT.matcher(format);
    int next = 0;
    int from = 0;
    while (matcher.find()) {
      text.append(format, from, matcher.start());
      from = matcher.end();
      if (matcher.group(4).equals("%")) {
        text.append('%');
        continue;
      }
      if (next >= values.size()) {
        throw new PythonException("TypeError: not enough arguments for format string");
      }
      text.append(
          one(
              values.get(next++),
              matcher.group(1),
              matcher.group(2),
              matcher.group(3),
              matcher.group(4)));
    }
    if (next < values.size()) {
      throw new PythonException("TypeError: not all arguments converted during formatting");
    }
    return text.append(format.substring(from)).toString();
  }

  private static String one(
      final Object value,
      final String flags,
      final String width,
      final @org.jspecify.annotations.Nullable String precision,
      final String conversion) {
    final String digits = precision == null ? "" : "." + precision;
    return switch (conversion) {
      case "s" -> String.format(Locale.ROOT, "%" + flags + width + digits + "s", Values.str(value));
      case "r" -> String.format(Locale.ROOT, "%" + flags + width + "s", Values.repr(value));
      case "d", "i", "u" -> String.format(Locale.ROOT, "%" + flags + width + "d", whole(value));
      case "x", "X", "o" ->
          String.format(Locale.ROOT, "%" + flags + width + conversion, whole(value));
      case "e", "E", "f", "F", "g", "G" ->
          String.format(
              Locale.ROOT,
              "%" + flags + width + digits + conversion.toLowerCase(Locale.ROOT),
              Values.real(value));
      default -> Values.str(value);
    };
  }

  private static BigInteger whole(final Object value) {
    return value instanceof Double number
        ? BigInteger.valueOf(number.longValue())
        : Values.integer(value);
  }

  static String format(
      final String format, final List<Object> arguments, final Map<String, Object> named) {
    final StringBuilder text = new StringBuilder();
    final Matcher matcher = FIELD.matcher(format);
    int automatic = 0;
    int from = 0;
    while (matcher.find()) {
      text.append(format, from, matcher.start());
      from = matcher.end();
      final String found = matcher.group();
      if (found.equals("{{") || found.equals("}}")) {
        text.append(found.charAt(0));
        continue;
      }
      final String name = matcher.group(1);
      final Object value;
      if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
        final int index = name.isEmpty() ? automatic++ : Integer.parseInt(name);
        if (index >= arguments.size()) {
          throw new PythonException("IndexError: replacement index out of range");
        }
        value = arguments.get(index);
      } else if (named.containsKey(name)) {
        value = named.get(name);
      } else {
        throw new PythonException("KeyError: '" + name + "'");
      }
      text.append(
          specified(
              "r".equals(matcher.group(2)) ? Values.repr(value) : value,
              matcher.group(3) == null ? "" : matcher.group(3)));
    }
    return text.append(format.substring(from)).toString();
  }

  /** Formats one value by a specification such as {@code >8.3f}. */
  static String specified(final Object value, final String specification) {
    final Matcher matcher = SPECIFICATION.matcher(specification);
    if (!matcher.matches()) {
      throw new PythonException.Unsupported("format specification '" + specification + "'");
    }
    final String kind = matcher.group(8) == null ? "" : matcher.group(8);
    final String width = matcher.group(5);
    String text;
    if ((kind.isEmpty() && !(value instanceof Double && matcher.group(7) != null))
        || kind.equals("s")) {
      text = Values.str(value);
    } else {
      text =
          one(
              value,
              matcher.group(6) == null ? "" : ",",
              "",
              matcher.group(7),
              kind.isEmpty() ? "f" : kind);
    }
    if (!width.isEmpty()) {
      final int missing = Integer.parseInt(width) - text.length();
      final boolean left =
          "<".equals(matcher.group(1)) || (matcher.group(1) == null && value instanceof String);
      final String fill = (matcher.group(4) == null ? " " : "0").repeat(Math.max(0, missing));
      text = left ? text + fill : fill + text;
    }
    return text;
  }
}
