package netmemsim.scenarios.packetdrill.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a script into tokens. Where several kinds of token could begin, the longest is meant, as in
 * any lexer made by flex.
 */
final class Lexer {
  private static final Pattern SPACE =
      Pattern.compile("[ \\t\\r\\n]+|//[^\\n]*|#[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern STRING =
      Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"", Pattern.DOTALL);
  private static final Pattern COMMAND = Pattern.compile("`((?:\\\\.|[^`\\\\])*)`", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("%\\{(.*?)\\}%", Pattern.DOTALL);
  private static final Pattern OPTION = Pattern.compile("--([a-zA-Z0-9_]+)");
  private static final Pattern FLOAT = Pattern.compile("-?[0-9]*\\.[0-9]+");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]+");
  private static final Pattern WORD = Pattern.compile("[a-zA-Z0-9_]+");
  private static final Pattern IPV4 = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final int IPV6_COLONS = 7;

  private final String file;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private int line = 1;

  private Lexer(final String file, final String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Cuts a script.
   *
   * @param file its name, for errors
   * @param text what is in it
   * @return its tokens, the last of kind END
   * @throws ScriptException when something that was opened is not closed
   */
  static List<Token> tokens(final String file, final String text) {
    final Lexer lexer = new Lexer(file, text);
    while (lexer.position < text.length()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(Token.Kind.END, "", lexer.line));
    return lexer.tokens;
  }

  private void next() {
    final Matcher space = at(SPACE);
    if (space.lookingAt()) {
      advance(space.end());
      return;
    }
    if (text.startsWith("...", position)) {
      add(Token.Kind.ELLIPSIS, "...", position + 3);
      return;
    }
    switch (text.charAt(position)) {
      case '"' -> delimited(STRING, Token.Kind.STRING, "a string that is not closed");
      case '`' -> delimited(COMMAND, Token.Kind.COMMAND, "a command that is not closed by `");
      case '/' -> {
        if (text.startsWith("/*", position)) {
          throw new ScriptException(file, line, "a comment that is not closed");
        }
        symbol();
      }
      case '%' -> {
        if (text.startsWith("%{", position)) {
          delimited(CODE, Token.Kind.CODE, "code that is not closed by }%");
        } else {
          symbol();
        }
      }
      default -> plain();
    }
  }

  private void plain() {
    final Matcher option = at(OPTION);
    if (option.lookingAt()) {
      add(Token.Kind.OPTION, option.group(1), option.end());
      return;
    }
    final int v6End = ipv6End();
    if (v6End > position) {
      add(Token.Kind.IPV6, text.substring(position, v6End), v6End);
      return;
    }
    Token.Kind kind = Token.Kind.SYMBOL;
    int end = position + 1;
    final Pattern[] patterns = {FLOAT, INTEGER, HEX, WORD, IPV4};
    final Token.Kind[] kinds = {
      Token.Kind.FLOAT, Token.Kind.INTEGER, Token.Kind.HEX, Token.Kind.WORD, Token.Kind.IPV4
    };
    for (int i = 0; i < patterns.length; i++) {
      final Matcher matcher = at(patterns[i]);
      if (matcher.lookingAt()
          && (matcher.end() > end || (kind == Token.Kind.SYMBOL && matcher.end() == end))) {
        kind = kinds[i];
        end = matcher.end();
      }
    }
    add(kind, text.substring(position, end), end);
  }

  /** Where an IPv6 address ends; a sequence range such as 1:1001 is none. */
  private int ipv6End() {
    final Matcher matcher = at(IPV6);
    if (!matcher.lookingAt()) {
      return position;
    }
    int end = matcher.end();
    while (end > position
        && (text.charAt(end - 1) == ':' || text.charAt(end - 1) == '.')
        && !text.startsWith("::", end - 2)) {
      end--;
    }
    final String found = text.substring(position, end);
    final long colons = found.chars().filter(c -> c == ':').count();
    return found.contains("::") || colons == IPV6_COLONS ? end : position;
  }

  private void delimited(final Pattern pattern, final Token.Kind kind, final String unclosed) {
    final Matcher matcher = at(pattern);
    if (!matcher.lookingAt()) {
      throw new ScriptException(file, line, unclosed);
    }
    add(kind, matcher.group(1), matcher.end());
  }

  private void symbol() {
    add(Token.Kind.SYMBOL, text.substring(position, position + 1), position + 1);
  }

  private Matcher at(final Pattern pattern) {
    return pattern.matcher(text).region(position, text.length());
  }

  private void add(final Token.Kind kind, final String said, final int end) {
    tokens.add(new Token(kind, said, line));
    advance(end);
  }

  private void advance(final int end) {
    for (int i = position; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    position = end;
  }
}
