package netmemsim.scenarios.packetdrill.shell;

import java.util.Map;
import netmemsim.scenarios.packetdrill.live.NotModelledException;

/** {@code $((...))} with + - * / %, parentheses and variables. */
final class Arithmetic {
  private final String text;
  private final Map<String, String> variables;
  private int position;

  private Arithmetic(final String text, final Map<String, String> variables) {
    this.text = text.replaceAll("\\s+", "");
    this.variables = variables;
  }

  static long value(final String text, final Map<String, String> variables) {
    final Arithmetic arithmetic = new Arithmetic(text, variables);
    final long value = arithmetic.sum();
    if (arithmetic.position < arithmetic.text.length()) {
      throw new NotModelledException("shell arithmetic: " + text);
    }
    return value;
  }

  private long sum() {
    long value = product();
    while (position < text.length() && "+-".indexOf(text.charAt(position)) >= 0) {
      final boolean plus = text.charAt(position++) == '+';
      final long operand = product();
      value = plus ? value + operand : value - operand;
    }
    return value;
  }

  private long product() {
    long value = factor();
    while (position < text.length() && "*/%".indexOf(text.charAt(position)) >= 0) {
      final char operator = text.charAt(position++);
      final long operand = factor();
      if (operator == '*') {
        value *= operand;
      } else if (operand == 0) {
        throw new NotModelledException("division by 0 in shell arithmetic");
      } else {
        value = operator == '/' ? value / operand : value % operand;
      }
    }
    return value;
  }

  private long factor() {
    if (position < text.length() && text.charAt(position) == '-') {
      position++;
      return -factor();
    }
    if (position < text.length() && text.charAt(position) == '(') {
      position++;
      final long value = sum();
      position++;
      return value;
    }
    int end = position;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || "_$".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    final String word = text.substring(position, end).replace("$", "");
    position = end;
    try {
      return Long.decode(variables.getOrDefault(word, word));
    } catch (NumberFormatException e) {
      throw new NotModelledException("shell arithmetic: " + text);
    }
  }
}
