package netmemsim.scenarios.packetdrill.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads statements: assert, assignments, if, for, while, def and expressions. */
final class StatementParser {
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "class",
          "try",
          "with",
          "lambda",
          "raise",
          "global",
          "nonlocal",
          "yield",
          "async",
          "await",
          "from");
  private static final Set<String> AUGMENTED =
      Set.of("+=", "-=", "*=", "/=", "//=", "%=", "**=", "&=", "|=", "^=", "<<=", ">>=");
  private final TokenReader tokens;
  private final ExpressionParser expressions;

  private StatementParser(final TokenReader tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
  }

  static List<Statement> parse(final String text) {
    final StatementParser parser = new StatementParser(new TokenReader(PythonLexer.tokens(text)));
    final List<Statement> statements = new ArrayList<>();
    while (!parser.tokens.at(PythonToken.Kind.END)) {
      if (!parser.tokens.take(PythonToken.Kind.NEWLINE)) {
        parser.statement(statements);
      }
    }
    return statements;
  }

  private void statement(final List<Statement> into) {
    final PythonToken token = tokens.peek();
    if (token.kind() == PythonToken.Kind.INDENT || token.kind() == PythonToken.Kind.DEDENT) {
      throw new PythonException("IndentationError: line " + token.line());
    }
    if (token.kind() == PythonToken.Kind.NAME && UNSUPPORTED.contains(token.text())) {
      throw new PythonException.Unsupported("'" + token.text() + "'");
    }
    if (tokens.take("if")) {
      into.add(condition());
    } else if (tokens.take("while")) {
      into.add(whileLoop());
    } else if (tokens.take("for")) {
      into.add(forLoop());
    } else if (tokens.take("def")) {
      into.add(definition());
    } else {
      simpleLine(into);
    }
  }

  private void simpleLine(final List<Statement> into) {
    do {
      if (tokens.at(PythonToken.Kind.NEWLINE)) {
        break;
      }
      into.add(simple());
    } while (tokens.take(";"));
    if (!tokens.take(PythonToken.Kind.NEWLINE) && !tokens.at(PythonToken.Kind.END)) {
      throw tokens.error("expected the end of the statement");
    }
  }

  private Statement simple() {
    if (tokens.take("assert")) {
      return assertion();
    }
    if (tokens.take("pass")) {
      return scope -> Statement.Left.NORMALLY;
    }
    if (tokens.take("break")) {
      return scope -> Statement.Left.BREAK;
    }
    if (tokens.take("continue")) {
      return scope -> Statement.Left.CONTINUE;
    }
    if (tokens.take("return")) {
      final Evaluation value =
          tokens.at(PythonToken.Kind.NEWLINE) ? scope -> None.NONE : expressions.list();
      return scope -> {
        scope.set("return", value.in(scope));
        return Statement.Left.RETURN;
      };
    }
    if (tokens.take("del")) {
      final String name = tokens.name();
      return scope -> {
        scope.remove(name);
        return Statement.Left.NORMALLY;
      };
    }
    if (tokens.take("import")) {
      throw new PythonException.Unsupported("import " + tokens.name());
    }
    return assignmentOrExpression();
  }

  private Statement assertion() {
    final PythonToken at = tokens.peek();
    final Evaluation condition = expressions.expression();
    final Evaluation message = tokens.take(",") ? expressions.expression() : null;
    return scope -> {
      if (!Values.truth(condition.in(scope))) {
        throw new PythonException(
            "AssertionError"
                + (message == null ? "" : ": " + Values.str(message.in(scope)))
                + (at.line() > 1 ? " (line " + at.line() + " of the code)" : ""));
      }
      return Statement.Left.NORMALLY;
    };
  }

  private Statement assignmentOrExpression() {
    final int start = tokens.mark();
    final Evaluation first = expressions.list();
    if (tokens.at(PythonToken.Kind.OPERATOR) && AUGMENTED.contains(tokens.peek().text())) {
      final String operator = tokens.next().text();
      final Evaluation operand = expressions.list();
      final Target target = targetAt(start);
      final String plain = operator.substring(0, operator.length() - 1);
      return scope -> {
        target.set(scope, Values.binary(plain, first.in(scope), operand.in(scope)));
        return Statement.Left.NORMALLY;
      };
    }
    if (!tokens.at("=")) {
      return scope -> {
        first.in(scope);
        return Statement.Left.NORMALLY;
      };
    }
    final List<Target> targets = new ArrayList<>();
    targets.add(targetAt(start));
    Evaluation value = first;
    while (tokens.take("=")) {
      final int at = tokens.mark();
      value = expressions.list();
      if (tokens.at("=")) {
        targets.add(targetAt(at));
      }
    }
    final Evaluation assigned = value;
    return scope -> {
      final Object result = assigned.in(scope);
      for (final Target target : targets) {
        target.set(scope, result);
      }
      return Statement.Left.NORMALLY;
    };
  }

  /** Where a value can be put. */
  private interface Target {
    void set(Scope scope, Object value);
  }

  /** Reads what was read as an expression once more, as a target. */
  private Target targetAt(final int start) {
    final int end = tokens.mark();
    tokens.reset(start);
    final Target target = targets();
    tokens.reset(end);
    return target;
  }

  private Target targets() {
    final boolean parenthesis = tokens.take("(");
    final List<Target> all = new ArrayList<>();
    do {
      if (!tokens.at(PythonToken.Kind.NAME)) {
        break;
      }
      all.add(target());
    } while (tokens.take(","));
    if (parenthesis) {
      tokens.expect(")");
    }
    if (all.size() == 1) {
      return all.get(0);
    }
    return (scope, value) -> {
      final List<Object> values = Builtins.iterable(value);
      if (values.size() != all.size()) {
        throw new PythonException("ValueError: " + values.size() + " values to unpack");
      }
      for (int i = 0; i < all.size(); i++) {
        all.get(i).set(scope, values.get(i));
      }
    };
  }

  @SuppressWarnings("unchecked") // lists and dictionaries of this interpreter hold Objects
  private Target target() {
    final String name = tokens.name();
    if (!tokens.take("[")) {
      return (scope, value) -> scope.set(name, value);
    }
    final Evaluation index = expressions.expression();
    tokens.expect("]");
    return (scope, value) -> {
      final Object container = scope.get(name);
      if (container instanceof Map<?, ?> map) {
        ((Map<Object, Object>) map).put(index.in(scope), value);
      } else if (container instanceof List<?> list) {
        ((List<Object>) list).set(Values.integer(index.in(scope)).intValueExact(), value);
      } else {
        throw new PythonException("TypeError: no item assignment");
      }
    };
  }

  private List<Statement> block() {
    tokens.expect(":");
    final List<Statement> statements = new ArrayList<>();
    if (!tokens.take(PythonToken.Kind.NEWLINE)) {
      simpleLine(statements);
      return statements;
    }
    if (!tokens.take(PythonToken.Kind.INDENT)) {
      throw new PythonException("IndentationError: expected an indented block");
    }
    while (!tokens.take(PythonToken.Kind.DEDENT)) {
      if (tokens.at(PythonToken.Kind.END)) {
        break;
      }
      if (!tokens.take(PythonToken.Kind.NEWLINE)) {
        statement(statements);
      }
    }
    return statements;
  }

  private Statement condition() {
    final Evaluation test = expressions.expression();
    final List<Statement> then = block();
    final @Nullable Statement otherwise;
    if (tokens.take("elif")) {
      otherwise = condition();
    } else if (tokens.take("else")) {
      final List<Statement> body = block();
      otherwise = scope -> runAll(body, scope);
    } else {
      otherwise = null;
    }
    return scope -> {
      if (Values.truth(test.in(scope))) {
        return runAll(then, scope);
      }
      return otherwise == null ? Statement.Left.NORMALLY : otherwise.run(scope);
    };
  }

  private Statement whileLoop() {
    final Evaluation test = expressions.expression();
    final List<Statement> body = block();
    return scope -> {
      while (Values.truth(test.in(scope))) {
        final Statement.Left left = runAll(body, scope);
        if (left == Statement.Left.BREAK) {
          break;
        }
        if (left == Statement.Left.RETURN) {
          return left;
        }
      }
      return Statement.Left.NORMALLY;
    };
  }

  private Statement forLoop() {
    final Target target = targets();
    tokens.expect("in");
    final Evaluation over = expressions.list();
    final List<Statement> body = block();
    return scope -> {
      for (final Object value : Builtins.iterable(over.in(scope))) {
        target.set(scope, value);
        final Statement.Left left = runAll(body, scope);
        if (left == Statement.Left.BREAK) {
          break;
        }
        if (left == Statement.Left.RETURN) {
          return left;
        }
      }
      return Statement.Left.NORMALLY;
    };
  }

  private Statement definition() {
    final String name = tokens.name();
    tokens.expect("(");
    final List<String> parameters = new ArrayList<>();
    final List<@Nullable Evaluation> defaults = new ArrayList<>();
    while (!tokens.take(")")) {
      parameters.add(tokens.name());
      defaults.add(tokens.take("=") ? expressions.expression() : null);
      tokens.take(",");
    }
    final List<Statement> body = block();
    return scope -> {
      final Callable function =
          (arguments, named) -> {
            final Scope own = scope.inner();
            for (int i = 0; i < parameters.size(); i++) {
              final String parameter = parameters.get(i);
              final Evaluation byDefault = defaults.get(i);
              final Object given = i < arguments.size() ? arguments.get(i) : named.get(parameter);
              if (given != null) {
                own.set(parameter, given);
              } else if (byDefault != null) {
                own.set(parameter, byDefault.in(scope));
              } else {
                throw new PythonException("TypeError: " + name + "() lacks '" + parameter + "'");
              }
            }
            return runAll(body, own) == Statement.Left.RETURN ? own.get("return") : None.NONE;
          };
      scope.set(name, function);
      return Statement.Left.NORMALLY;
    };
  }

  static Statement.Left runAll(final List<Statement> statements, final Scope scope) {
    for (final Statement statement : statements) {
      final Statement.Left left = statement.run(scope);
      if (left != Statement.Left.NORMALLY) {
        return left;
      }
    }
    return Statement.Left.NORMALLY;
  }
}
