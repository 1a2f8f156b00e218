package netmemsim.scenarios.packetdrill.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netmemsim.scenarios.packetdrill.live.NotModelledException;

/** Cuts a command into words and operators, with quotes, variables and arithmetic. */
final class ShellLexer {
  private static final String[] OPERATORS = {
    "2>&1", "2>>", "2>", "&>", "&&", "||", ">>", ">", "<", "|", ";", "&", "\n"
  };
  private final String text;
  private final Map<String, String> variables;
  private final List<ShellToken> tokens = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int position;

  private ShellLexer(final String text, final Map<String, String> variables) {
    this.text = text.replace("\\\n", " ");
    this.variables = variables;
  }

  static List<ShellToken> tokens(final String text, final Map<String, String> variables) {
    final ShellLexer lexer = new ShellLexer(text, variables);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (position < text.length()) {
      final char c = text.charAt(position);
      final String operator = operator();
      if (c == '#' && !inWord) {
        while (position < text.length() && text.charAt(position) != '\n') {
          position++;
        }
      } else if (!operator.isEmpty()) {
        endWord();
        tokens.add(new ShellToken(true, operator));
        position += operator.length();
      } else if (Character.isWhitespace(c)) {
        endWord();
        position++;
      } else {
        inWord = true;
        part(c);
      }
    }
    endWord();
  }

  private String operator() {
    for (final String operator : OPERATORS) {
      if (text.startsWith(operator, position) && (operator.charAt(0) != '2' || !inWord)) {
        return operator;
      }
    }
    return "";
  }

  private void endWord() {
    if (inWord) {
      tokens.add(new ShellToken(false, word.toString()));
      word.setLength(0);
      inWord = false;
    }
  }

  private void part(final char c) {
    switch (c) {
      case '\'' -> {
        final int close = close('\'', position + 1);
        word.append(text, position + 1, close);
        position = close + 1;
      }
      case '"' -> {
        position++;
        while (position < text.length() && text.charAt(position) != '"') {
          if (text.charAt(position) == '$') {
            expansion();
          } else if (text.charAt(position) == '\\' && position + 1 < text.length()) {
            word.append(text.charAt(position + 1));
            position += 2;
          } else {
            word.append(text.charAt(position++));
          }
        }
        position++;
      }
      case '\\' -> {
        if (position + 1 < text.length()) {
          word.append(text.charAt(position + 1));
        }
        position += 2;
      }
      case '$' -> expansion();
      default -> {
        word.append(c);
        position++;
      }
    }
  }

  private int close(final char quote, final int from) {
    final int close = text.indexOf(quote, from);
    if (close < 0) {
      throw new NotModelledException("a shell command with a quote that is not closed: " + text);
    }
    return close;
  }

  private void expansion() {
    if (text.startsWith("$((", position)) {
      final int close = text.indexOf("))", position);
      if (close < 0) {
        throw new NotModelledException("shell arithmetic that is not closed: " + text);
      }
      word.append(Arithmetic.value(text.substring(position + 3, close), variables));
      position = close + 2;
      return;
    }
    if (text.startsWith("$(", position)) {
      throw new NotModelledException("command substitution in a shell command: " + text);
    }
    int end = position + 1;
    final String name;
    if (text.startsWith("${", position)) {
      end = close('}', position);
      name = text.substring(position + 2, end);
      end++;
    } else {
      while (end < text.length()
          && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
        end++;
      }
      name = text.substring(position + 1, end);
    }
    if (name.isEmpty()) {
      word.append('$');
    } else {
      word.append(variables.getOrDefault(name, ""));
    }
    position = end;
  }
}
