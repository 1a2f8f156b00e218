package netmemsim.scenarios.packetdrill.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads packets. */
final class PacketParser {
  private static final long MAX_U32 = 0xFFFFFFFFL;
  private static final int MAX_U16 = 0xFFFF;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int RAW = 255;
  private final TokenStream tokens;
  private final TcpOptionParser options;

  PacketParser(final TokenStream tokens) {
    this.tokens = tokens;
    this.options = new TcpOptionParser(tokens);
  }

  PacketAction packet() {
    final int line = tokens.peek().line();
    final boolean inbound = tokens.next().isSymbol('<');
    final List<String> around = new ArrayList<>();
    encapsulation(around);
    final IpInfo ip = ipInfo();
    if (inbound && ip.check() == IpInfo.TosCheck.ECT01) {
      throw tokens.error(line, "[ect01] is for outbound packets only");
    }
    if (tokens.takeWord("icmp")) {
      return new PacketAction(inbound, around, null, icmp(ip), null);
    }
    if (tokens.takeWord("udp")) {
      ports();
      tokens.expectSymbol('(', "behind udp");
      final int bytes = (int) tokens.expectInteger("UDP payload", 0, MAX_U16);
      tokens.expectSymbol(')', "");
      return new PacketAction(inbound, around, null, null, new PacketAction.UdpPacket(bytes));
    }
    final TcpSegment segment = tcp(ip);
    if (inbound && segment.options() == null) {
      throw tokens.error(line, "<...> for TCP options is for outbound packets only");
    }
    return new PacketAction(inbound, around, segment, null, null);
  }

  /** Outer headers: they are read, and named to whoever runs the script. */
  private void encapsulation(final List<String> around) {
    while (true) {
      final Token token = tokens.peek();
      if (token.isWord("ipv4") || token.isWord("ipv6")) {
        around.add(tokens.next().text());
        ipInfo();
        tokens.next();
        tokens.expectSymbol('>', "between outer addresses");
        tokens.next();
      } else if (token.isWord("gre") || token.isWord("GREv0") || token.isWord("mpls")) {
        around.add(tokens.next().text());
        while (!tokens.peek().isSymbol(':')) {
          if (tokens.peek().is(Token.Kind.END)) {
            throw tokens.unexpected("':' behind an outer header");
          }
          tokens.next();
        }
      } else {
        return;
      }
      tokens.expectSymbol(':', "behind an outer header");
    }
  }

  private IpInfo ipInfo() {
    final char close;
    if (tokens.takeSymbol('[')) {
      close = ']';
    } else if (tokens.takeSymbol('(')) {
      close = ')';
    } else {
      return IpInfo.NONE;
    }
    IpInfo info = IpInfo.NONE;
    do {
      info = ipField(info);
    } while (tokens.takeSymbol(','));
    tokens.expectSymbol(close, "behind what is said of the IP header");
    return info;
  }

  private IpInfo ipField(final IpInfo info) {
    final String word = tokens.expectWord("an ECN codepoint, tos, flowlabel or ttl");
    return switch (word) {
      case "noecn" -> ecn(info, 0);
      case "ect1" -> ecn(info, 1);
      case "ect0" -> ecn(info, 2);
      case "ce" -> ecn(info, 3);
      case "ect01" -> new IpInfo(IpInfo.TosCheck.ECT01, 0, info.flowLabel(), info.ttl());
      case "tos" ->
          new IpInfo(IpInfo.TosCheck.TOS, (int) hex("tos", 0xFF), info.flowLabel(), info.ttl());
      case "flowlabel" ->
          new IpInfo(info.check(), info.tos(), (int) hex("flowlabel", 0xFFFFF), info.ttl());
      case "ttl" ->
          new IpInfo(
              info.check(),
              info.tos(),
              info.flowLabel(),
              (int) tokens.expectInteger("ttl", 0, 0xFF));
      default -> throw tokens.error(tokens.peek().line(), "unknown IP field '" + word + "'");
    };
  }

  private static IpInfo ecn(final IpInfo info, final int bits) {
    return new IpInfo(IpInfo.TosCheck.ECN, bits, info.flowLabel(), info.ttl());
  }

  private long hex(final String what, final long most) {
    final Token token = tokens.peek();
    if (!token.is(Token.Kind.HEX)) {
      throw tokens.unexpected("a number with 0x for " + what);
    }
    final long value = tokens.integer(tokens.next());
    if (value < 0 || value > most) {
      throw tokens.error(token.line(), what + " out of range: " + token.text());
    }
    return value;
  }

  private int[] ports() {
    final int[] ports = new int[2];
    if (tokens.peek().is(Token.Kind.INTEGER) && tokens.peekSecond().isSymbol('>')) {
      ports[0] = (int) tokens.expectInteger("source port", 0, MAX_U16);
      tokens.next();
      ports[1] = (int) tokens.expectInteger("destination port", 0, MAX_U16);
    }
    return ports;
  }

