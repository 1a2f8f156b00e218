package netmemsim.scenarios.packetdrill.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of system calls. */
final class ExpressionParser {
  private final TokenStream tokens;

  ExpressionParser(final TokenStream tokens) {
    this.tokens = tokens;
  }

  /** Expressions up to a closing symbol, which is taken. */
  List<Expression> list(final char close) {
    final List<Expression> elements = new ArrayList<>();
    if (tokens.takeSymbol(close)) {
      return elements;
    }
    do {
      elements.add(expression());
    } while (tokens.takeSymbol(','));
    tokens.expectSymbol(close, "or ','");
    return elements;
  }

  Expression expression() {
    Expression left = operand();
    while (tokens.takeSymbol('|')) {
      left = new Expression.Or(left, operand());
    }
    return left;
  }

  private Expression operand() {
    final Token token = tokens.peek();
    switch (token.kind()) {
      case ELLIPSIS -> {
        tokens.next();
        return new Expression.Ellipsis();
      }
      case INTEGER, HEX -> {
        tokens.next();
        return new Expression.IntegerNumber(tokens.integer(token));
      }
      case STRING -> {
        return text();
      }
      case WORD -> {
        return name();
      }
      default -> {
        if (tokens.takeSymbol('[')) {
          return new Expression.Array(list(']'));
        }
        if (tokens.takeSymbol('{')) {
          return struct();
        }
        throw tokens.unexpected("an expression");
      }
    }
  }

  private Expression text() {
    final StringBuilder text = new StringBuilder();
    while (tokens.peek().is(Token.Kind.STRING)) {
      text.append(unescaped(tokens.next().text()));
    }
    if (tokens.peek().is(Token.Kind.ELLIPSIS)) {
      tokens.next(); // "text"... is strace's mark of a string cut short
    }
    return new Expression.Text(text.toString());
  }

  private Expression name() {
    final String name = tokens.next().text();
    if (tokens.takeSymbol('(')) {
      return new Expression.Apply(name, list(')'));
    }
    if (tokens.takeSymbol('=')) {
      return new Expression.Assignment(name, expression());
    }
    return new Expression.Name(name);
  }

  private Expression struct() {
    final List<Expression.Field> fields = new ArrayList<>();
    if (tokens.takeSymbol('}')) {
      return new Expression.Struct(fields);
    }
    if (tokens.peek().isSymbol('(')
        || tokens.peek().isWord("flags")
        || tokens.peek().isWord("Flags")) {
      return unmodelled();
    }
    do {
      fields.add(field());
    } while (tokens.takeSymbol(','));
    tokens.expectSymbol('}', "or ','");
    return new Expression.Struct(fields);
  }

  private Expression.Field field() {
    final Expression value = expression();
    if (value instanceof Expression.Assignment assignment) {
      return new Expression.Field(assignment.name(), null, assignment.value());
    }
    if (value instanceof Expression.Apply apply && tokens.takeSymbol('=')) {
      return new Expression.Field(apply.function(), first(apply), expression());
    }
    return new Expression.Field(null, null, value);
  }

  private static @Nullable Expression first(final Expression.Apply apply) {
    return apply.arguments().isEmpty() ? null : apply.arguments().get(0);
  }

  /** A label stack or GRE header up to the closing brace. */
  private Expression unmodelled() {
    final StringBuilder text = new StringBuilder("{");
    while (!tokens.takeSymbol('}')) {
      if (tokens.peek().is(Token.Kind.END)) {
        throw tokens.unexpected("'}'");
      }
      text.append(' ').append(tokens.next().text());
    }
    return new Expression.Unmodelled(text.append(" }").toString());
  }

  private static String unescaped(final String raw) {
    final StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < raw.length()) {
      final char c = raw.charAt(i);
      i++;
      if (c != '\\' || i == raw.length()) {
        text.append(c);
        continue;
      }
      final char escaped = raw.charAt(i);
      i++;
      switch (escaped) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case '0' -> text.append('\0');
        case 'x' -> {
          final int end = Math.min(i + 2, raw.length());
          try {
            text.append((char) Integer.parseInt(raw.substring(i, end), 16));
            i = end;
          } catch (NumberFormatException e) {
            text.append('x');
          }
        }
        default -> text.append(escaped);
      }
    }
    return text.toString();
  }
}
