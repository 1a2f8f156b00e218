package netmemsim.scenarios.packetdrill.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads expressions, by Python's precedence. */
final class ExpressionParser {
  private static final String[][] LEVELS = {
    {"|"}, {"^"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"*", "/", "//", "%"}
  };
  private final TokenReader tokens;

  ExpressionParser(final TokenReader tokens) {
    this.tokens = tokens;
  }

  /** One expression, or several with commas: a tuple, which here is a list. */
  Evaluation list() {
    final Evaluation first = expression();
    if (!tokens.at(",")) {
      return first;
    }
    final List<Evaluation> elements = new ArrayList<>(List.of(first));
    while (tokens.take(",")) {
      if (tokens.at(PythonToken.Kind.NEWLINE) || tokens.at("=") || tokens.at(")")) {
        break;
      }
      elements.add(expression());
    }
    return scope -> values(elements, scope);
  }

  Evaluation expression() {
    if (tokens.at("lambda")) {
      throw new PythonException.Unsupported("lambda");
    }
    final Evaluation value = either();
    if (!tokens.take("if")) {
      return value;
    }
    final Evaluation condition = either();
    tokens.expect("else");
    final Evaluation otherwise = expression();
    return scope -> Values.truth(condition.in(scope)) ? value.in(scope) : otherwise.in(scope);
  }

  private Evaluation either() {
    Evaluation left = both();
    while (tokens.take("or")) {
      final Evaluation before = left;
      final Evaluation right = both();
      left =
          scope -> {
            final Object value = before.in(scope);
            return Values.truth(value) ? value : right.in(scope);
          };
    }
    return left;
  }

  private Evaluation both() {
    Evaluation left = negation();
    while (tokens.take("and")) {
      final Evaluation before = left;
      final Evaluation right = negation();
      left =
          scope -> {
            final Object value = before.in(scope);
            return Values.truth(value) ? right.in(scope) : value;
          };
    }
    return left;
  }

  private Evaluation negation() {
    if (tokens.take("not")) {
      final Evaluation operand = negation();
      return scope -> !Values.truth(operand.in(scope));
    }
    return comparison();
  }

  private Evaluation comparison() {
    final Evaluation first = level(0);
    final List<String> operators = new ArrayList<>();
    final List<Evaluation> operands = new ArrayList<>(List.of(first));
    String operator = comparator();
    while (!operator.isEmpty()) {
      operators.add(operator);
      operands.add(level(0));
      operator = comparator();
    }
    if (operators.isEmpty()) {
      return first;
    }
    return scope -> {
      Object left = first.in(scope);
      for (int i = 0; i < operators.size(); i++) {
        final Object right = operands.get(i + 1).in(scope);
        if (!holds(operators.get(i), left, right)) {
          return false;
        }
        left = right;
      }
      return true;
    };
  }

  private String comparator() {
    for (final String operator : new String[] {"==", "!=", "<=", ">=", "<", ">", "in"}) {
      if (tokens.take(operator)) {
        return operator;
      }
    }
    if (tokens.take("is")) {
      return tokens.take("not") ? "is not" : "is";
    }
    if (tokens.at("not") && tokens.secondIs("in")) {
      tokens.next();
      tokens.next();
      return "not in";
    }
    return "";
  }

  private static boolean holds(final String operator, final Object left, final Object right) {
    return switch (operator) {
      case "==", "is" -> Values.equal(left, right);
      case "!=", "is not" -> !Values.equal(left, right);
      case "<" -> Values.order(left, right) < 0;
      case "<=" -> Values.order(left, right) <= 0;
      case ">" -> Values.order(left, right) > 0;
      case ">=" -> Values.order(left, right) >= 0;
      case "in" -> Values.contains(right, left);
      default -> !Values.contains(right, left);
    };
  }

  private Evaluation level(final int index) {
    if (index == LEVELS.length) {
      return unary();
    }
    Evaluation left = level(index + 1);
    while (true) {
      String found = "";
      for (final String operator : LEVELS[index]) {
        if (found.isEmpty() && tokens.take(operator)) {
          found = operator;
        }
      }
      if (found.isEmpty()) {
        return left;
      }
      final String operator = found;
      final Evaluation before = left;
      final Evaluation right = level(index + 1);
      left = scope -> Values.binary(operator, before.in(scope), right.in(scope));
    }
  }

  private Evaluation unary() {
    if (tokens.take("-")) {
      final Evaluation operand = unary();
      return scope -> Values.binary("-", BigInteger.ZERO, operand.in(scope));
    }
    if (tokens.take("+")) {
      return unary();
    }
    if (tokens.take("~")) {
      final Evaluation operand = unary();
      return scope -> Values.integer(operand.in(scope)).not();
    }
    final Evaluation base = postfix();
    if (tokens.take("**")) {
      final Evaluation power = unary();
      return scope -> Values.binary("**", base.in(scope), power.in(scope));
    }
    return base;
  }

