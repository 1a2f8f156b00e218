package netmemsim.scenarios.packetdrill.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts Python into tokens, with its indentation. */
final class PythonLexer {
  private static final Pattern NUMBER =
      Pattern.compile(
          "0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+"
              + "|(?:[0-9][0-9_]*\\.?[0-9_]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern STRING =
      Pattern.compile(
          "([rRbBfFuU]{0,2})(\"\"\"(?:\\\\.|[^\\\\])*?\"\"\"|'''(?:\\\\.|[^\\\\])*?'''"
              + "|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*')",
          Pattern.DOTALL);
  private static final Pattern OPERATOR =
      Pattern.compile(
          "\\*\\*=|//=|>>=|<<=|\\*\\*|//|>>|<<|==|!=|<=|>=|\\+=|-=|\\*=|/=|%=|&=|\\|=|\\^=|->"
              + "|[-+*/%&|^~<>()\\[\\]{},:.;=@]");
  private final String text;
  private final List<PythonToken> tokens = new ArrayList<>();
  private final Deque<Integer> indents = new ArrayDeque<>();
  private int position;
  private int line = 1;
  private int nesting;

  private PythonLexer(final String text) {
    this.text = text;
    indents.push(0);
  }

  static List<PythonToken> tokens(final String text) {
    final PythonLexer lexer = new PythonLexer(text);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    boolean lineStart = true;
    while (position < text.length()) {
      if (lineStart && nesting == 0) {
        lineStart = false;
        if (!indentation()) {
          lineStart = true;
          continue;
        }
      }
      final char c = text.charAt(position);
      if (c == '\n') {
        position++;
        if (nesting == 0) {
          newline();
          lineStart = true;
        }
        line++;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        position++;
      } else if (c == '#') {
        skipComment();
      } else if (c == '\\' && text.startsWith("\n", position + 1)) {
        position += 2;
        line++;
      } else {
        token();
      }
    }
    newline();
    while (indents.size() > 1) {
      indents.pop();
      add(PythonToken.Kind.DEDENT, "");
    }
    add(PythonToken.Kind.END, "the end");
  }

  private void newline() {
    if (!tokens.isEmpty() && tokens.get(tokens.size() - 1).kind() != PythonToken.Kind.NEWLINE) {
      add(PythonToken.Kind.NEWLINE, "the end of the line");
    }
  }

  /** Reads a line's indentation; false when the line is empty and was skipped. */
  private boolean indentation() {
    int width = 0;
    int at = position;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      width = text.charAt(at) == '\t' ? (width / 8 + 1) * 8 : width + 1;
      at++;
    }
    position = at;
    if (at < text.length() && text.charAt(at) == '#') {
      skipComment();
    }
    if (position >= text.length()) {
      return true;
    }
    if (text.charAt(position) == '\n') {
      position++;
      line++;
      return false;
    }
    if (tokens.isEmpty()) {
      // packetdrill takes the blanks off the first line only; later lines are as they stand.
      return true;
    }
    final int current = indents.getFirst();
    if (width > current) {
      indents.push(width);
      add(PythonToken.Kind.INDENT, "an indented line");
    }
    while (width < indents.getFirst()) {
      indents.pop();
      add(PythonToken.Kind.DEDENT, "a line that is indented less");
    }
    return true;
  }

  private void skipComment() {
    while (position < text.length() && text.charAt(position) != '\n') {
      position++;
    }
  }

  private void token() {
    final Matcher string = at(STRING);
    if (string.lookingAt()) {
      string(string);
      return;
    }
    final Matcher name = at(NAME);
    if (name.lookingAt()) {
      add(PythonToken.Kind.NAME, name.group());
      position = name.end();
      return;
    }
    final Matcher number = at(NUMBER);
    if (number.lookingAt()) {
      final String digits = number.group().replace("_", "");
      final boolean hex = digits.length() > 1 && "xXbBoO".indexOf(digits.charAt(1)) >= 0;
      final boolean real =
          !hex
              && (digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0);
      add(real ? PythonToken.Kind.FLOAT : PythonToken.Kind.INTEGER, digits);
      position = number.end();
      return;
    }
    final Matcher operator = at(OPERATOR);
    if (!operator.lookingAt()) {
      throw new PythonException("SyntaxError: '" + text.charAt(position) + "'");
    }
    final String found = operator.group();
    if ("([{".contains(found)) {
      nesting++;
    } else if (")]}".contains(found)) {
      nesting = Math.max(0, nesting - 1);
    }
    add(PythonToken.Kind.OPERATOR, found);
    position = operator.end();
  }

  private void string(final Matcher matcher) {
    final String prefix = matcher.group(1).toLowerCase(java.util.Locale.ROOT);
    final String quoted = matcher.group(2);
    final int quotes = quoted.startsWith("\"\"\"") || quoted.startsWith("'''") ? 3 : 1;
    final String raw = quoted.substring(quotes, quoted.length() - quotes);
    add(
        prefix.contains("f") ? PythonToken.Kind.FORMATTED : PythonToken.Kind.STRING,
        prefix.contains("r") ? raw : unescaped(raw));
    position = matcher.end();
    line += (int) quoted.chars().filter(c -> c == '\n').count();
  }

  private static String unescaped(final String raw) {
    final StringBuilder value = new StringBuilder();
    int i = 0;
    while (i < raw.length()) {
      final char c = raw.charAt(i);
      i++;
      if (c != '\\' || i == raw.length()) {
        value.append(c);
        continue;
      }
      final char escaped = raw.charAt(i);
      i++;
      switch (escaped) {
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        case '\\' -> value.append('\\');
        case '\'' -> value.append('\'');
        case '"' -> value.append('"');
        case '\n' -> {}
        default -> value.append('\\').append(escaped);
      }
    }
    return value.toString();
  }

  private Matcher at(final Pattern pattern) {
    return pattern.matcher(text).region(position, text.length());
  }

  private void add(final PythonToken.Kind kind, final String said) {
    tokens.add(new PythonToken(kind, said, line));
  }
}
