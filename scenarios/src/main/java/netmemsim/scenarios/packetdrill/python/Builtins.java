package netmemsim.scenarios.packetdrill.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The built-in functions, methods and subscripts. */
final class Builtins {
  private Builtins() {}

  static Callable function(final String name, final Scope scope) {
    return switch (name) {
      case "print" -> (arguments, named) -> print(arguments, named, scope);
      case "len" -> (arguments, named) -> BigInteger.valueOf(length(arguments.get(0)));
      case "abs" -> (arguments, named) -> absolute(arguments.get(0));
      case "min" -> (arguments, named) -> extreme(arguments, -1);
      case "max" -> (arguments, named) -> extreme(arguments, 1);
      case "sum" -> (arguments, named) -> sum(iterable(arguments.get(0)));
      case "int" -> (arguments, named) -> toInteger(arguments);
      case "float" ->
          (arguments, named) ->
              arguments.get(0) instanceof String text
                  ? (Object) Double.valueOf(text)
                  : Values.real(arguments.get(0));
      case "str" -> (arguments, named) -> Values.str(arguments.get(0));
      case "repr" -> (arguments, named) -> Values.repr(arguments.get(0));
      case "bool" -> (arguments, named) -> Values.truth(arguments.get(0));
      case "hex" -> (arguments, named) -> "0x" + Values.integer(arguments.get(0)).toString(16);
      case "round" -> (arguments, named) -> round(arguments);
      case "range" -> (arguments, named) -> range(arguments);
      case "list", "tuple" ->
          (arguments, named) ->
              arguments.isEmpty() ? new ArrayList<>() : iterable(arguments.get(0));
      case "sorted" ->
          (arguments, named) -> {
            final List<Object> sorted = iterable(arguments.get(0));
            sorted.sort(Values::order);
            return sorted;
          };
      case "any" ->
          (arguments, named) -> iterable(arguments.get(0)).stream().anyMatch(Values::truth);
      case "all" ->
          (arguments, named) -> iterable(arguments.get(0)).stream().allMatch(Values::truth);
      default -> throw new PythonException("NameError: name '" + name + "' is not defined");
    };
  }