  private TcpSegment tcp(final IpInfo ip) {
    final int[] ports = ports();
    final int line = tokens.peek().line();
    final String flagText = flags();
    int flags = 0;
    int ace = -1;
    for (int i = 0; i < flagText.length(); i++) {
      final char c = flagText.charAt(i);
      if (c >= '0' && c <= '7') {
        ace = c - '0';
        flags |= (ace & 4) != 0 ? TcpSegment.AE : 0;
        flags |= (ace & 2) != 0 ? TcpSegment.CWR : 0;
        flags |= (ace & 1) != 0 ? TcpSegment.ECE : 0;
        continue;
      }
      final Integer flag = TcpSegment.flag(c);
      if (flag == null) {
        throw tokens.error(line, "unknown TCP flag '" + c + "' in '" + flagText + "'");
      }
      flags |= flag;
    }
    final long[] range = range();
    long acknowledgement = 0;
    if (tokens.takeWord("ack")) {
      acknowledgement = tokens.expectInteger("acknowledgement number", 0, MAX_U32);
    }
    int window = -1;
    if (tokens.takeWord("win")) {
      window = (int) tokens.expectInteger("window", 0, MAX_U16);
    }
    int urgent = 0;
    if (tokens.takeWord("urg")) {
      urgent = (int) tokens.expectInteger("urgent pointer", 0, MAX_U16);
    }
    final List<TcpOption> list = options.options();
    return new TcpSegment(
        ip,
        ports[0],
        ports[1],
        flags,
        ace,
        range[0],
        (int) range[1],
        acknowledgement,
        window,
        urgent,
        list);
  }

  /** Flags: letters and a point for ACK, maybe an ACE counter; a dash for none. */
  private String flags() {
    final Token token = tokens.peek();
    if (tokens.takeSymbol('-')) {
      return "";
    }
    final StringBuilder text = new StringBuilder();
    if (token.is(Token.Kind.WORD)) {
      text.append(tokens.next().text());
    }
    if (tokens.takeSymbol('.')) {
      text.append('.');
    } else if (tokens.peek().is(Token.Kind.FLOAT) && tokens.peek().text().startsWith(".")) {
      text.append(tokens.next().text());
    }
    if (text.isEmpty()) {
      throw tokens.unexpected("TCP flags, icmp or udp");
    }
    return text.toString();
  }

  /** {@code first:last(length)}. */
  private long[] range() {
    final int line = tokens.peek().line();
    final long first = tokens.expectInteger("start sequence number", 0, MAX_U32);
    tokens.expectSymbol(':', "between sequence numbers");
    final long last = tokens.expectInteger("end sequence number", 0, MAX_U32);
    tokens.expectSymbol('(', "and the payload's length behind sequence numbers");
    final long length = tokens.expectInteger("payload's length", 0, MAX_U16);
    tokens.expectSymbol(')', "behind the payload's length");
    if (((first + length) & MAX_U32) != last) {
      throw tokens.error(line, "sequence numbers and payload's length do not agree");
    }
    return new long[] {first, length};
  }

  private IcmpMessage icmp(final IpInfo ip) {
    final String type = tokens.expectWord("an ICMP type");
    String code = null;
    if (tokens.peek().is(Token.Kind.WORD)
        && !tokens.peek().isWord("mtu")
        && !tokens.peek().isWord("id")) {
      code = tokens.next().text();
    }
    long mtu = -1;
    if (tokens.takeWord("mtu")) {
      mtu = tokens.expectInteger("mtu", 0, MAX_U32);
    }
    if (tokens.takeWord("id")) {
      tokens.expectInteger("id", 0, MAX_U16);
    }
    return echoed(ip, type, code, mtu);
  }

  private IcmpMessage echoed(
      final IpInfo ip, final String type, final @Nullable String code, final long mtu) {
    if (!tokens.takeSymbol('[')) {
      return new IcmpMessage(ip, type, code, mtu, TCP, 0, 0);
    }
    final boolean udp = tokens.takeWord("udp");
    final boolean raw = !udp && tokens.takeWord("raw");
    final long[] range;
    if (udp || raw) {
      tokens.expectSymbol('(', "");
      range = new long[] {0, tokens.expectInteger("payload's length", 0, MAX_U16)};
      tokens.expectSymbol(')', "");
    } else {
      range = range();
    }
    tokens.expectSymbol(']', "behind the packet that ICMP is about");
    return new IcmpMessage(
        ip, type, code, mtu, udp ? UDP : raw ? RAW : TCP, range[0], (int) range[1]);
  }
}
