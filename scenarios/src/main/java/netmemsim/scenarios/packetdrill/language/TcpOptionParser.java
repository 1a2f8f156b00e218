package netmemsim.scenarios.packetdrill.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the TCP options of a packet. */
final class TcpOptionParser {
  private static final long MAX_U32 = 0xFFFFFFFFL;
  private static final int MAX_OPTIONS_BYTES = 40;
  private final TokenStream tokens;

  TcpOptionParser(final TokenStream tokens) {
    this.tokens = tokens;
  }

  /** The options; none when nothing is written, null for {@code <...>}. */
  @Nullable List<TcpOption> options() {
    final List<TcpOption> options = new ArrayList<>();
    if (!tokens.peek().isSymbol('<')) {
      return options;
    }
    final int line = tokens.next().line();
    if (tokens.peek().is(Token.Kind.ELLIPSIS)) {
      tokens.next();
      tokens.expectSymbol('>', "behind ...");
      return null;
    }
    int bytes = 0;
    do {
      final TcpOption option = option();
      bytes += option.lengthBytes();
      options.add(option);
    } while (tokens.takeSymbol(','));
    tokens.expectSymbol('>', "or ',' behind a TCP option");
    if (bytes > MAX_OPTIONS_BYTES) {
      throw tokens.error(line, "TCP options of " + bytes + " bytes; there is room for 40");
    }
    return options;
  }

  private TcpOption option() {
    final int line = tokens.peek().line();
    final String word = tokens.expectWord("a TCP option");
    return switch (word) {
      case "nop" -> new TcpOption.Nop();
      case "eol" -> new TcpOption.Eol();
      case "mss" -> new TcpOption.Mss((int) tokens.expectInteger("mss", 0, 0xFFFF));
      case "wscale" -> new TcpOption.WindowScale((int) tokens.expectInteger("wscale", 0, 0xFF));
      case "sackOK" -> new TcpOption.SackPermitted();
      case "sack" -> sack();
      case "TS" -> timestamps();
      case "FO" -> new TcpOption.FastOpen(false, hexOrNothing());
      case "FOEXP" -> new TcpOption.FastOpen(true, hexOrNothing());
      case "md5" -> new TcpOption.Md5(hexOrNothing());
      case "ECN" -> accurateEcn();
      default -> throw tokens.error(line, "unknown TCP option '" + word + "'");
    };
  }

  private TcpOption sack() {
    final List<TcpOption.Block> blocks = new ArrayList<>();
    do {
      final long left = tokens.expectInteger("left edge of a SACK block", 0, MAX_U32);
      tokens.expectSymbol(':', "between the edges of a SACK block");
      blocks.add(
          new TcpOption.Block(
              left, tokens.expectInteger("right edge of a SACK block", 0, MAX_U32)));
    } while (tokens.peek().is(Token.Kind.INTEGER));
    return new TcpOption.Sack(List.copyOf(blocks));
  }

  private TcpOption timestamps() {
    if (!tokens.takeWord("val")) {
      throw tokens.unexpected("val behind TS");
    }
    final long value = tokens.expectInteger("TS val", 0, MAX_U32);
    if (!tokens.takeWord("ecr")) {
      throw tokens.unexpected("ecr behind TS val");
    }
    return new TcpOption.Timestamps(value, tokens.expectInteger("TS ecr", 0, MAX_U32));
  }

  private TcpOption accurateEcn() {
    final List<String> fields = new ArrayList<>();
    while (tokens.peek().is(Token.Kind.WORD)) {
      final String name = tokens.next().text();
      fields.add(name + " " + tokens.expectInteger(name, 0, 0xFFFFFF));
    }
    return new TcpOption.AccurateEcn(List.copyOf(fields));
  }

  private String hexOrNothing() {
    final Token token = tokens.peek();
    if (!token.is(Token.Kind.WORD) && !token.is(Token.Kind.INTEGER)) {
      return "";
    }
    tokens.next();
    try {
      return TcpOption.hex(token.text());
    } catch (IllegalArgumentException e) {
      throw tokens.error(token.line(), "not pairs of hex digits: " + token.text());
    }
  }
}