  private static Object print(
      final List<Object> arguments, final Map<String, Object> named, final Scope scope) {
    final Object end = named.get("end");
    try {
      scope
          .printed()
          .append(arguments.stream().map(Values::str).collect(Collectors.joining(" ")))
          .append(end == null ? "\n" : Values.str(end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return None.NONE;
  }

  private static int length(final Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    return value instanceof Map<?, ?> map ? map.size() : iterable(value).size();
  }

  private static Object absolute(final Object value) {
    return value instanceof Double number ? (Object) Math.abs(number) : Values.integer(value).abs();
  }

  private static Object extreme(final List<Object> arguments, final int sign) {
    final List<Object> values = arguments.size() == 1 ? iterable(arguments.get(0)) : arguments;
    Object best = values.get(0);
    for (final Object value : values) {
      if (sign * Values.order(value, best) > 0) {
        best = value;
      }
    }
    return best;
  }

  private static Object sum(final List<Object> values) {
    Object total = BigInteger.ZERO;
    for (final Object value : values) {
      total = Values.binary("+", total, value);
    }
    return total;
  }

  private static Object toInteger(final List<Object> arguments) {
    final Object value = arguments.get(0);
    if (value instanceof Double number) {
      return BigInteger.valueOf(number.longValue());
    }
    if (value instanceof String text) {
      final int base = arguments.size() > 1 ? Values.integer(arguments.get(1)).intValueExact() : 10;
      try {
        return base == 0
            ? BigInteger.valueOf(Long.decode(text))
            : new BigInteger(text.trim(), base);
      } catch (NumberFormatException e) {
        throw new PythonException("ValueError: not an integer: " + Values.repr(text));
      }
    }
    return Values.integer(value);
  }

  private static Object round(final List<Object> arguments) {
    final Object value = arguments.get(0);
    if (arguments.size() == 1) {
      return value instanceof Double number
          ? (Object) BigInteger.valueOf((long) Math.rint(number))
          : Values.integer(value);
    }
    final double scale = Math.pow(10, Values.integer(arguments.get(1)).intValueExact());
    return Math.rint(Values.real(value) * scale) / scale;
  }

  private static List<Object> range(final List<Object> arguments) {
    final long[] bounds =
        arguments.stream().mapToLong(value -> Values.integer(value).longValueExact()).toArray();
    final long from = bounds.length > 1 ? bounds[0] : 0;
    final long to = bounds.length > 1 ? bounds[1] : bounds[0];
    final long step = bounds.length > 2 ? bounds[2] : 1;
    if (step == 0) {
      throw new PythonException("ValueError: range() arg 3 must not be zero");
    }
    final List<Object> values = new ArrayList<>();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      values.add(BigInteger.valueOf(i));
    }
    return values;
  }

  static List<Object> iterable(final Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof String text) {
      return new ArrayList<>(Arrays.asList(text.split("")));
    }
    throw new PythonException("TypeError: " + Values.type(value) + " is not iterable");
  }

  static Object item(final Object container, final Object index) {
    if (container instanceof Map<?, ?> map) {
      for (final Map.Entry<?, ?> entry : map.entrySet()) {
        if (Values.equal(entry.getKey(), index)) {
          return entry.getValue();
        }
      }
      throw new PythonException("KeyError: " + Values.repr(index));
    }
    final int size = length(container);
    int at = Values.integer(index).intValueExact();
    at = at < 0 ? at + size : at;
    if (at < 0 || at >= size) {
      throw new PythonException("IndexError: index out of range");
    }
    return container instanceof String text
        ? text.substring(at, at + 1)
        : iterable(container).get(at);
  }

  static Object slice(final Object container, final Object from, final Object to) {
    final int size = length(container);
    final int first = bound(from, 0, size);
    final int last = Math.max(first, bound(to, size, size));
    return container instanceof String text
        ? text.substring(first, last)
        : iterable(container).subList(first, last);
  }

  private static int bound(final Object value, final int absent, final int size) {
    if (value == None.NONE) {
      return absent;
    }
    final int at = Values.integer(value).intValueExact();
    return Math.max(0, Math.min(size, at < 0 ? at + size : at));
  }

  @SuppressWarnings("unchecked") // lists of this interpreter hold Objects
  static Object method(final Object object, final String name) {
    if (object instanceof String text) {
      return stringMethod(text, name);
    }
    if (object instanceof List<?> list && name.equals("append")) {
      return (Callable)
          (arguments, named) -> {
            ((List<Object>) list).add(arguments.get(0));
            return None.NONE;
          };
    }
    if (object instanceof Map<?, ?> map && name.equals("keys")) {
      return (Callable) (arguments, named) -> new ArrayList<Object>(map.keySet());
    }
    throw new PythonException.Unsupported("attribute '" + name + "' of " + Values.type(object));
  }

  private static Callable stringMethod(final String text, final String name) {
    return switch (name) {
      case "format" -> (arguments, named) -> Formatting.format(text, arguments, named);
      case "strip" -> (arguments, named) -> text.strip();
      case "lower" -> (arguments, named) -> text.toLowerCase(java.util.Locale.ROOT);
      case "upper" -> (arguments, named) -> text.toUpperCase(java.util.Locale.ROOT);
      case "startswith" -> (arguments, named) -> text.startsWith(Values.str(arguments.get(0)));
      case "endswith" -> (arguments, named) -> text.endsWith(Values.str(arguments.get(0)));
      case "split" ->
          (arguments, named) ->
              new ArrayList<Object>(
                  Arrays.asList(
                      arguments.isEmpty()
                          ? text.strip().split("\\s+")
                          : text.split(
                              java.util.regex.Pattern.quote(Values.str(arguments.get(0))), -1)));
      case "join" ->
          (arguments, named) ->
              iterable(arguments.get(0)).stream()
                  .map(Values::str)
                  .collect(Collectors.joining(text));
      default -> throw new PythonException.Unsupported("method str." + name);
    };
  }
}
