package netmemsim.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import netmemsim.scenarios.expect.KernelCondition;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.Scenario;
import netmemsim.scenarios.run.RunOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LibraryTest {
  /**
   * What keeps a scenario under 5 s of CPU, without a clock: the bench shows at least a million
   * data packets in a CPU-second.
   */
  private static final long MOST_DATA_PACKETS = 1_000_000;

  private static final long MOST_EVENTS = 10_000_000;
  private static final Path SCHEMA = Path.of("schema/scenario.schema.json");
  private static final String HEADER = "# yaml-language-server: $schema=";

  static Stream<Arguments> cases() {
    final List<Arguments> cases = new ArrayList<>();
    for (final Path file : Library.scenarios()) {
      final LoadedScenario loaded = Library.load(file, List.of());
      for (final KernelSpec kernel : loaded.scenario().kernels()) {
        cases.add(arguments(loaded.scenario().id(), kernel.name(), loaded, kernel));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void holdsAndCostsLittle(
      final String id, final String profile, final LoadedScenario loaded, final KernelSpec kernel) {
    final RunOutcome outcome = Library.run(loaded, kernel);
    assertThat(Library.failures(outcome)).isEmpty();
    assertThat(outcome.simulatedPs()).isEqualTo(loaded.scenario().stopPs());
    assertThat(outcome.dataPackets()).isLessThan(MOST_DATA_PACKETS);
    assertThat(outcome.events()).isBetween(1L, MOST_EVENTS);
    assertThat(loaded.scenario().expect())
        .as("something is expected of %s %s", id, profile)
        .anyMatch(
            expectation -> new KernelCondition(loaded, kernel).anyHolds(expectation.kernels()));
  }

  static Stream<Path> scenarios() {
    return Library.scenarios().stream();
  }

  static Stream<Path> files() {
    return Library.files().stream();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void saysWhatItIsAndWhereItIsFrom(final Path file) throws IOException {
    final Scenario scenario = Library.load(file, List.of()).scenario();
    final String path = Library.ROOT.relativize(file).toString().replace('\\', '/');
    assertThat(scenario.id() + ".yaml").isEqualTo(path);
    assertThat(scenario.title()).hasSizeBetween(20, 120).doesNotContain("\n");
    assertThat(scenario.source()).isNotEmpty().allMatch(source -> source.length() > 10);
    assertThat(story(file)).as("the comment at the top of %s", file).hasSizeGreaterThan(150);
  }

  @ParameterizedTest
  @MethodSource("files")
  void tellsEditorsWhereItsSchemaIs(final Path file) throws IOException {
    final String first = Files.readAllLines(file).get(0);
    assertThat(first).startsWith(HEADER);
    final Path schema =
        Objects.requireNonNull(file.getParent()).resolve(first.substring(HEADER.length()));
    assertThat(schema.toRealPath()).isEqualTo(SCHEMA.toRealPath());
  }

  @ParameterizedTest
  @MethodSource("files")
  void opensWithAComment(final Path file) throws IOException {
    assertThat(story(file)).hasSizeGreaterThan(80);
  }

  @Test
  void holdsEveryScenarioThatWasPromised() {
    assertThat(Library.scenarios().stream().map(LibraryTest::id))
        .contains(
            "quickstart",
            "devmem/queue-restart-during-traffic",
            "devmem/token-exhaustion",
            "devmem/steering-change-mid-flow",
            "devmem/unaware-reader-efault",
            "devmem/unbind-with-tokens-held",
            "devmem/restart-start-fails-old-restored",
            "devmem/restart-double-failure",
            "devmem/bind-errno-order",
            "devmem/shared-genpool-one-stalled-reader");
  }

  private static String id(final Path file) {
    return Library.ROOT.relativize(file).toString().replace('\\', '/').replace(".yaml", "");
  }

  /** The comment lines under the schema's line, up to the first line that is none. */
  private static String story(final Path file) throws IOException {
    final StringBuilder story = new StringBuilder();
    for (final String line : Files.readAllLines(file).stream().skip(1).toList()) {
      if (!line.startsWith("#")) {
        break;
      }
      story.append(line.substring(1).trim()).append(' ');
    }
    return story.toString().trim();
  }
}
