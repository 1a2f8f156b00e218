package netmemsim.scenarios.packetdrill.python;

import java.util.List;

/** Python's tokens, read one after the other. */
final class TokenReader {
  private final List<PythonToken> tokens;
  private int position;

  TokenReader(final List<PythonToken> tokens) {
    this.tokens = tokens;
  }

  PythonToken peek() {
    return tokens.get(position);
  }

  PythonToken next() {
    final PythonToken token = peek();
    if (position < tokens.size() - 1) {
      position++;
    }
    return token;
  }

  boolean at(final PythonToken.Kind kind) {
    return peek().kind() == kind;
  }

  boolean at(final String text) {
    return peek().is(text);
  }

  boolean take(final String text) {
    if (at(text)) {
      next();
      return true;
    }
    return false;
  }

  boolean take(final PythonToken.Kind kind) {
    if (at(kind)) {
      next();
      return true;
    }
    return false;
  }

  /** Whether the token behind the next one says something. */
  boolean secondIs(final String text) {
    return position + 1 < tokens.size() && tokens.get(position + 1).is(text);
  }

  void expect(final String text) {
    if (!take(text)) {
      throw error("expected '" + text + "'");
    }
  }

  String name() {
    if (!at(PythonToken.Kind.NAME)) {
      throw error("expected a name");
    }
    return next().text();
  }

  PythonException error(final String what) {
    return new PythonException(
        "SyntaxError: line " + peek().line() + ": " + what + ", found '" + peek().text() + "'");
  }

  int mark() {
    return position;
  }

  void reset(final int mark) {
    position = mark;
  }
}
