package netmemsim.scenarios.devmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.ScenarioLoader;
import netmemsim.scenarios.run.RunOutcome;
import netmemsim.scenarios.run.ScenarioRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the catalogue (edge-cases.md C1, C8, C15, G12, M1) works out on paper holds within 5 %: N
 * net_iovs of F = 4096 bytes, a ring of R descriptors, packets of m bytes that fill u of their
 * net_iovs, r bytes a second, tokens held for a time h.
 */
class ClosedFormsTest {
  private static final ScenarioLoader LOADER = new ScenarioLoader();
  private static final int F = 4096;
  private static final double START_MS = 5;

  /** One queue, one flow, or several on one queue. */
  private static String world(
      final int mtu, final int ring, final long dmabufBytes, final double stopMs) {
    return """
    scenario: test/closed-form
    title: what can be worked out on paper
    source: test
    stop: %dus
    hosts:
      client: { nics: { eth0: { queues: 2, mtu: %d, rx-buffer-size: 4KiB } } }
      server: { nics: { eth1: { queues: 3, mtu: 8244, rx-ring: %d, rx-buffer-size: 4KiB } } }
    links: [ { between: [client/eth0, server/eth1], rate: 100Gbps, delay: 10us } ]
    setup:
      - { on: server, ethtool: "-G eth1 tcp-data-split on" }
      - { on: server, ethtool: "-X eth1 equal 1" }
      - { on: server, as: bind, bind-rx: { dev: eth1, dmabuf: { size: %dB }, queues: [1, 2] } }
      - { on: server, ethtool: "-N eth1 flow-type tcp4 dst-port 5201 action 1" }
    """
        .formatted((long) (stopMs * 1000), mtu, ring, dmabufBytes);
  }

  private static String flow(final int port, final String receiver, final String sender) {
    return """
      - { on: server, name: rx%1$d, ncdevmem: { listen: %1$d, bind: bind, %2$s } }
      - { on: client, name: tx%1$d, start: 5ms, netcat: { connect: "server:%1$d", send: 4GiB, chunk: 64KiB, %3$s } }
    """
        .formatted(port, receiver, sender);
  }

  private static RunOutcome run(final String text) {
    final LoadedScenario loaded = LOADER.load(text, Path.of("test.yaml"), List.of());
    return new ScenarioRun(loaded, loaded.scenario().kernels().get(0), 1, List.of()).execute();
  }

  private static long read(final RunOutcome outcome, final String metric) {
    return Objects.requireNonNull(outcome.tree().findReading("server/" + metric), metric).read();
  }

  private static long overruns(final RunOutcome outcome) {
    return read(outcome, "eth1/rxq1/rx_hw_drop_overruns");
  }

  /** The second queue of the binding keeps a full ring to itself: N is what is left. */
  private static long dmabufFor(final int netIovs, final int ring) {
    return (long) F * (netIovs + ring - 1);
  }

  /**
   * C1: with no token returned the first packet is lost N / (r / (u F)) after the start; C15: what
   * counts is the packets, not the bytes.
   */
  @ParameterizedTest(name = "{0} net_iovs, MTU {1}, {3} Gbit/s")
  @CsvSource({
    "2048, 4148, 4096, 4",
    "4096, 4148, 4096, 4",
    "8192, 4148, 4096, 8",
    "4096, 1500, 1448, 2",
    "8192, 1500, 1448, 2",
    "4096, 8244, 8192, 8",
    "4096, 4153, 4101, 4",
    "4096, 700, 648, 0.5"
  })
  void dryOutTime(final int netIovs, final int mtu, final int payload, final double gbits) {
    final int ring = 256;
    final int buffers = (payload + F - 1) / F;
    final double packetsAMs = gbits * 1e6 / 8 / payload;
    final double dryMs = netIovs / (packetsAMs * buffers);
    final String flow =
        "apps:\n" + flow(5201, "return-tokens: never", "rate: " + (int) (gbits * 1000) + "Mbps");
    final long dmabufBytes = dmabufFor(netIovs, ring);
    assertThat(overruns(run(world(mtu, ring, dmabufBytes, START_MS + 0.95 * dryMs) + flow)))
        .as("5 %% before %s ms", dryMs)
        .isZero();
    assertThat(overruns(run(world(mtu, ring, dmabufBytes, START_MS + 1.05 * dryMs) + flow)))
        .as("5 %% after %s ms", dryMs)
        .isPositive();
  }

  /** C8: with a share p of the tokens forgotten it takes 1 / p times as long. */
  @ParameterizedTest(name = "{0} net_iovs, each {1}th token")
  @CsvSource({"2048, 4, 8", "4096, 4, 8", "2048, 10, 16", "1024, 20, 16"})
  void leakTime(final int netIovs, final int each, final int gbits) {
    final int ring = 128;
    final double packetsAMs = gbits * 1e6 / 8 / F;
    final double dryMs = (double) netIovs * each / packetsAMs;
    final String flow =
        "apps:\n" + flow(5201, "return-tokens: { leak: " + each + " }", "rate: " + gbits + "Gbps");
    final long dmabufBytes = dmabufFor(netIovs, ring);
    assertThat(overruns(run(world(4148, ring, dmabufBytes, START_MS + 0.95 * dryMs) + flow)))
        .as("5 %% before %s ms", dryMs)
        .isZero();
    assertThat(overruns(run(world(4148, ring, dmabufBytes, START_MS + 1.05 * dryMs) + flow)))
        .as("5 %% after %s ms", dryMs)
        .isPositive();
  }

