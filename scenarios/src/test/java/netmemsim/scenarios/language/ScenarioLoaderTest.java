package netmemsim.scenarios.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import netmemsim.scenarios.units.Dimension;
import org.junit.jupiter.api.Test;

class ScenarioLoaderTest {
  private static Scenario load(String name, String... overlays) {
    return new ScenarioLoader().load(Examples.file(name), List.of(overlays)).scenario();
  }

  private static <V> V get(Map<String, V> map, String name) {
    return Objects.requireNonNull(map.get(name));
  }

  @Test
  void everyKeyOfTheLanguageArrivesInItsRecord() {
    Scenario scenario = load("full.yaml");
    assertThat(scenario.id()).isEqualTo("devmem/token-exhaustion");
    assertThat(scenario.kernels())
        .containsExactly(
            new KernelSpec("v6.12", Map.of()),
            new KernelSpec("v6.18", Map.of("large-rx-buffers", "on", "batch", "7")));
    assertThat(scenario.stopPs()).isEqualTo(400_000_000_000L);
    HostSpec client = get(scenario.hosts(), "client");
    assertThat(client.sysctl()).containsEntry("net.ipv4.tcp_sack", "1");
    assertThat(get(client.nics(), "eth0"))
        .isEqualTo(
            new NicSpec(
                "gve-dqo",
                16,
                "10.0.0.1/24",
                8244,
                1024,
                1024,
                4096L,
                null,
                20_000_000L,
                true,
                true,
                null));
    LinkSpec link = scenario.links().get(0);
    assertThat(link.between())
        .containsExactly(new Endpoint("client", "eth0"), new Endpoint("tor", "p1"));
    assertThat(link.rateBitsPerSecond()).isEqualTo(200_000_000_000L);
    assertThat(link.queue()).isEqualTo(new QueueLimit.Packets(1000));
    assertThat(link.drop())
        .containsExactly(
            new PacketDrop(new Endpoint("client", "eth0"), List.of(200L, 201L)),
            new PeriodicDrop(new Endpoint("client", "eth0"), 1000),
            new OffsetDrop(new Endpoint("client", "eth0"), 100_000, 2));
    assertThat(scenario.links().get(1).queue()).isEqualTo(new QueueLimit.Bytes(65_536));
    assertThat(scenario.setup().get(0))
        .isEqualTo(new SetupStep("server", null, null, new Ethtool("-G eth1 tcp-data-split on")));
    assertThat(scenario.timeline().get(5))
        .isEqualTo(
            new TimelineStep(
                200_000_000_000L, "server", "restart", "EIO", new RestartQueue("eth1", 15)));
    assertThat(scenario.timeline().get(1).operation())
        .isEqualTo(
            new AppChange(
                "rx",
                new ReturnTokens.Delay(1_500_000),
                true,
                false,
                null,
                AppChange.Side.NETLINK,
                false));
    assertThat(scenario.expect().get(1))
        .isEqualTo(
            new MetricExpectation(
                "client/tx/bytes_sent",
                new Window(300_000_000_000L, 400_000_000_000L),
                null,
                null,
                new Comparison(
                    Comparison.Operator.AT_LEAST, new BigDecimal("180E9"), Dimension.RATE),
                List.of()));
  }

  @Test
  void whatIsNotWrittenHasItsDefault() {
    Scenario scenario = load("minimal.yaml");
    assertThat(scenario.source()).containsExactly("Documentation/networking/devmem.rst");
    assertThat(scenario.confidence()).isEqualTo(Scenario.Confidence.DOCUMENTED);
    assertThat(scenario.kernels()).containsExactly(new KernelSpec("v6.12", Map.of()));
    assertThat(scenario.seed()).isEqualTo(1);
    assertThat(get(scenario.hosts(), "alone"))
        .isEqualTo(
            new HostSpec("generic", null, null, null, Map.of(), 1, Map.of(), Map.of(), Map.of()));
    Scenario full = load("full.yaml");
    assertThat(full.apps().get(3).name()).isEqualTo("netcat");
    assertThat(full.links().get(1).delayPs()).isZero();
    assertThat(((EventExpectation) full.expect().get(3)).is())
        .isEqualTo(new Comparison(Comparison.Operator.AT_LEAST, BigDecimal.ONE, null));
  }

