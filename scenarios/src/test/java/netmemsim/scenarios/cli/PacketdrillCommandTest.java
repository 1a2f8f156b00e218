package netmemsim.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code netmemsim packetdrill} prints and answers with. */
class PacketdrillCommandTest {
  private static final String SERVER =
      """
      0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
      +0 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
      +0 bind(3, ..., ...) = 0
      +0 listen(3, 1) = 0
      +0 < S 0:0(0) win 32792 <mss 1000,nop,nop,sackOK>
      +0 > S. 0:0(0) ack 1 <...>
      +.1 < . 1:1(0) ack 1 win 32792
      +0 accept(3, ..., ...) = 4
      """;

  @TempDir private Path folder;

  private Path script(final String name, final String text) throws IOException {
    final Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Invocation run(final String lines) throws IOException {
    return Invocation.of("packetdrill", script("a.pkt", SERVER + lines).toString());
  }

  @Test
  void aScriptThatHoldsIsOk() throws IOException {
    final Invocation done = run("+0 write(4, ..., 100) = 100\n+0 > P. 1:101(100) ack 1\n");
    assertThat(done.out())
        .isEqualTo("OK      " + folder + "/a.pkt\n1 passed, 0 failed, 0 skipped\n");
    assertThat(done.exit()).isZero();
  }

  @Test
  void aPacketThatDiffersIsShownBesideTheExpectedOne() throws IOException {
    final Invocation done = run("+0 write(4, ..., 100) = 100\n+0 > P. 1:101(100) ack 2\n");
    assertThat(done.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(done.out())
        .contains(
            folder
                + "/a.pkt:10: error handling packet: live packet field tcp_ack_seq:"
                + " expected: 2 (0x2) vs actual: 1 (0x1)\n"
                + "script packet:  0.100000 P. 1:101(100) ack 2\n"
                + "actual packet:  0.100000 P. 1:101(100) ack 1 win ")
        .contains("FAILED  " + folder + "/a.pkt: line 10: error handling packet")
        .endsWith("0 passed, 1 failed, 0 skipped\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          +0 read(4, ..., 10) = 5 | timed out waiting for blocking system call
          +0 read(9, ..., 10) = 5 | Expected result 5 but got -1 with errno 9 (EBADF: Bad file
          +0 read(9, ..., 10) = -1 EAGAIN (Wait) | Expected errno 11 (EAGAIN: Resource temporarily
          +0 write(4, ..., 10) = 11 | runtime error in write call: Expected result 11 but got 10
          +0 > . 1:1(0) ack 1 | timed out waiting for packet
          +0 %{ assert tcpi_snd_cwnd == 11, tcpi_snd_cwnd }% | error executing code: AssertionError: 10
          +0 `false` | error executing `command failed with status 1: false
          0.05 `true` | timing error: expected command at 0.050000 sec but happened at 0.100000
          """)
  void whatElseDiffersIsTold(final String line, final String told) throws IOException {
    final Invocation done = run(line + "\n");
    assertThat(done.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(done.out()).contains("a.pkt:9: ").contains(told);
  }

  @Test
  void aPacketAtAnotherTimeFails() throws IOException {
    final Invocation done = run("+0 write(4, ..., 100) = 100\n+.1 > P. 1:101(100) ack 1\n");
    assertThat(done.out())
        .contains(
            "timing error: expected outbound packet at 0.200000 sec but happened at 0.100000");
  }

  @Test
  void packetsThatFollowEachOtherAreOneUnlessSegmentsAreStrict() throws IOException {
    final String lines = "+0 write(4, ..., 10000) = 10000\n+0 > P. 1:10001(10000) ack 1\n";
    assertThat(run(lines).exit()).isZero();
    final Path strict = script("strict.pkt", "--strict_segments\n" + SERVER + lines);
    assertThat(Invocation.of("packetdrill", strict.toString()).out())
        .contains("live packet payload: expected 10000 bytes vs actual 2000 bytes");
  }

  @Test
  void aBlockingCallGoesOnBesideTheScript() throws IOException {
    final Invocation done =
        run(
            "+0...0.2 read(4, ..., 100) = 10\n+.2 < P. 1:11(10) ack 1 win 32792\n+0 > . 1:1(0) ack 11\n");
    assertThat(done.out()).startsWith("OK");
  }

  @Test
  void timestampsAreThoseOfTheScript() throws IOException {
    final String text =
        SERVER
            .replace("nop,nop,sackOK", "sackOK,TS val 1000 ecr 0")
            .replace("<...>", "<mss 1460,sackOK,TS val 100 ecr 1000>")
            .replace("ack 1 win 32792", "ack 1 win 32792 <nop,nop,TS val 1100 ecr 100>");
    final String tail =
        "+0 write(4, ..., 100) = 100\n+0 > P. 1:101(100) ack 1 <nop,nop,TS val %d ecr 1100>\n";
    final String flag = "--tcp_ts_tick_usecs=1000\n";
    final Path good = script("good.pkt", flag + text + String.format(tail, 200));
    final Path late = script("late.pkt", flag + text + String.format(tail, 250));
    assertThat(Invocation.of("packetdrill", good.toString()).out()).startsWith("OK");
    assertThat(Invocation.of("packetdrill", late.toString()).out())
        .contains("bad outbound TCP timestamp value");
  }

  @Test
  void aScriptThatNeedsWhatIsNotModelledIsSkippedAndSaysSo() throws IOException {
    final Invocation done = run("+0 `iptables -L`\n");
    assertThat(done.exit()).isZero();
    assertThat(done.out())
        .isEqualTo(
            "SKIPPED " + folder + "/a.pkt: command iptables -L\n0 passed, 0 failed, 1 skipped\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+0 `sysctl -q net.ipv4.tcp_nothing=1`",
        "+0 `nstat | grep TcpExtTCPNothing`",
        "+0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 5",
        "+0 fork() = 5",
        "+0 < udp (10)",
        "+0 < gre: . 1:1(0) ack 1 win 1",
        "+0 %{ import os }%"
      })
  void nothingIsSkippedInSilence(final String line) throws IOException {
    assertThat(run(line + "\n").out()).startsWith("SKIPPED");
  }

  @Test
  void aFolderIsRunInOrderOfNamesWhateverTheNumberOfJobs() throws IOException {
    script("b/2.pkt", SERVER);
    script("b/1.pkt", SERVER);
    script("a/3.pkt", SERVER);
    script("a/no.txt", "not a script");
    final Invocation one = Invocation.of("packetdrill", "-j", "1", folder.toString());
    final Invocation many = Invocation.of("packetdrill", "-j", "4", folder.toString());
    assertThat(one.out().lines().map(line -> line.replace(folder.toString(), "")))
        .containsExactly(
            "OK      /a/3.pkt",
            "OK      /b/1.pkt",
            "OK      /b/2.pkt",
            "3 passed, 0 failed, 0 skipped");
    assertThat(many.out()).isEqualTo(one.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ipv4", "ipv6", "ipv4-mapped-ipv6"})
  void everyIpVersionIsRun(final String version) throws IOException {
    final Path file =
        script("a.pkt", SERVER + "+0 write(4, ..., 10) = 10\n+0 > P. 1:11(10) ack 1\n");
    assertThat(Invocation.of("packetdrill", "--ip-version", version, file.toString()).out())
        .startsWith("OK");
    final Path flagged = script("b.pkt", "--ip_version=" + version + "\n" + Files.readString(file));
    assertThat(Invocation.of("packetdrill", flagged.toString()).out()).startsWith("OK");
  }

  @Test
  void commandsSetTheHost() throws IOException {
    final Path file =
        script(
            "a.pkt",
            """
            `./defaults.sh
             ../common/set_sysctls.py /proc/sys/net/ipv4/tcp_sack=0 \\
               /proc/sys/net/ipv4/tcp_window_scaling=0
             sysctl -q net.ipv4.tcp_rmem="4096 $((64*1024)) 131072"
             cat /proc/sys/net/ipv4/tcp_rmem | grep -q "4096 65536 131072"`
            """
                + SERVER.replace("<...>", "<mss 1460>")
                + "+0 `nstat -n`\n+0 < . 1:101(100) ack 1 win 100\n+0 > . 1:1(0) ack 101\n"
                + "+0 `nstat | grep TcpInSegs | grep -q ' 1 '`\n`/tmp/sysctl_restore_${PPID}.sh`\n");
    assertThat(Invocation.of("packetdrill", file.toString()).out()).startsWith("OK");
  }

  @Test
  void wrongInputIsToldWithFileAndLine() throws IOException {
    final Invocation done = run("+0 accept(3, ...\n");
    assertThat(done.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(done.out()).contains(folder + "/a.pkt:10: expected ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --hz 300 x | --hz: expected 250 or 1000, got 300
          --ip-version v4 x | --ip-version: expected ipv4, ipv4-mapped-ipv6 or ipv6, got 'v4'
          --jobs 0 x | --jobs: expected a number greater than 0
          no-such-file.pkt | there is no file or folder no-such-file.pkt
          """)
  void wrongOptionsAreTold(final String words, final String told) {
    final Invocation done = Invocation.of(("packetdrill " + words).split(" "));
    assertThat(done.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(done.err()).contains(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--mss=0", "--ip_version=ipv5", "--unknown=1", "--mtu", "--local_ip=x"})
  void wrongFlagsOfScriptsAreTold(final String flag) throws IOException {
    final Path file = script("a.pkt", "// first\n" + flag + "\n" + SERVER);
    final Invocation done = Invocation.of("packetdrill", file.toString());
    assertThat(done.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(done.out()).startsWith(file + ":2: ");
  }
}
