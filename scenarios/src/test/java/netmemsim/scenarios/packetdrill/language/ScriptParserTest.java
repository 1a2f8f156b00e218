package netmemsim.scenarios.packetdrill.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of packetdrill(1). */
class ScriptParserTest {
  private static Script parse(final String text) {
    return ScriptParser.parse("a.pkt", text, Map.of());
  }

  private static ScriptEvent event(final String line) {
    return parse(line).events().get(0);
  }

  private static TcpSegment segment(final String line) {
    final TcpSegment segment = assertInstanceOf(PacketAction.class, event(line).action()).tcp();
    assertNotNull(segment);
    return segment;
  }

  private static SystemCall call(final String line) {
    return assertInstanceOf(SystemCall.class, event(line).action());
  }

  @Test
  void flagsCommandsAndEventsComeInThatOrder() {
    final Script script =
        parse(
            """
            // a comment
            --tolerance_usecs=10000   /* and
            another */
            --ip_version=ipv4
            --send_omit_free
            `./defaults.sh
             sysctl -q net.ipv4.tcp_sack=0`
            0 `sleep 1`
            +.1 %{ assert tcpi_snd_cwnd == 10 }%
            `cleanup`
            """);
    assertEquals(3, script.flags().size());
    assertEquals(new Script.Flag(2, "tolerance_usecs", "10000"), script.flags().get(0));
    assertEquals(new Script.Flag(5, "send_omit_free", null), script.flags().get(2));
    assertNotNull(script.initCommand());
    assertEquals(2, script.events().size());
    assertEquals(8, script.events().get(0).line());
    assertEquals(new PythonCode("assert tcpi_snd_cwnd == 10"), script.events().get(1).action());
    assertEquals(new ShellCommand("cleanup"), script.cleanupCommand());
  }

  @ParameterizedTest
  @CsvSource({
    "0, ABSOLUTE, 0, 0",
    "1.25, ABSOLUTE, 1250000, 1250000",
    "+0, RELATIVE, 0, 0",
    "+.1, RELATIVE, 100000, 100000",
    "+0.29, RELATIVE, 290000, 290000",
    ".1~.25, ABSOLUTE_RANGE, 100000, 250000",
    "+.01~+.02, RELATIVE_RANGE, 10000, 20000",
    "*, ANY, 0, 0"
  })
  void timesAreAbsoluteRelativeRangesOrAny(
      final String text, final EventTime.Kind kind, final long from, final long to) {
    assertEquals(new EventTime(kind, from, to), event(text + " > . 1:1(0) ack 1").time());
  }

  @Test
  void optionsAreReadInTheOrderInWhichTheyStand() {
    final TcpSegment segment =
        segment("0 < S 0:0(0) win 32792 <mss 1000,sackOK,TS val 100 ecr 0,nop,wscale 7>");
    assertEquals(
        List.of(
            new TcpOption.Mss(1000),
            new TcpOption.SackPermitted(),
            new TcpOption.Timestamps(100, 0),
            new TcpOption.Nop(),
            new TcpOption.WindowScale(7)),
        segment.options());
    assertEquals(32792, segment.window());
    assertEquals(TcpSegment.SYN, segment.flags());
  }

  @Test
  void anyOptionsAreNotTheSameAsNone() {
    assertEquals(List.of(), segment("0 > . 1:1(0) ack 1").options());
    assertNull(segment("0 > . 1:1(0) ack 1 <...>").options());
  }

  @Test
  void sackBlocksCookiesAndDigestsAreRead() {
    assertEquals(
        List.of(
            new TcpOption.Nop(),
            new TcpOption.Sack(
                List.of(new TcpOption.Block(1001, 2001), new TcpOption.Block(3001, 4001)))),
        segment("0 < . 1:1(0) ack 1 win 257 <nop,sack 1001:2001 3001:4001>").options());
    assertEquals(
        List.of(
            new TcpOption.FastOpen(false, "1234abcd12345678"), new TcpOption.FastOpen(true, "")),
        segment("0 > S 0:0(0) <FO 1234abcd12345678,FOEXP>").options());
    assertEquals(
        List.of(new TcpOption.Md5("000102030405060708090a0b0c0d0e0f")),
        segment("0 < S 0:0(0) win 1 <md5 000102030405060708090a0b0c0d0e0f>").options());
  }

  @ParameterizedTest
  @CsvSource({
    "S., 18",
    "., 16",
    "-, 0",
    "FP., 25",
    "R, 4",
    "SEW, 194",
    "EP., 88",
    "PU., 56",
    "SEWA, 450"
  })
  void flagsAreLettersAndAPoint(final String letters, final int flags) {
    assertEquals(flags, segment("0 > " + letters + " 1:1(0) ack 1").flags());
  }

  @Test
  void anAceCounterStandsBehindThePoint() {
    final TcpSegment segment = segment("0 > P.5 1:11(10) ack 1");
    assertEquals(5, segment.ace());
    assertTrue(segment.has(TcpSegment.AE | TcpSegment.ECE | TcpSegment.PSH | TcpSegment.ACK));
  }

  @Test
  void whatIsSaidOfTheIpHeaderStandsInBrackets() {
    assertEquals(
        new IpInfo(IpInfo.TosCheck.ECN, 2, 0, 0), segment("0 > [ect0] . 1:1(0) ack 1").ip());
    assertEquals(
        new IpInfo(IpInfo.TosCheck.TOS, 0x4, 0x12345, 0),
        segment("0 > (tos 0x4, flowlabel 0x12345) . 1:1(0) ack 1").ip());
    assertEquals(64, segment("0 > [ttl 64] . 1:1(0) ack 1").ip().ttl());
  }