  @Test
  void hostsKeepTheOrderOfTheFile() {
    assertThat(load("anchors.yaml").hosts().keySet()).containsExactly("a", "b", "c");
  }

  @Test
  void mergeKeysTakeExplicitKeysFirstThenEarlierMappings() {
    Map<String, HostSpec> hosts = load("anchors.yaml").hosts();
    NicSpec own = get(get(hosts, "a").nics(), "eth0");
    assertThat(own.queues()).isEqualTo(4);
    assertThat(own.mtu()).isEqualTo(1500);
    assertThat(get(hosts, "b")).isEqualTo(get(hosts, "a"));
    NicSpec fromList = get(get(hosts, "c").nics(), "eth0");
    assertThat(fromList.queues()).isEqualTo(8);
    assertThat(fromList.mtu()).isEqualTo(9000);
  }

  @Test
  void extendsMergesMappingsAndReplacesLists() {
    Scenario derived = load("derived.yaml");
    assertThat(derived.seed()).isEqualTo(7);
    assertThat(derived.expect()).isEmpty();
    assertThat(derived.apps()).isEqualTo(load("full.yaml").apps());
    assertThat(get(get(derived.hosts(), "server").nics(), "eth1").queues()).isEqualTo(32);
    assertThat(get(derived.hosts(), "server").devices()).containsKey("gpu0");
  }

  @Test
  void anErrorInAnExtendedFileNamesThatFile() {
    var loaded = new ScenarioLoader().load(Examples.file("derived.yaml"), List.of());
    assertThat(loaded.error("/links/0/rate", "wrong").getMessage())
        .isEqualTo(Examples.file("full.yaml") + ":27:45: links[0].rate: wrong");
    assertThat(loaded.error("/hosts/server/nics/eth1/queues", "wrong").getMessage())
        .isEqualTo(Examples.file("derived.yaml") + ":5:44: hosts.server.nics.eth1.queues: wrong");
    assertThat(loaded.error("/links/1/delay", "wrong").path()).isEqualTo("links[1]");
  }

  @Test
  void setReplacesAddsAndRemoves() {
    Scenario scenario =
        load(
            "full.yaml",
            "apps[0].ncdevmem.return-tokens={batch: 5}",
            "links.0.rate=100Gbps",
            "hosts.server.nics.eth1.mtu=1500",
            "hosts.client.sysctl.net.ipv4.tcp_wmem=4096 16384 65536",
            "hosts.client.kernel=null",
            "kernel=v6.18",
            "timeline[2]=null");
    NcdevmemSpec rx = (NcdevmemSpec) scenario.apps().get(0).kind();
    assertThat(rx.returnTokens()).isEqualTo(new ReturnTokens.Batch(5));
    assertThat(scenario.links().get(0).rateBitsPerSecond()).isEqualTo(100_000_000_000L);
    assertThat(get(get(scenario.hosts(), "server").nics(), "eth1").mtu()).isEqualTo(1500);
    assertThat(get(scenario.hosts(), "client").sysctl())
        .containsEntry("net.ipv4.tcp_wmem", "4096 16384 65536");
    assertThat(get(scenario.hosts(), "client").kernel()).isNull();
    assertThat(scenario.kernels()).containsExactly(new KernelSpec("v6.18", Map.of()));
    assertThat(scenario.timeline()).hasSize(6);
  }

  @Test
  void comparisonsHoldAsWritten() {
    Scenario scenario =
        new ScenarioLoader()
            .load(
                Examples.spoilt("full.yaml", "is: \"> 0\"", "is: \"<= 5us\""),
                Path.of("a.yaml"),
                List.of())
            .scenario();
    Comparison atMost = Objects.requireNonNull(((MetricExpectation) scenario.expect().get(0)).is());
    assertThat(atMost.holds(5_000_000)).isTrue();
    assertThat(atMost.holds(5_000_001)).isFalse();
    Comparison equal = Objects.requireNonNull(((MetricExpectation) scenario.expect().get(2)).is());
    assertThat(equal.holds(0)).isTrue();
    assertThat(equal.holds(1)).isFalse();
    assertThat(scenario.expect().get(1).kernels()).isEmpty();
  }
}
