package netmemsim.scenarios.packetdrill.language;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tokens of a script, read one after the other, with what {@code --define} stands for. */
final class TokenStream {
  private final String file;
  private final List<Token> tokens;
  private final Map<String, String> defines = new TreeMap<>();
  private int position;

  TokenStream(final String file, final List<Token> tokens, final Map<String, String> defines) {
    this.file = file;
    this.tokens = tokens;
    this.defines.putAll(defines);
  }

  void define(final String symbol, final String value) {
    defines.put(symbol, value);
  }

  Token peek() {
    return defined(tokens.get(position));
  }

  Token peekSecond() {
    return defined(tokens.get(Math.min(position + 1, tokens.size() - 1)));
  }

  Token next() {
    final Token token = peek();
    if (position < tokens.size() - 1) {
      position++;
    }
    return token;
  }

  /** What a user's symbol stands for; a value in quotes or back quotes is of that kind. */
  private Token defined(final Token token) {
    final String value = token.is(Token.Kind.WORD) ? defines.get(token.text()) : null;
    if (value == null) {
      return token;
    }
    if (value.length() > 1 && value.startsWith("\"")) {
      return new Token(Token.Kind.STRING, value.substring(1, value.length() - 1), token.line());
    }
    if (value.length() > 1 && value.startsWith("`")) {
      return new Token(Token.Kind.COMMAND, value.substring(1, value.length() - 1), token.line());
    }
    return new Token(Token.Kind.WORD, value, token.line());
  }

  boolean takeSymbol(final char symbol) {
    if (peek().isSymbol(symbol)) {
      next();
      return true;
    }
    return false;
  }

  boolean takeWord(final String word) {
    if (peek().isWord(word)) {
      next();
      return true;
    }
    return false;
  }

  void expectSymbol(final char symbol, final String where) {
    if (!takeSymbol(symbol)) {
      throw unexpected("'" + symbol + "' " + where);
    }
  }

  String expectWord(final String what) {
    if (!peek().is(Token.Kind.WORD)) {
      throw unexpected(what);
    }
    return next().text();
  }

  /** A decimal number within bounds. */
  long expectInteger(final String what, final long least, final long most) {
    if (!peek().is(Token.Kind.INTEGER)) {
      throw unexpected(what);
    }
    final Token token = next();
    final long value = integer(token);
    if (value < least || value > most) {
      throw error(token.line(), what + " out of range: " + token.text());
    }
    return value;
  }

  long integer(final Token token) {
    try {
      return token.is(Token.Kind.HEX)
          ? Long.parseUnsignedLong(token.text().substring(2), 16)
          : Long.parseLong(token.text());
    } catch (NumberFormatException e) {
      throw error(token.line(), "a number that is too large: " + token.text());
    }
  }

  ScriptException unexpected(final String wanted) {
    final Token token = peek();
    return error(token.line(), "expected " + wanted + ", found " + token.shown());
  }

  ScriptException error(final int line, final String what) {
    return new ScriptException(file, line, what);
  }
}
