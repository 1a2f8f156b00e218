package netmemsim.scenarios.packetdrill.language;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script: flags, an optional command, events, an optional command (packetdrill(1); the
 * grammar is that of gtests/net/packetdrill/parser.y as of 2024).
 */
public final class ScriptParser {
  private static final BigDecimal USECS_PER_SECOND = BigDecimal.valueOf(1_000_000);
  private final TokenStream tokens;
  private final String file;
  private final PacketParser packets;
  private final ExpressionParser expressions;

  private ScriptParser(final String file, final TokenStream tokens) {
    this.file = file;
    this.tokens = tokens;
    this.packets = new PacketParser(tokens);
    this.expressions = new ExpressionParser(tokens);
  }

  /**
   * Reads a script.
   *
   * @param file its name, for errors
   * @param text what is in it
   * @param defines symbols and what they stand for, as by {@code -D}; the script may add more
   * @return the script
   * @throws ScriptException when it is not in the language
   */
  public static Script parse(
      final String file, final String text, final Map<String, String> defines) {
    return new ScriptParser(file, new TokenStream(file, Lexer.tokens(file, text), defines))
        .script();
  }

  private Script script() {
    final List<Script.Flag> flags = new ArrayList<>();
    while (tokens.peek().is(Token.Kind.OPTION)) {
      flags.add(flag());
    }
    ShellCommand init = null;
    if (tokens.peek().is(Token.Kind.COMMAND)) {
      init = new ShellCommand(tokens.next().text());
    }
    final List<ScriptEvent> events = new ArrayList<>();
    ShellCommand cleanup = null;
    while (!tokens.peek().is(Token.Kind.END)) {
      if (tokens.peek().is(Token.Kind.COMMAND)) {
        cleanup = new ShellCommand(tokens.next().text());
        if (!tokens.peek().is(Token.Kind.END)) {
          throw tokens.unexpected("the end of the script behind the last command");
        }
      } else {
        events.add(event());
      }
    }
    if (events.isEmpty()) {
      throw tokens.error(tokens.peek().line(), "a script without events");
    }
    return new Script(file, flags, init, events, cleanup);
  }

  private Script.Flag flag() {
    final Token option = tokens.next();
    String value = null;
    if (tokens.takeSymbol('=')) {
      final Token token = tokens.next();
      value = token.text() + dashed();
      if (token.is(Token.Kind.WORD) && tokens.takeSymbol('=')) {
        final String symbol = value;
        value = definition(tokens.next());
        tokens.define(symbol, value);
        value = symbol + "=" + value;
      }
    }
    return new Script.Flag(option.line(), option.text(), value);
  }

  /** The rest of a word with dashes, such as ipv4-mapped-ipv6. */
  private String dashed() {
    final StringBuilder rest = new StringBuilder();
    while (tokens.peek().isSymbol('-') && tokens.peekSecond().is(Token.Kind.WORD)) {
      tokens.next();
      rest.append('-').append(tokens.next().text());
    }
    return rest.toString();
  }

  private static String definition(final Token token) {
    return switch (token.kind()) {
      case STRING -> "\"" + token.text() + "\"";
      case COMMAND -> "`" + token.text() + "`";
      default -> token.text();
    };
  }

  private ScriptEvent event() {
    final int line = tokens.peek().line();
    final EventTime time = time();
    final Action action = action();
    if (time.isLoose() && !(action instanceof PacketAction packet && !packet.inbound())) {
      throw tokens.error(line, "a time range or * is for outbound packets only");
    }
    if (time.endUsecs() < time.usecs()) {
      throw tokens.error(line, "the time range is backwards");
    }
    return new ScriptEvent(line, time, action);
  }

  private EventTime time() {
    if (tokens.takeSymbol('*')) {
      return new EventTime(EventTime.Kind.ANY, 0, 0);
    }
    if (tokens.takeSymbol('+')) {
      final long from = usecs();
      if (tokens.takeSymbol('~')) {
        tokens.expectSymbol('+', "before the end of a relative time range");
        return new EventTime(EventTime.Kind.RELATIVE_RANGE, from, usecs());
      }
      return new EventTime(EventTime.Kind.RELATIVE, from, from);
    }
    final long from = usecs();
    if (tokens.takeSymbol('~')) {
      return new EventTime(EventTime.Kind.ABSOLUTE_RANGE, from, usecs());
    }
    return new EventTime(EventTime.Kind.ABSOLUTE, from, from);
  }

  private long usecs() {
    final Token token = tokens.peek();
    if (!token.is(Token.Kind.FLOAT) && !token.is(Token.Kind.INTEGER)) {
      throw tokens.unexpected("a time");
    }
    tokens.next();
    final BigDecimal usecs = new BigDecimal(token.text()).multiply(USECS_PER_SECOND);
    if (usecs.signum() < 0) {
      throw tokens.error(token.line(), "a negative time: " + token.text());
    }
    return usecs.setScale(0, RoundingMode.DOWN).longValue();
  }

  private Action action() {
    final Token token = tokens.peek();
    if (token.isSymbol('<') || token.isSymbol('>')) {
      return packets.packet();
    }
    if (token.is(Token.Kind.COMMAND)) {
      return new ShellCommand(tokens.next().text());
    }
    if (token.is(Token.Kind.CODE)) {
      return new PythonCode(strip(tokens.next().text()));
    }
    if (token.is(Token.Kind.ELLIPSIS) || token.is(Token.Kind.WORD)) {
      return call();
    }
    throw tokens.unexpected("a packet, a system call, a command or code");
  }

  /** Takes blanks off both ends, but no line breaks. */
  private static String strip(final String code) {
    int from = 0;
    int to = code.length();
    while (from < to && (code.charAt(from) == ' ' || code.charAt(from) == '\t')) {
      from++;
    }
    while (to > from && (code.charAt(to - 1) == ' ' || code.charAt(to - 1) == '\t')) {
      to--;
    }
    return code.substring(from, to);
  }

  private SystemCall call() {
    boolean blocking = false;
    long end = 0;
    if (tokens.peek().is(Token.Kind.ELLIPSIS)) {
      tokens.next();
      blocking = true;
      end = usecs();
    }
    final String name = tokens.expectWord("the name of a system call");
    tokens.expectSymbol('(', "behind " + name);
    final List<Expression> arguments = expressions.list(')');
    tokens.expectSymbol('=', "and what " + name + " returns");
    final Expression result = expressions.expression();
    String errno = null;
    String note = null;
    if (tokens.peek().is(Token.Kind.WORD)) {
      errno = tokens.next().text();
      note = note();
      if (note == null) {
        throw tokens.unexpected("'(' and what the error means");
      }
    }
    final String further = note();
    return new SystemCall(
        name, arguments, blocking, end, result, errno, further == null ? note : further);
  }

  private @Nullable String note() {
    if (!tokens.takeSymbol('(')) {
      return null;
    }
    final StringBuilder text = new StringBuilder();
    while (!tokens.takeSymbol(')')) {
      final Token token = tokens.peek();
      if (token.is(Token.Kind.END)) {
        throw tokens.unexpected("')'");
      }
      text.append(text.isEmpty() ? "" : " ").append(token.text());
      tokens.next();
    }
    return text.toString();
  }
}
