package netmemsim.scenarios.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import netmemsim.scenarios.units.Dimension;
import netmemsim.scenarios.units.Quantities;
import netmemsim.scenarios.yaml.ScenarioException;

class ScenarioProperties {
  private static final Path FILE = Examples.file("full.yaml");
  private static final String FULL = Examples.text("full.yaml");

  private final ScenarioLoader loader = new ScenarioLoader();
  private final ScenarioWriter writer = new ScenarioWriter();

  private Scenario reload(Scenario scenario) {
    return loader.load(writer.write(scenario), Path.of("written.yaml"), List.of()).scenario();
  }

  @Property(tries = 1)
  void everyExampleIsWrittenBackEqual() {
    for (Path file : Examples.good()) {
      Scenario scenario = loader.load(file, List.of()).scenario();
      assertThat(reload(scenario)).as(file.toString()).isEqualTo(scenario);
      assertThat(writer.write(reload(scenario))).isEqualTo(writer.write(scenario));
    }
  }

  @Property(tries = 300)
  void anyValuesAreWrittenBackEqual(@ForAll("changes") List<String> overlays) {
    Scenario scenario = loader.load(FILE, overlays).scenario();
    assertThat(reload(scenario)).isEqualTo(scenario);
  }

  /** Values of every form, put where the example lets them stand. */
  @Provide
  Arbitrary<List<String>> changes() {
    Arbitrary<String> time = quantity(Dimension.TIME, 0, 400_000_000_000L);
    Arbitrary<String> size = quantity(Dimension.SIZE, 1, Long.MAX_VALUE);
    Arbitrary<String> rate = quantity(Dimension.RATE, 1, Long.MAX_VALUE);
    Arbitrary<String> number = Arbitraries.longs().map(String::valueOf);
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars(" :#'\"{}[],&*!|>%@`-?~=<\\")
            .withChars("onfyesultr01.5e\u00e9\u2028".toCharArray())
            .ofMinLength(1)
            .ofMaxLength(12)
            .filter(t -> !t.isBlank() && t.chars().allMatch(c -> c >= ' '))
            .map(ScenarioProperties::quoted);
    Arbitrary<String> operator = Arbitraries.of("==", "!=", "<", "<=", ">", ">=");
    Arbitrary<String> comparison =
        Combinators.combine(operator, Arbitraries.oneOf(number, time, size, rate))
            .as((o, v) -> quoted(o + " " + v));
    Arbitrary<String> tokens =
        Arbitraries.oneOf(
            Arbitraries.of("per-call", "never"),
            Arbitraries.integers().between(1, 5_000).map(n -> "{batch: " + n + "}"),
            time.map(t -> "{delay: " + t + "}"));
    Map<String, Arbitrary<String>> places =
        Map.ofEntries(
            Map.entry("title", text),
            Map.entry("source", text.list().ofMinSize(1).ofMaxSize(3).map(Object::toString)),
            Map.entry("seed", number),
            Map.entry(
                "kernel[1].batch",
                Arbitraries.doubles().between(-1e9, 1e9).ofScale(4).map(String::valueOf)),
            Map.entry("hosts.client.profile", text),
            Map.entry("hosts.client.hz", Arbitraries.of("100", "250", "300", "1000")),
            Map.entry("hosts.client.sysctl.net.ipv4.tcp_rmem", text),
            Map.entry("hosts.client.nics.eth0.gro", Arbitraries.of("on", "off", "true", "false")),
            Map.entry("hosts.client.nics.eth0.rx-coalesce", time),
            Map.entry("links[0].rate", rate),
            Map.entry("links[0].delay", time),
            Map.entry("links[0].queue", Arbitraries.oneOf(size, Arbitraries.just("17"))),
            Map.entry("setup[0].ethtool", text),
            Map.entry("setup[4].bind-rx.fd", Arbitraries.of("closed", "not-a-dmabuf", "-1")),
            Map.entry("apps[0].start", time),
            Map.entry("apps[0].ncdevmem.return-tokens", tokens),
            Map.entry("apps[2].netcat.send", size),
            Map.entry("expect[0].is", comparison),
            Map.entry(
                "expect[3].where.state", Arbitraries.oneOf(text, comparison).filter(this::loads)),
            Map.entry("expect[4].extack", text));
    Arbitrary<String> change =
        Arbitraries.of(places.keySet().stream().sorted().toList())
            .flatMap(
                place ->
                    Objects.requireNonNull(places.get(place)).map(value -> place + "=" + value));
    return change.list().ofMinSize(1).ofMaxSize(8);
  }