  private Evaluation postfix() {
    Evaluation value = atom();
    while (true) {
      final Evaluation of = value;
      if (tokens.take("(")) {
        value = call(of);
      } else if (tokens.take("[")) {
        value = subscript(of);
      } else if (tokens.take(".")) {
        final String name = tokens.name();
        value = scope -> Builtins.method(of.in(scope), name);
      } else {
        return value;
      }
    }
  }

  private Evaluation call(final Evaluation function) {
    final List<Evaluation> arguments = new ArrayList<>();
    final Map<String, Evaluation> named = new TreeMap<>();
    while (!tokens.take(")")) {
      if (tokens.at(PythonToken.Kind.NAME) && tokens.secondIs("=")) {
        final String name = tokens.name();
        tokens.next();
        named.put(name, expression());
      } else {
        arguments.add(expression());
      }
      if (!tokens.at(")")) {
        tokens.expect(",");
      }
    }
    return scope -> {
      if (!(function.in(scope) instanceof Callable callable)) {
        throw new PythonException("TypeError: object is not callable");
      }
      final Map<String, Object> values = new TreeMap<>();
      named.forEach((name, value) -> values.put(name, value.in(scope)));
      return callable.call(values(arguments, scope), values);
    };
  }

  private Evaluation subscript(final Evaluation of) {
    final Evaluation from = tokens.at(":") ? scope -> None.NONE : expression();
    if (!tokens.take(":")) {
      tokens.expect("]");
      return scope -> Builtins.item(of.in(scope), from.in(scope));
    }
    final Evaluation to = tokens.at("]") ? scope -> None.NONE : expression();
    tokens.expect("]");
    return scope -> Builtins.slice(of.in(scope), from.in(scope), to.in(scope));
  }

  private Evaluation atom() {
    final PythonToken token = tokens.next();
    switch (token.kind()) {
      case INTEGER -> {
        final BigInteger value = integer(token.text());
        return scope -> value;
      }
      case FLOAT -> {
        final Double value = Double.valueOf(token.text());
        return scope -> value;
      }
      case STRING, FORMATTED -> {
        return strings(token);
      }
      case NAME -> {
        return name(token.text());
      }
      default -> {
        if (token.is("(")) {
          return parenthesis();
        }
        if (token.is("[")) {
          return display();
        }
        if (token.is("{")) {
          return dictionary();
        }
        throw new PythonException("SyntaxError: line " + token.line() + ": '" + token.text() + "'");
      }
    }
  }

  private static BigInteger integer(final String digits) {
    if (digits.length() > 1 && "xX".indexOf(digits.charAt(1)) >= 0) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.length() > 1 && "bB".indexOf(digits.charAt(1)) >= 0) {
      return new BigInteger(digits.substring(2), 2);
    }
    if (digits.length() > 1 && "oO".indexOf(digits.charAt(1)) >= 0) {
      return new BigInteger(digits.substring(2), 8);
    }
    return new BigInteger(digits);
  }

  private static Evaluation name(final String name) {
    return switch (name) {
      case "True" -> scope -> true;
      case "False" -> scope -> false;
      case "None" -> scope -> None.NONE;
      default -> scope -> scope.has(name) ? scope.get(name) : Builtins.function(name, scope);
    };
  }

  /** Strings side by side are one. */
  private Evaluation strings(final PythonToken first) {
    Evaluation value = string(first);
    while (tokens.at(PythonToken.Kind.STRING) || tokens.at(PythonToken.Kind.FORMATTED)) {
      final Evaluation before = value;
      final Evaluation further = string(tokens.next());
      value = scope -> Values.str(before.in(scope)) + Values.str(further.in(scope));
    }
    return value;
  }

  private static Evaluation string(final PythonToken token) {
    final String text = token.text();
    return token.kind() == PythonToken.Kind.STRING ? scope -> text : FormattedString.parse(text);
  }

  private Evaluation parenthesis() {
    if (tokens.take(")")) {
      return scope -> new ArrayList<>();
    }
    final Evaluation value = list();
    tokens.expect(")");
    return value;
  }

  private Evaluation display() {
    final List<Evaluation> elements = new ArrayList<>();
    while (!tokens.take("]")) {
      elements.add(expression());
      if (tokens.at("for")) {
        throw new PythonException.Unsupported("list comprehension");
      }
      if (!tokens.at("]")) {
        tokens.expect(",");
      }
    }
    return scope -> values(elements, scope);
  }

  private Evaluation dictionary() {
    final List<Evaluation> keys = new ArrayList<>();
    final List<Evaluation> members = new ArrayList<>();
    while (!tokens.take("}")) {
      keys.add(expression());
      tokens.expect(":");
      members.add(expression());
      if (!tokens.at("}")) {
        tokens.expect(",");
      }
    }
    return scope -> {
      final Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        map.put(keys.get(i).in(scope), members.get(i).in(scope));
      }
      return map;
    };
  }

  private static List<Object> values(final List<Evaluation> elements, final Scope scope) {
    final List<Object> values = new ArrayList<>();
    for (final Evaluation element : elements) {
      values.add(element.in(scope));
    }
    return values;
  }
}
