package netmemsim.scenarios.packetdrill.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What Python's operators do with values: integers without bound, floats, strings, lists. */
final class Values {
  private Values() {}

  static boolean truth(final Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof BigInteger number) {
      return number.signum() != 0;
    }
    if (value instanceof Double number) {
      return number != 0;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    return value != None.NONE;
  }

  static boolean isNumber(final Object value) {
    return value instanceof BigInteger || value instanceof Double || value instanceof Boolean;
  }

  static BigInteger integer(final Object value) {
    if (value instanceof Boolean flag) {
      return flag ? BigInteger.ONE : BigInteger.ZERO;
    }
    if (value instanceof BigInteger number) {
      return number;
    }
    throw new PythonException("TypeError: an integer is required, not " + type(value));
  }

  static double real(final Object value) {
    return value instanceof Double number ? number : integer(value).doubleValue();
  }

  static Object binary(final String operator, final Object left, final Object right) {
    if (operator.equals("+") && left instanceof String a && right instanceof String b) {
      return a + b;
    }
    if (operator.equals("+") && left instanceof List<?> a && right instanceof List<?> b) {
      final List<Object> both = new ArrayList<>(a);
      both.addAll(b);
      return both;
    }
    if (operator.equals("*") && left instanceof String text) {
      return text.repeat(Math.max(0, integer(right).intValueExact()));
    }
    if (operator.equals("%") && left instanceof String format) {
      return Formatting.percent(format, right instanceof List<?> many ? many : List.of(right));
    }
    if (!isNumber(left) || !isNumber(right)) {
      throw new PythonException(
          "TypeError: unsupported operand types for "
              + operator
              + ": "
              + type(left)
              + " and "
              + type(right));
    }
    return left instanceof Double || right instanceof Double
        ? realOperation(operator, real(left), real(right))
        : integerOperation(operator, integer(left), integer(right));
  }

  private static Object realOperation(final String operator, final double a, final double b) {
    if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
      throw new PythonException("ZeroDivisionError: float division by zero");
    }
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "//" -> Math.floor(a / b);
      case "%" -> a - b * Math.floor(a / b);
      case "**" -> Math.pow(a, b);
      default -> throw new PythonException("TypeError: " + operator + " of floats");
    };
  }

  private static Object integerOperation(
      final String operator, final BigInteger a, final BigInteger b) {
    if (b.signum() == 0
        && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
      throw new PythonException("ZeroDivisionError: division by zero");
    }
    return switch (operator) {
      case "+" -> a.add(b);
      case "-" -> a.subtract(b);
      case "*" -> a.multiply(b);
      case "/" -> a.doubleValue() / b.doubleValue();
      case "//" -> floorDivide(a, b);
      case "%" -> a.subtract(floorDivide(a, b).multiply(b));
      case "**" ->
          b.signum() < 0
              ? (Object) Math.pow(a.doubleValue(), b.doubleValue())
              : a.pow(b.intValueExact());
      case "<<" -> a.shiftLeft(b.intValueExact());
      case ">>" -> a.shiftRight(b.intValueExact());
      case "&" -> a.and(b);
      case "|" -> a.or(b);
      case "^" -> a.xor(b);
      default -> throw new PythonException.Unsupported("operator " + operator);
    };
  }

  private static BigInteger floorDivide(final BigInteger a, final BigInteger b) {
    final BigInteger[] parts = a.divideAndRemainder(b);
    final boolean down = parts[1].signum() != 0 && parts[1].signum() != b.signum();
    return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  static boolean equal(final Object a, final Object b) {
    if (isNumber(a) && isNumber(b)) {
      return (a instanceof Double || b instanceof Double)
          ? real(a) == real(b)
          : integer(a).equals(integer(b));
    }
    if (a instanceof List<?> left && b instanceof List<?> right) {
      if (left.size() != right.size()) {
        return false;
      }
      for (int i = 0; i < left.size(); i++) {
        if (!equal(left.get(i), right.get(i))) {
          return false;
        }
      }
      return true;
    }
    return a.equals(b);
  }

  static int order(final Object a, final Object b) {
    if (isNumber(a) && isNumber(b)) {
      return a instanceof Double || b instanceof Double
          ? Double.compare(real(a), real(b))
          : integer(a).compareTo(integer(b));
    }
    if (a instanceof String left && b instanceof String right) {
      return left.compareTo(right);
    }
    if (a instanceof List<?> left && b instanceof List<?> right) {
      for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
        if (!equal(left.get(i), right.get(i))) {
          return order(left.get(i), right.get(i));
        }
      }
      return Integer.compare(left.size(), right.size());
    }
    throw new PythonException("TypeError: no order between " + type(a) + " and " + type(b));
  }

  static boolean contains(final Object container, final Object element) {
    if (container instanceof String text && element instanceof String part) {
      return text.contains(part);
    }
    if (container instanceof Map<?, ?> map) {
      return map.keySet().stream().anyMatch(key -> equal(key, element));
    }
    if (container instanceof List<?> list) {
      return list.stream().anyMatch(member -> equal(member, element));
    }
    throw new PythonException("TypeError: " + type(container) + " is not a container");
  }

  static String type(final Object value) {
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof BigInteger) {
      return "int";
    }
    if (value instanceof Double) {
      return "float";
    }
    if (value instanceof String) {
      return "str";
    }
    if (value instanceof List) {
      return "list";
    }
    return value instanceof Map ? "dict" : value == None.NONE ? "NoneType" : "function";
  }

  static String str(final Object value) {
    return value instanceof String text ? text : repr(value);
  }

  static String repr(final Object value) {
    if (value instanceof String text) {
      return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Values::repr).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(value);
  }
}