  /** C1: the ring stays full up to r = (N - R) u F / h, and runs dry from N u F / h on. */
  @ParameterizedTest(name = "N {0}, R {1}, h {2} ms")
  @CsvSource({
    "4096, 512, 20, 4148, 4096",
    "4096, 1024, 20, 4148, 4096",
    "2048, 512, 10, 4148, 4096",
    "8192, 1024, 40, 4148, 4096",
    "4096, 512, 20, 1500, 1448"
  })
  void lossFreeRate(
      final int netIovs, final int ring, final int holdMs, final int mtu, final int payload) {
    final double fullBits = (netIovs - ring) * (double) payload * 8 * 1000 / holdMs;
    final double dryBits = netIovs * (double) payload * 8 * 1000 / holdMs;
    final String hold = "return-tokens: { delay: " + holdMs + "ms }";
    final String world =
        world(mtu, ring, dmabufFor(netIovs, ring), START_MS + 4 * holdMs) + "apps:\n";
    final RunOutcome below = run(world + flow(5201, hold, rate(0.95 * fullBits)));
    assertThat(read(below, "eth1/rxq1/posted")).isGreaterThanOrEqualTo(ring - 64);
    assertThat(overruns(below)).isZero();
    final RunOutcome above = run(world + flow(5201, hold, rate(1.05 * fullBits)));
    final double missing = 0.05 * (netIovs - ring);
    assertThat(ring - read(above, "eth1/rxq1/posted")).isGreaterThanOrEqualTo((long) missing / 2);
    assertThat(overruns(run(world + flow(5201, hold, rate(0.95 * dryBits))))).isZero();
    assertThat(overruns(run(world + flow(5201, hold, rate(1.05 * dryBits))))).isPositive();
  }

  private static String rate(final double bitsPerSecond) {
    return "rate: " + (long) (bitsPerSecond / 1000) + "kbps";
  }

  /**
   * M1: S sockets that are not read pin S rcvbuf / (F + o) net_iovs, where o is the overhead of an
   * skb over the 17 fragments that coalescing puts in it; the ring is full as long as they leave R.
   */
  @ParameterizedTest(name = "{0} sockets of {1} bytes, ring {2}")
  @CsvSource({"8, 1048576, 256", "4, 2097152, 256", "12, 524288, 128", "16, 1048576, 256"})
  void slowReaders(final int sockets, final int rcvbuf, final int ring) {
    final double pinned = sockets * rcvbuf / (F + 896.0 / 17);
    final StringBuilder rules = new StringBuilder();
    final StringBuilder apps = new StringBuilder("apps:\n");
    for (int port = 5201; port < 5201 + sockets; port++) {
      if (port > 5201) {
        rules.append("  - { on: server, ethtool: \"-N eth1 flow-type tcp4 dst-port ");
        rules.append(port).append(" action 1\" }\n");
      }
      apps.append(flow(port, "read: off", "pattern: 7"));
    }
    final String more = rules.append(apps).toString();
    assertThat(overruns(readNothing(0.95 * pinned, ring, rcvbuf, more))).isPositive();
    assertThat(overruns(readNothing(1.05 * pinned, ring, rcvbuf, more))).isZero();
    assertThat(read(readNothing(0.95 * pinned + ring, ring, rcvbuf, more), "eth1/rxq1/posted"))
        .isLessThan(ring - 1);
    assertThat(read(readNothing(1.05 * pinned + ring, ring, rcvbuf, more), "eth1/rxq1/posted"))
        .isEqualTo(ring - 1);
  }

  private static RunOutcome readNothing(
      final double netIovs, final int ring, final int rcvbuf, final String more) {
    final String world =
        world(4148, ring, dmabufFor((int) netIovs, ring), 1000)
            .replace(
                "server: { nics",
                "server: { sysctl: { net.ipv4.tcp_rmem: \"4096 %1$d %1$d\" }, nics"
                    .formatted(rcvbuf));
    return run(world + more);
  }

  /** G12: an idle queue keeps its ring, its pool's cache and its pool's ring: R + C + P. */
  @ParameterizedTest(name = "R {0}")
  @CsvSource({"1024, 65536", "2048, 131072", "512, 32768"})
  void strandedNetIovs(final int ring, final int netIovs) {
    final int pool = 4 * ring;
    final int most = ring + 128 + pool;
    final String text =
        world(4148, ring, (long) F * netIovs, 60)
            + "apps:\n"
            + flow(5201, "return-tokens: never", "rate: 64Gbps")
                .replace("4GiB", 6L * ring * F + "B")
            + "timeline: [ { at: 50ms, on: server, app: { name: rx5201, return-tokens: all } } ]\n";
    final RunOutcome outcome = run(text);
    assertThat(read(outcome, "rx5201/socket/tokens_held")).isZero();
    assertThat(overruns(outcome)).isZero();
    // The first pools of the host have ids 1 to 6; those of the bind follow.
    final long stranded = netIovs - read(outcome, "dmabuf/1/free") - (ring - 1);
    assertThat(stranded).isBetween((long) (0.95 * most), (long) most);
  }
}
