package netmemsim.scenarios.packetdrill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import netmemsim.scenarios.packetdrill.live.IpVersion;
import netmemsim.scenarios.packetdrill.run.PacketdrillSuite;
import netmemsim.scenarios.packetdrill.run.ScriptResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The model does what Linux 6.18 did with the same scripts (bench/kernel/README.md), with the tick
 * of the machine they were proven on and with a faster one.
 */
class CorpusTest {
  static Stream<Arguments> scripts() {
    final Set<String> differences = Corpus.differences();
    return Corpus.scripts().stream()
        .filter(script -> !differences.contains(Corpus.name(script)))
        .flatMap(
            script -> Stream.of(1000, 250).map(hz -> arguments(Corpus.name(script), hz, script)));
  }

  @ParameterizedTest(name = "{0} HZ={1}")
  @MethodSource("scripts")
  void modelDoesAsTheKernelDid(final String name, final int hz, final Path script) {
    final ScriptResult result = new PacketdrillSuite(IpVersion.IPV4, hz, Map.of()).run(script);
    assertThat(result.outcome())
        .as("%s: %s", name, result.reason())
        .isEqualTo(ScriptResult.Outcome.OK);
  }

  @Test
  void knownDifferencesAreScriptsOfTheCorpus() {
    assertThat(Corpus.scripts().stream().map(Corpus::name)).containsAll(Corpus.differences());
  }
}