  @Test
  void icmpTellsWhichSegmentItIsAbout() {
    final PacketAction packet =
        assertInstanceOf(
            PacketAction.class,
            event("0 < icmp unreachable frag_needed mtu 1200 [1:1461(1460)]").action());
    assertEquals(
        new IcmpMessage(IpInfo.NONE, "unreachable", "frag_needed", 1200, 6, 1, 1460),
        packet.icmp());
  }

  @Test
  void outerHeadersAreNamed() {
    final PacketAction packet =
        assertInstanceOf(
            PacketAction.class,
            event("0 < ipv4 1.1.1.1 > 2.2.2.2: gre: mpls (label 1,tc 0,[S],ttl 9): . 1:1(0) ack 1")
                .action());
    assertEquals(List.of("ipv4", "gre", "mpls"), packet.encapsulation());
  }

  @Test
  void callsHaveArgumentsResultsAndErrors() {
    final SystemCall call =
        call("0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)");
    assertEquals("EINPROGRESS", call.errno());
    assertEquals(new Expression.IntegerNumber(-1), call.result());
    assertEquals(3, call.arguments().size());
    assertEquals("flags O_RDWR", call("0 fcntl(3, F_GETFL) = 0x2 (flags O_RDWR)").note());
  }

  @Test
  void aBlockingCallHasAnEnd() {
    final SystemCall call = call("+0...0.3 accept(3, ..., ...) = 4");
    assertTrue(call.blocking());
    assertEquals(300_000, call.endUsecs());
  }

  @Test
  void structuresHaveFieldsByNameOrByPlace() {
    final SystemCall call =
        call(
            """
            0 recvmsg(4, {msg_name(...)=..., msg_iov(1)=[{..., 10}], msg_flags=MSG_A|MSG_B,
              msg_control=[{cmsg_level=SOL_TCP, cmsg_type=TCP_CM_INQ, cmsg_data=0x2}]}, 0) = 10
            """);
    final Expression.Struct header =
        assertInstanceOf(Expression.Struct.class, call.arguments().get(1));
    assertTrue(header.has("msg_name"));
    assertInstanceOf(Expression.Or.class, header.get("msg_flags"));
    final Expression.Array vectors =
        assertInstanceOf(Expression.Array.class, header.get("msg_iov"));
    final Expression.Struct vector =
        assertInstanceOf(Expression.Struct.class, vectors.elements().get(0));
    assertEquals(new Expression.IntegerNumber(10), vector.fields().get(1).value());
  }

  @Test
  void addressesAreStructuresWithFunctions() {
    final SystemCall call =
        call(
            "0 bind(3, {sa_family = AF_INET, sin_port = htons(8080),"
                + " sin_addr = inet_addr(\"192.168.0.1\")}, ...) = 0");
    final Expression.Struct address =
        assertInstanceOf(Expression.Struct.class, call.arguments().get(1));
    assertEquals(
        new Expression.Apply("htons", List.of(new Expression.IntegerNumber(8080))),
        address.get("sin_port"));
  }

  @Test
  void aDefinedSymbolStandsForItsValue() {
    final Script script =
        parse("--define=LEVEL=SOL_IPV6\n--define=CC=\"reno\"\n0 setsockopt(3, LEVEL, CC, 1) = 0");
    final SystemCall call = assertInstanceOf(SystemCall.class, script.events().get(0).action());
    assertEquals(new Expression.Name("SOL_IPV6"), call.arguments().get(1));
    assertEquals(new Expression.Text("reno"), call.arguments().get(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 < . 1:2(3) ack 1|1: sequence numbers and payload's length do not agree",
        "0 > Q 1:1(0)|1: unknown TCP flag 'Q'",
        "0 > . 1:1(0) <mpcapable>|1: unknown TCP option 'mpcapable'",
        "0 < . 1:1(0) ack 1 <...>|1: <...> for TCP options is for outbound packets only",
        "* < . 1:1(0) ack 1|1: a time range or * is for outbound packets only",
        "+.2~+.1 > . 1:1(0) ack 1|1: the time range is backwards",
        "0 socket(..., SOCK_STREAM, IPPROTO_TCP)\n+0 x() = 1|2: expected '=' and what socket",
        "\n\n0 read(3, ..., = 1|3: expected an expression, found '='",
        "0 connect(3) = -1 EINPROGRESS\n0 `x`|2: expected '('",
        "0 `x|1: a command that is not closed",
        "0 %{ assert 1|1: code that is not closed",
        "/* never|1: a comment that is not closed",
        "0 > . 1:1(0) win 65536|1: window out of range: 65536",
        "--mss=1000|1: a script without events",
        "-1 `x`|1: a negative time: -1",
        "0 ?|1: expected a packet, a system call, a command or code, found '?'"
      })
  void whatIsNotInTheLanguageIsToldWithFileAndLine(final String pair) {
    final int bar = pair.lastIndexOf('|');
    final ScriptException wrong =
        assertThrows(ScriptException.class, () -> parse(pair.substring(0, bar)));
    assertTrue(
        String.valueOf(wrong.getMessage()).startsWith("a.pkt:" + pair.substring(bar + 1)),
        wrong.getMessage());
  }
}
