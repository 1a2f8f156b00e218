package netmemsim.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong input gives one clear line, exit code 2, and leaves nothing behind. */
class WrongInputTest {
  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("a.yaml");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      # The mistakes of every day. The caret says where.
      delay: 5us|^dleay: 5us|links[0].dleay: unknown key 'dleay' (did you mean 'delay'?)
      rate: 1Gbps|rate: ^1Gpbs|links[0].rate: unknown unit 'Gpbs' (did you mean 'Gbps'?)
      delay: 5us|delay: ^5MiB|links[0].delay: unknown unit 'MiB' (one of ps, ns, us, ms, s)
      on: client, name: tx|on: ^clinet, name: tx|apps[1].on: no host 'clinet' (did you mean 'client'?)
      "server:5201"|^"serve:5201"|apps[1].netcat.connect: no host 'serve' (did you mean 'server'?)
      ethtool: "-K eth1 gro off"|restart-queue: { dev: eth1, rxq: ^4 }|timeline[0].restart-queue.rxq: queue 4 is out of range: 'eth1' has queues 0 to 3
      on: client, name: tx|on: server, name: ^rx|apps[1].name: duplicate name: host 'server' has another application 'rx'
      { eth0: { queues: 4 } } }\\n  server|{ eth0: { queues: 4 } }\\n  ^server|not YAML: expected ',' or '}', but got <scalar>
      stop: 6ms|stop: ^-6ms|stop: negative time '-6ms'
      at: 1ms|at: ^-1ms|timeline[0].at: negative time '-1ms'
      at: 1ms|at: ^7ms|timeline[0].at: 7ms is after the end of the run (stop: 6ms)
      server/rx/reader/bytes_received|^server/rx/reader/bytes_recieved|expect[0].metric: unknown metric 'server/rx/reader/bytes_recieved' (did you mean 'server/rx/reader/bytes_received'?)
      # Names that only the models know.
      server/rx/reader/bytes_received|^server/tcp/5201/rcv_wdn|expect[0].metric: unknown metric 'rcv_wdn' of a connection, named by the server's port: 5201, then 5201.2 and so on (did you mean 'rcv_wnd'?)
      tcp_retransmit_skb, on|^tcp_retransmit_sbk, on|expect[1].event: unknown event 'tcp_retransmit_sbk' (did you mean 'tcp_retransmit_skb'?)
      on: client, is: "== 0"|on: ^client/eth9, is: "== 0"|expect[1].on: unknown entity 'client/eth9' (did you mean 'client/eth0'?)
      event: tcp_retransmit_skb, on: client, is: "== 0"|order: [{ event: rx_hw_drop, on: ^server/eth1/rxq7 }, { event: rx_hw_drop }]|expect[1].order[0].on: unknown entity 'server/eth1/rxq7' (did you mean 'server/eth1/rxq0'?)
      event: tcp_retransmit_skb, on: client, is: "== 0"|event: rx_hw_drop, on: ^server/rxx/socket|expect[1].on: unknown entity 'server/rxx/socket'
      event: tcp_retransmit_skb, on: client, is: "== 0"|invariant: ^net-iov-lwa, on: server|expect[1].invariant: unknown invariant 'net-iov-lwa' (did you mean 'net-iov-law'?)
      event: tcp_retransmit_skb, on: client, is: "== 0"|invariant: net-iov-law, on: ^server/eth2|expect[1].on: unknown entity 'server/eth2' (did you mean 'server/eth1'?)
      on: client, is: "== 0"|where: { segmets: ^1 }|expect[1].where.segmets: tcp_retransmit_skb has no field 'segmets' (did you mean 'segments'?): it has offset_bytes, payload_bytes, segments, state
      on: client, is: "== 0"|where: { segments: ^many }|expect[1].where.segments: expected a number, found 'many'
      is: "== 0" }|kernel: ^v6.21, is: "== 0" }|expect[1].kernel: unknown kernel profile 'v6.21' (did you mean 'v6.12'?)
      is: "== 0" }|kernel: [v6.12, ^v6.81], is: "== 0" }|expect[1].kernel[1]: unknown kernel profile 'v6.81' (did you mean 'v6.18'?)
      kernel: v6.12|kernel: ^v6.21|kernel: unknown kernel profile 'v6.21' (did you mean 'v6.12'?): known are rfc-v3, rfc-v6, v6.12, v6.14, v6.15, v6.16, v6.18, next
      kernel: v6.12|kernel: [v6.18, { profile: v6.12, cmsg-notrnuc: ^on }]|kernel[1].cmsg-notrnuc: unknown kernel switch 'cmsg-notrnuc' (did you mean 'cmsg-notrunc'?)
      kernel: v6.12|kernel: { profile: v6.12, cmsg-notrunc: ^3 }|kernel.cmsg-notrunc: expected on or off, found 3
      client: { nics|client: { kernel: ^v5.4, nics|hosts.client.kernel: unknown kernel profile 'v5.4': known are rfc-v3, rfc-v6, v6.12, v6.14, v6.15, v6.16, v6.18, next
      client: { nics|client: { profile: ^a3-higpu, nics|hosts.client.profile: unknown host profile 'a3-higpu' (did you mean 'a3-highgpu'?): known are generic, a3-highgpu
      eth0: { queues: 4 }|eth0: { profile: ^gve, queues: 4 }|hosts.client.nics.eth0.profile: unknown NIC profile 'gve': known are gve-dqo, bnxt-p5, mlx5-cx7, fbnic, netdevsim, veth
      client: { nics|client: { sysctl: { net.ipv4.tcp_rmen: ^1 }, nics|hosts.client.sysctl["net.ipv4.tcp_rmen"]: sysctl 'net.ipv4.tcp_rmen' is not modelled (did you mean 'net.ipv4.tcp_rmem'?)
      client: { nics|client: { hz: ^333, nics|hosts.client.hz: hz is one of [100, 250, 300, 1000], found 333
      client: { nics|client: { devices: { g: { profile: ^h200 } }, nics|hosts.client.devices.g.profile: unknown device profile 'h200' (did you mean 'h100'?): known are h100, nvme-cmb
      eth0: { queues: 4 }|eth0: { address: 10.0.0.2/24 }, eth5: { address: ^10.0.0.2/24 }|hosts.client.nics.eth5.address: 10.0.0.2 is the address of client/eth0 already
      eth0: { queues: 4 }|eth0: { queues: ^4000 }|hosts.client.nics.eth0.queues: gve-dqo has at most 64 queues, found 4000
      eth0: { queues: 4 }|eth0: { rx-buffer-size: ^8KiB }|hosts.client.nics.eth0.rx-buffer-size: expected 2KiB or 4KiB, found 8192 bytes
      name: rx,|name: rx, core: ^4000,|apps[0].core: server has cores 0 to 7, found 4000
      # What is not modelled is refused.
      "-K eth1 gro off"|^"-K eth1 gro of"|timeline[0].ethtool: gro must be on or off: 'of'
      "-K eth1 gro off"|^"-c eth1"|timeline[0].ethtool: ethtool -c is not modelled (modelled: -G, -g, -L, -l, -X, -x, -N, -n, -K, -k, -S, -i, --reset)
      "-K eth1 gro off"|^"-G eth1 tcp-data-spilt on"|timeline[0].ethtool: ethtool -G tcp-data-spilt is not modelled (modelled: rx, tx, tcp-data-split, hds-thresh) (did you mean 'tcp-data-split'?)
      "-K eth1 gro off"|^"--show-chanels eth1"|timeline[0].ethtool: ethtool --show-chanels is not modelled (modelled: --set-ring, --show-ring, --set-channels, --show-channels, --set-rxfh-indir, --show-rxfh-indir, --config-nfc, --show-nfc, --features, --show-features, --statistics, --driver, --reset) (did you mean '--show-channels'?)
      "-K eth1 gro off"|^"-N eth1 flow-type tcp4 dst-prot 5201 action 1"|timeline[0].ethtool: ethtool -N dst-prot is not modelled (modelled: src-ip, dst-ip, src-port, dst-port, action, queue, context, loc) (did you mean 'dst-port'?)
      "-K eth1 gro off"|^"-K eht1 gro off"|timeline[0].ethtool: server has no NIC 'eht1' (did you mean 'eth1'?)
      # What is asked of netlink, and what is said of answers.
      ethtool: "-K eth1 gro off"|netdev: { do: ^queue-gte, dev: eth1 }|timeline[0].netdev.do: expected one of dev-get, page-pool-get, page-pool-stats-get, queue-get, napi-get, qstats-get, found 'queue-gte' (did you mean 'queue-get'?)
      ethtool: "-K eth1 gro off"|netdev: { ^dup: queue-get }|timeline[0].netdev.dup: unknown key 'dup' (did you mean 'dump'?)
      ethtool: "-K eth1 gro off"|netdev: ^{ dev: eth1 }|timeline[0].netdev: expected one of 'do', 'dump' and 'subscribe'
      ethtool: "-K eth1 gro off"|netdev: ^{ do: queue-get, dump: queue-get }|timeline[0].netdev: expected one of 'do', 'dump' and 'subscribe'
      ethtool: "-K eth1 gro off"|netdev: ^{ subscribe: page-pool }|timeline[0].netdev: 'subscribe' and 'for' need each other
      ethtool: "-K eth1 gro off"|netdev: { dump: queue-get, for: ^5ms }|timeline[0].netdev.for: 'subscribe' and 'for' need each other
      ethtool: "-K eth1 gro off"|netdev: { dump: queue-get, dev: ^eht1 }|timeline[0].netdev.dev: no NIC 'eht1' on host 'server' (did you mean 'eth1'?)
      ethtool: "-K eth1 gro off"|netdev: { dump: queue-get, dev: eth1, ifindex: ^2 }|timeline[0].netdev.ifindex: 'dev' and 'ifindex' exclude each other
      ethtool: "-K eth1 gro off"|netdev: { do: queue-get, dev: eth1, id: ^many }|timeline[0].netdev.id: expected a whole number, found the text 'many'
      ethtool: "-K eth1 gro off"|netdev: { subscribe: ^page-pol, for: 1ms }|timeline[0].netdev.subscribe: expected one of page-pool, found 'page-pol' (did you mean 'page-pool'?)
      ethtool: "-K eth1 gro off"|ip: ^"link set eth1 dwon"|timeline[0].ip: ip link set dwon is not modelled (modelled: up, down, mtu, xdp) (did you mean 'down'?)
      ethtool: "-K eth1 gro off"|ip: ^"link shwo eth1"|timeline[0].ip: ip link shwo is not modelled (modelled: set, show) (did you mean 'show'?)
      event: tcp_retransmit_skb, on: client, is: "== 0"|operation: change, prints: ^"/a(/"|expect[1].prints: not a regular expression: Unclosed group
      event: tcp_retransmit_skb, on: client, is: "== 0"|operation: change, prints: ^3|expect[1].prints: expected a text, or a regular expression between slashes such as /TCP data split:\\s+on/, found the number 3
      event: tcp_retransmit_skb, on: client, is: "== 0"|operation: change, ^prnts: x|expect[1].prnts: unknown key 'prnts' (did you mean 'prints'?)
      event: tcp_retransmit_skb, on: client, is: "== 0"|operation: ^chagne, prints: x|expect[1].operation: no step 'chagne' (did you mean 'change'?)
      # Set-up that the model refuses.
      - { on: server, as: rss, ethtool: "-X eth1 equal 3" }|- ^{ on: server, as: rss, ethtool: "-X eth1 equal 5" }|setup[0]: set-up step expected OK, the model answered EINVAL
      - { on: server, as: rss, e|- ^{ on: server, as: rss, errno: EBUSY, e|setup[0]: set-up step expected EBUSY, the model answered OK
      """)
  void isReportedWithItsPlace(final String from, final String to, final String expected)
      throws IOException {
    final String marked = TwoHosts.with(from.replace("\\n", "\n"), to.replace("\\n", "\n"));
    final String before = marked.substring(0, marked.indexOf('^'));
    final long line = before.lines().count() + (before.endsWith("\n") ? 1 : 0);
    final int column = before.length() - before.lastIndexOf('\n');
    Files.writeString(file, marked.replace("^", ""));
    assertRefused("error: " + file + ":" + line + ":" + column + ": " + expected);
  }

  @Test
  void theScenarioThatIsSpoiltIsGood() throws IOException {
    Files.writeString(file, TwoHosts.TEXT);
    final Invocation good = Invocation.of("run", file.toString());
    assertThat(good.err()).isEmpty();
    assertThat(good.exit()).isZero();
  }

  @Test
  void cyclicExtends() throws IOException {
    Files.writeString(file, "extends: b.yaml\n");
    Files.writeString(folder.resolve("b.yaml"), "extends: a.yaml\n");
    assertRefused(
        "error: "
            + folder.resolve("b.yaml")
            + ":1:10: extends: cyclic extends: a.yaml -> b.yaml -> a.yaml");
  }

  @Test
  void aFileThatIsNotThere() throws IOException {
    assertRefused("error: " + file + ": cannot read: no such file");
  }

  @Test
  void aFileThatIsNoText() throws IOException {
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff, '\n'});
    assertRefused("error: " + file + ":1:4: not UTF-8: byte 0xff");
  }

  @Test
  void aFolderInPlaceOfAFile() throws IOException {
    Files.createDirectory(file);
    assertRefused("error: " + file + ": cannot read: it is a directory");
  }

  @Test
  void anAliasBomb() throws IOException {
    final StringBuilder bomb = new StringBuilder("x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i < 30; i++) {
      final String alias = "*a" + (i - 1);
      bomb.append("x-%d: &a%d [%s, %s]\n".formatted(i, i, alias, alias));
    }
    Files.writeString(file, bomb.append(TwoHosts.TEXT));
    assertRefused("error: " + file + ":1:23: aliases expand to more than 100000 values");
  }

  @Test
  void anOutputFolderThatExists() throws IOException {
    Files.writeString(file, TwoHosts.TEXT);
    final Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("precious.txt"), "precious");
    final Map<String, String> before = listing();
    final Invocation refused = Invocation.of("run", file.toString(), "--out", taken.toString());
    assertRefused(
        refused,
        "error: output folder " + taken + " exists already; remove it or choose another name");
    assertThat(listing()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      hosts.server.nics.eth1.quues=2|--set hosts.server.nics.eth1.quues: unknown key 'quues' in hosts.server.nics.eth1 (did you mean 'queues'?)
      links[1].rate=1Gbps|--set links[1].rate: 'links' has 1 elements, there is no [1]
      links[0].rate=1|--set links[0].rate: the rate '1' has no unit (one of bps, kbps, Mbps, Gbps, Tbps)
      stop|--set stop: expected path=value, such as hosts.server.nics.eth1.queues=4 or links[0].rate=100Gbps
      expect[0].metric=server/eth1/rxq0/rx_hw_dorps|--set expect[0].metric: unknown metric 'server/eth1/rxq0/rx_hw_dorps' (did you mean 'server/eth1/rxq0/rx_hw_drops'?)
      kernel=v6.21|--set kernel: unknown kernel profile 'v6.21' (did you mean 'v6.12'?): known are rfc-v3, rfc-v6, v6.12, v6.14, v6.15, v6.16, v6.18, next
      """)
  void aWrongOverlayIsNamedInPlaceOfALine(final String overlay, final String expected)
      throws IOException {
    Files.writeString(file, TwoHosts.TEXT);
    assertRefused("error: " + expected, "--set", overlay);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      run --seed x|Invalid value for option '--seed': 'x' is not a long; see netmemsim run --help
      run --sett a=b|unknown option '--sett' (did you mean '--set'?); see netmemsim run --help
      run a.yaml b.yaml|unexpected argument 'b.yaml'; see netmemsim run --help
      run|Missing required parameter: 'FILE'; see netmemsim run --help
      rnu a.yaml|unknown command 'rnu' (did you mean 'run'?); see netmemsim --help
      --verison|unknown option '--verison' (did you mean '--version'?); see netmemsim --help
      verify|Missing required parameter: 'PATH'; see netmemsim verify --help
      verify -j 0 library|--jobs: expected a number greater than 0
      verify nowhere|nowhere: cannot read: no such file
      verify src/test/java/netmemsim/scenarios/cli|there is no scenario under src/test/java/netmemsim/scenarios/cli
      list metrix|Invalid value for positional parameter at index 0 (WHAT): expected one of [METRICS, EVENTS, INVARIANTS, KERNELS, PROFILES, SYSCTLS] (case-insensitive) but was 'metrix'; see netmemsim list --help
      validate nowhere.yaml|nowhere.yaml: cannot read: no such file
      fingerprint nowhere.json b|cannot read nowhere.json: no such file or directory
      run library/quickstart.yaml --out x --interval 0s|--interval: expected a time greater than 0
      run library/quickstart.yaml --out x --interval 5|--interval: the time '5' has no unit (one of ps, ns, us, ms, s)
      run library/quickstart.yaml --interval 5us|--interval: needs --out, which is what it is for
      """)
  void wrongUsageIsOneLine(final String words, final String expected) {
    assertRefused(Invocation.of(words.split(" ")), "error: " + expected);
    assertThat(Path.of("x")).doesNotExist();
  }

  @Test
  void validateSaysTheSame() throws IOException {
    Files.writeString(file, TwoHosts.with("equal 3", "equal 5"));
    assertRefused(
        Invocation.of("validate", file.toString()),
        "error: " + file + ":12:5: setup[0]: set-up step expected OK, the model answered EINVAL");
  }

  /** One bad file is a row of the table: the others run all the same. */
  @Test
  void verifySaysTheSameInARowAndEndsWithTheSameCode() throws IOException {
    Files.writeString(file, TwoHosts.with("equal 3", "equal 5"));
    final Invocation verified = Invocation.of("verify", file.toString());
    assertThat(verified.out())
        .contains(file + ":12:5: setup[0]: set-up step expected OK, the model answered EINVAL");
    assertThat(verified.exit()).isEqualTo(2);
  }

  @Test
  void aFailedExpectationIsNoBadInput() throws IOException {
    Files.writeString(file, TwoHosts.with("is: \"> 0\"", "is: \"== 7\""));
    final Invocation failed = Invocation.of("run", file.toString());
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).isEmpty();
    assertThat(failed.out())
        .containsPattern(
            "  FAILED  metric  server/rx/reader/bytes_received == 7\n"
                + "          expected: == 7\n"
                + "          seen: [1-9]\\d+\n"
                + "          at: \\Q"
                + file
                + "\\E:19:5\n");
  }

  private void assertRefused(final String expected, final String... more) throws IOException {
    final Map<String, String> before = listing();
    final String[] arguments = {
      "run", file.toString(), "--out", folder.resolve("deep/down/out").toString()
    };
    final Invocation refused =
        Invocation.of(Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
    assertRefused(refused, expected);
    assertThat(listing()).as("what it left behind").isEqualTo(before);
  }

  private static void assertRefused(final Invocation refused, final String expected) {
    assertThat(refused.err()).isEqualTo(expected + System.lineSeparator());
    assertThat(refused.out()).isEmpty();
    assertThat(refused.exit()).isEqualTo(2);
  }

  /** Every file and folder with its content. */
  private Map<String, String> listing() throws IOException {
    final Map<String, String> listing = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (final Path path : found.toList()) {
        listing.put(
            path.toString(),
            Files.isDirectory(path)
                ? "folder"
                : java.util.Arrays.toString(Files.readAllBytes(path)));
      }
    }
    return listing;
  }
}
