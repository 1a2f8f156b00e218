package netmemsim.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.catalogue.Catalogue;
import netmemsim.models.catalogue.EntityKind;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.models.kernel.SwitchArea;
import netmemsim.models.tcp.TcpSysctl;
import netmemsim.scenarios.library.Library;
import netmemsim.scenarios.profile.Profiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CliTest {
  private static final String WORD = "[0-9a-f]{16}(-[0-9a-f]{16}){3}";

  @TempDir private Path folder;
  private Path good;
  private Path bad;

  @BeforeEach
  void write() throws IOException {
    good = Files.writeString(folder.resolve("a.yaml"), TwoHosts.TEXT);
    bad = folder.resolve("deep/b.yaml");
    Files.createDirectory(folder.resolve("deep"));
    Files.writeString(
        bad,
        TwoHosts.with("is: \"== 0\"", "is: \"== 3\"")
            .replace("kernel: v6.12", "kernel: [v6.12, v6.18]")
            .replace("scenario: two-hosts", "scenario: deep/b"));
  }

  private static Invocation ok(final String... arguments) {
    final Invocation invocation = Invocation.of(arguments);
    assertThat(invocation.err()).isEmpty();
    assertThat(invocation.exit()).isZero();
    return invocation;
  }

  private static JsonNode json(final String... arguments) {
    return JsonMapper.shared().readTree(ok(arguments).out());
  }

  private static String fingerprint(final Path file, final String... more) {
    final List<String> arguments =
        new java.util.ArrayList<>(List.of("run", file.toString(), "--json"));
    arguments.addAll(List.of(more));
    final Invocation run = Invocation.of(arguments);
    assertThat(run.err()).isEmpty();
    return JsonMapper.shared().readTree(run.out()).path("fingerprint").stringValue();
  }

  @Test
  void runSaysWhatWasCheckedAndEndsWithWhatItCost() {
    final List<String> lines = ok("run", good.toString()).out().lines().toList();
    assertThat(lines.get(0)).isEqualTo("two-hosts: Plain TCP between two hosts");
    assertThat(lines.get(1)).isEqualTo("kernel v6.12, seed 1, netmemsim " + Version.NUMBER);
    assertThat(lines.get(2))
        .matches("  ok      metric  server/rx/reader/bytes_received > 0: [1-9]\\d*");
    assertThat(lines.get(3)).isEqualTo("  ok      event  tcp_retransmit_skb on client == 0: 0");
    assertThat(lines.get(4)).matches("  ok      invariant  all \\d+ invariants: hold");
    assertThat(lines.get(5)).isEqualTo("passed: 3 of 3 checks held");
    assertThat(lines.get(6))
        .matches(
            "simulated 6ms, cpu \\d+\\.\\d{3} s, ratio \\d+\\.\\d\\d, packets [1-9]\\d*,"
                + " events [1-9]\\d*, fingerprint "
                + WORD);
    assertThat(lines).hasSize(7);
  }

  @Test
  void jsonHasEveryField() {
    final JsonNode json = json("run", good.toString(), "--json");
    assertThat(json.propertyNames())
        .containsExactly(
            "scenario",
            "title",
            "kernel",
            "seed",
            "version",
            "verdict",
            "simulatedPs",
            "events",
            "packets",
            "fingerprint",
            "checks",
            "cost");
    assertThat(json.path("scenario").stringValue()).isEqualTo("two-hosts");
    assertThat(json.path("verdict").stringValue()).isEqualTo("passed");
    assertThat(json.path("simulatedPs").longValue()).isEqualTo(6_000_000_000L);
    assertThat(json.path("fingerprint").stringValue()).matches(WORD);
    assertThat(json.path("cost").path("cpuNs").longValue()).isPositive();
    assertThat(json.path("checks").size()).isEqualTo(3);
    assertThat(json.path("checks").get(0).propertyNames())
        .containsExactly("kind", "text", "passed", "expected", "seen", "where");
    assertThat(json.path("checks").get(0).path("where").stringValue()).isEqualTo(good + ":19:5");
  }

  @Test
  void jsonOfAFailedRunSaysSoAndExitsWithOne() {
    final Invocation failed = Invocation.of("run", bad.toString(), "--json");
    assertThat(failed.exit()).isEqualTo(1);
    final JsonNode json = JsonMapper.shared().readTree(failed.out());
    assertThat(json.path("verdict").stringValue()).isEqualTo("failed");
    assertThat(json.path("checks").get(1).path("passed").booleanValue()).isFalse();
    assertThat(json.path("checks").get(1).path("expected").stringValue()).isEqualTo("== 3");
    assertThat(json.path("checks").get(1).path("seen").stringValue()).isEqualTo("0");
  }

  @Test
  void theSeedOfTheCommandLineWins() {
    assertThat(json("run", good.toString(), "--json").path("seed").longValue()).isEqualTo(1);
    assertThat(json("run", good.toString(), "--seed", "7", "--json").path("seed").longValue())
        .isEqualTo(7);
    assertThat(fingerprint(good, "--seed", "7")).isNotEqualTo(fingerprint(good));
    assertThat(fingerprint(good, "--seed", "7")).isEqualTo(fingerprint(good, "--set", "seed=7"));
  }

  @Test
  void setChangesOneValue() {
    assertThat(ok("run", good.toString(), "--set", "stop=5ms").out()).contains("simulated 5ms, ");
  }

  static Stream<Path> library() {
    return Library.scenarios().stream();
  }

  @ParameterizedTest
  @MethodSource("library")
  void aResolvedScenarioRunsToTheSameFingerprint(final Path file) throws IOException {
    final String text = ok("run", file.toString(), "--resolved").out();
    final Path resolved = Files.writeString(folder.resolve("resolved.yaml"), text);
    assertThat(fingerprint(resolved)).isEqualTo(fingerprint(file));
    assertThat(ok("run", resolved.toString(), "--resolved").out()).isEqualTo(text);
    assertThat(text).doesNotContain("extends:").contains("rx-coalesce: ").contains("address: ");
  }

  @Test
  void outLeavesAWholeFolder() throws IOException {
    final Path out = folder.resolve("new/out");
    final String printed = ok("run", good.toString(), "--out", out.toString()).out();
    assertThat(names(folder.resolve("new"))).containsExactly("out");
    assertThat(names(out))
        .containsExactly(
            "counters.json",
            "counters.txt",
            "events.csv",
            "fingerprint.json",
            "operations.txt",
            "scenario.yaml",
            "series.csv",
            "summary.json",
            "summary.txt");
    final String fingerprint = fingerprint(good);
    assertThat(printed).contains(fingerprint);
    assertThat(Files.readString(out.resolve("summary.txt"))).isEqualTo(printed);
    assertThat(read(out, "summary.json").path("fingerprint").stringValue()).isEqualTo(fingerprint);
    assertThat(read(out, "fingerprint.json").path("fingerprint").stringValue())
        .isEqualTo(fingerprint);
    assertThat(fingerprint(out.resolve("scenario.yaml"))).isEqualTo(fingerprint);
    assertThat(Files.readAllLines(out.resolve("series.csv"))).hasSizeGreaterThan(100);
    assertThat(Files.readAllLines(out.resolve("events.csv"))).hasSizeGreaterThan(100);
    assertThat(Files.readString(out.resolve("counters.txt"))).contains("IpInReceives");
    assertThat(read(out, "counters.json").isEmpty()).isFalse();
    final String operations = Files.readString(out.resolve("operations.txt"));
    assertThat(operations).startsWith("[0s] server# ethtool -");
    assertThat(ok("run", good.toString(), "--operations").out()).endsWith(operations);
  }

  @Test
  void outIsThereForAFailedRunToo() throws IOException {
    final Path out = folder.resolve("out");
    assertThat(Invocation.of("run", bad.toString(), "--out", out.toString()).exit()).isEqualTo(1);
    assertThat(read(out, "summary.json").path("verdict").stringValue()).isEqualTo("failed");
  }

  @Test
  void theSameRunLeavesTheSameFilesButForItsCost() throws IOException {
    ok("run", good.toString(), "--out", folder.resolve("one").toString());
    ok("run", good.toString(), "--out", folder.resolve("two").toString());
    for (final String name : names(folder.resolve("one"))) {
      if (!name.startsWith("summary")) {
        assertThat(folder.resolve("one").resolve(name))
            .hasSameBinaryContentAs(folder.resolve("two").resolve(name));
      }
    }
  }

  @Test
  void intervalSetsTheTimeBetweenSamples() throws IOException {
    ok("run", good.toString(), "--out", folder.resolve("o").toString(), "--interval", "2ms");
    final List<String> times =
        Files.readAllLines(folder.resolve("o/series.csv")).stream()
            .skip(1)
            .map(line -> line.substring(0, line.indexOf(',')))
            .distinct()
            .toList();
    assertThat(times).containsExactly("0", "2000000000", "4000000000", "6000000000");
  }

  private static JsonNode read(final Path out, final String name) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(out.resolve(name)));
  }

  private static List<String> names(final Path path) throws IOException {
    try (Stream<Path> found = Files.list(path)) {
      return found.map(each -> String.valueOf(each.getFileName())).sorted().toList();
    }
  }

  @Test
  void countersAreThoseThatAreNotZero() {
    final String plain = ok("run", good.toString()).out();
    final String more = ok("run", good.toString(), "--counters").out();
    assertThat(plain).doesNotContain("TcpPassiveOpens");
    assertThat(more).containsPattern("TcpPassiveOpens: 1\n").doesNotContain("TcpRetransSegs");
  }

  @Test
  void verifyPrintsAnAlignedTableAndWhatFailed() throws IOException {
    Files.writeString(folder.resolve("_part.yaml"), "this is: no scenario\n");
    final Invocation verified = Invocation.of("verify", folder.toString());
    assertThat(verified.err()).isEmpty();
    assertThat(verified.exit()).isEqualTo(1);
    final List<String> lines = verified.out().lines().toList();
    assertThat(lines.get(0))
        .matches("result  scenario   kernel  checks  simulated  cpu s  data packets");
    assertThat(lines.get(1)).matches("ok      two-hosts  v6\\.12        3        6ms +\\S+ +\\d+");
    assertThat(lines.get(2)).startsWith("FAILED  deep/b     v6.12 ");
    assertThat(lines.get(3)).startsWith("FAILED  deep/b     v6.18 ");
    assertThat(lines.subList(1, 4)).allMatch(line -> line.length() == lines.get(0).length());
    assertThat(verified.out())
        .contains(
            "deep/b (v6.18): event tcp_retransmit_skb on client == 3\n  expected: == 3\n  seen: 0\n  at: "
                + bad
                + ":20:5\n");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("1 passed, 2 failed");
  }

  @Test
  void verifyOfGoodScenariosExitsWithZero() {
    assertThat(ok("verify", good.toString(), good.toString()).out())
        .endsWith("2 passed, 0 failed" + System.lineSeparator());
  }

  @Test
  void ktapIsWhatTheKernelsToolsRead() {
    final Invocation verified = Invocation.of("verify", "--ktap", folder.toString());
    assertThat(verified.exit()).isEqualTo(1);
    assertThat(verified.out().lines())
        .containsExactly(
            "KTAP version 1",
            "1..3",
            "ok 1 two-hosts.v6.12",
            "# event tcp_retransmit_skb on client == 3: expected == 3, seen 0",
            "not ok 2 deep/b.v6.12",
            "# event tcp_retransmit_skb on client == 3: expected == 3, seen 0",
            "not ok 3 deep/b.v6.18",
            "# 1 passed, 2 failed");
  }

  @Test
  void theNumberOfJobsChangesNothing() {
    assertThat(withoutCpu(Invocation.of("verify", "-j", "1", folder.toString()).out()))
        .isEqualTo(withoutCpu(Invocation.of("verify", "--jobs", "4", folder.toString()).out()));
  }

  private static String withoutCpu(final String table) {
    return table.replaceAll(" +\\d+\\.\\d\\d ", " cpu ");
  }

  @Test
  void oneBadFileStopsVerifyBeforeAnythingRuns() throws IOException {
    Files.writeString(folder.resolve("z.yaml"), "scenario: z\n");
    final Invocation verified = Invocation.of("verify", folder.toString());
    assertThat(verified.exit()).isEqualTo(2);
    assertThat(verified.out()).isEmpty();
    assertThat(verified.err().lines()).hasSize(1);
    assertThat(verified.err()).startsWith("error: " + folder.resolve("z.yaml") + ":1:1: ");
  }

  @Test
  void validateSaysThatAFileIsValid() {
    assertThat(ok("validate", bad.toString()).out())
        .isEqualTo(bad + ": valid" + System.lineSeparator());
  }

  @Test
  void validateLooksAtEveryKernelsExpectations() throws IOException {
    Files.writeString(
        good,
        TwoHosts.with("on: client, is: \"== 0\"", "on: client/eth9, kernel: v6.18")
            .replace("kernel: v6.12\n", "kernel: [v6.12, v6.18]\n"));
    assertThat(Invocation.of("run", good.toString()).exit()).isZero();
    assertThat(Invocation.of("validate", good.toString()).err())
        .contains(":20:38: expect[1].on: unknown entity 'client/eth9'");
  }

  @Test
  void listNamesEverythingOfTheCatalogue() {
    final String metrics = ok("list", "metrics").out();
    for (final EntityKind kind : Catalogue.kinds()) {
      for (final Metric metric : kind.metrics()) {
        assertThat(metrics).contains(kind.path() + "/" + metric.name() + " ");
      }
    }
    final String events = ok("list", "EVENTS").out();
    for (final Tracepoint tracepoint : Catalogue.tracepoints()) {
      assertThat(events)
          .contains("\n" + tracepoint.name() + " ")
          .contains(String.join(" ", tracepoint.fields()));
    }
    assertThat(ok("list", "invariants").out().lines().skip(1).map(String::trim))
        .containsExactlyElementsOf(Catalogue.invariants());
    final String kernels = ok("list", "kernels").out();
    for (final KernelSwitch each : SwitchArea.allSwitches()) {
      assertThat(kernels).contains("\n" + each.yamlName() + " ").contains(each.source());
    }
    final String profiles = ok("list", "profiles").out();
    Stream.of(Profiles.HOSTS, Profiles.NICS, Profiles.DEVICES)
        .flatMap(List::stream)
        .forEach(name -> assertThat(profiles).contains("\n" + name + " "));
    final String sysctls = ok("list", "sysctls").out();
    assertThat(TcpSysctl.names())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(sysctls).contains("\n" + name + " "));
  }

  @ParameterizedTest
  @EnumSource
  void listWithoutWordListsAll(final ListCommand.What what) {
    assertThat(ok("list").out()).contains(what + "\n" + ok("list", what.name()).out());
  }

  @Test
  void schemaIsTheFileThatScenariosName() throws IOException {
    assertThat(ok("schema").out())
        .isEqualTo(Files.readString(Path.of("schema/scenario.schema.json")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run", "verify", "validate", "list", "kernel", "index", "schema", "fingerprint"})
  void everyCommandHasHelp(final String command) {
    final String help = ok(command, "--help").out();
    assertThat(help).startsWith("Usage: netmemsim " + command).doesNotContain("null");
    assertThat(ok("help", command).out()).isEqualTo(help);
    assertThat(ok("help").out()).contains("\n  " + command + " ");
  }

  @ParameterizedTest
  @CsvSource({"help", "--help", "-h"})
  void helpNamesTheExitCodes(final String word) {
    assertThat(ok(word).out())
        .contains("0   all is well", "1   an expectation failed", "2   bad input or usage")
        .doesNotContain("null");
    assertThat(ok().out()).isEqualTo(ok(word).out());
  }

  @Test
  void versionIsThatOfSummaries() {
    assertThat(ok("--version").out()).startsWith("netmemsim " + Version.NUMBER + " (Java ");
  }
}