  /** A text beginning like a number is read as one; not all are. */
  private boolean loads(String value) {
    try {
      loader.load(FILE, List.of("expect[3].where.state=" + value));
      return true;
    } catch (ScenarioException refused) {
      return false;
    }
  }

  private static Arbitrary<String> quantity(Dimension dimension, long min, long max) {
    return Arbitraries.longs().between(min, max).map(value -> Quantities.format(dimension, value));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Property(tries = 2_000)
  void aSpoiltDocumentLoadsOrIsRefusedWithOneLine(@ForAll("edits") List<Edit> edits) {
    String text = FULL;
    for (Edit edit : edits) {
      text = edit.apply(text);
    }
    try {
      loader.load(text, FILE, List.of());
    } catch (ScenarioException refused) {
      assertThat(refused.getMessage()).doesNotContain("\n").isNotBlank();
      assertThat(refused.mark().line()).isPositive();
      assertThat(refused.mark().column()).isPositive();
    }
  }

  @Property(tries = 500)
  void aSpoiltOverlayLoadsOrIsRefusedWithOneLine(@ForAll("overlays") String overlay) {
    try {
      loader.load(FILE, List.of(overlay));
    } catch (ScenarioException refused) {
      assertThat(refused.getMessage()).doesNotContain("\n").isNotBlank();
    }
  }

  @Provide
  Arbitrary<String> overlays() {
    Arbitrary<String> part =
        Arbitraries.of(
            "hosts",
            "server",
            "nics",
            "eth1",
            "apps",
            "[0]",
            "ncdevmem",
            "kernel",
            "expect",
            "x",
            "timeline",
            "[5]",
            "where",
            "queues",
            "links",
            "0",
            "between",
            "");
    Arbitrary<String> value =
        Arbitraries.of(
            "", "1", "null", "{}", "[]", "on", "5ms", "[[", "&a [*a]", "a/b", "-1", "~", "1e99");
    return Combinators.combine(part.list().ofMaxSize(6), value)
        .as((parts, v) -> String.join(".", parts).replace(".[", "[") + "=" + v);
  }

  /** Replaces a stretch of the text by another piece of it or by something else. */
  record Edit(double from, int length, double sourceFrom, int sourceLength, String inserted) {
    String apply(String text) {
      int start = (int) (from * text.length());
      int end = Math.min(text.length(), start + length);
      int source = (int) (sourceFrom * text.length());
      String copied = text.substring(source, Math.min(text.length(), source + sourceLength));
      return text.substring(0, start) + copied + inserted + text.substring(end);
    }
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    Arbitrary<Double> place = Arbitraries.doubles().between(0, 0.999).ofScale(3);
    Arbitrary<Integer> length = Arbitraries.integers().between(0, 12);
    Arbitrary<String> inserted =
        Arbitraries.of(
            "",
            "",
            "null",
            "~",
            "[]",
            "{}",
            "-1",
            "0",
            "1e999999999",
            "99999999999999999999",
            ".inf",
            "*a",
            "&a ",
            "<<: ",
            "!!str ",
            "on",
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            ": ",
            ", ",
            "\n",
            "  ",
            "\t",
            "#",
            "---\n",
            "...",
            "%",
            "@",
            "\u0000",
            "\ud800",
            "\u00e9",
            "true",
            "5us",
            "0x1F");
    Arbitrary<Edit> edit =
        Combinators.combine(place, length, place, length, inserted).as(Edit::new);
    return edit.list().ofMinSize(1).ofMaxSize(3);
  }
}
