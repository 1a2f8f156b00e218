package netmemsim.scenarios.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioSchemaTest {
  private static final List<Path> FILES =
      List.of(
          Path.of("schema/scenario.schema.json"),
          Path.of("src/main/resources/netmemsim/scenarios/scenario.schema.json"));

  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ScenarioSchema.generate());

  /** Run with {@code -Dupdate.schema=true} after a change of the language. */
  @Test
  void theCheckedInFilesAreWhatTheRecordsSay() throws IOException {
    for (Path file : FILES) {
      if (Boolean.getBoolean("update.schema")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, ScenarioSchema.generate());
      }
      assertThat(file)
          .as("stale; rewrite it with -Dupdate.schema=true")
          .hasContent(ScenarioSchema.generate());
    }
  }

  @Test
  void goodDocumentsAreValidAfterExpansionAndWriting() {
    ScenarioLoader loader = new ScenarioLoader();
    for (Path file : Examples.good()) {
      LoadedScenario loaded = loader.load(file, List.of());
      assertThat(schema.validate(loaded.tree())).as(file.toString()).isEmpty();
      String written = new ScenarioWriter().write(loaded.scenario());
      assertThat(schema.validate(written, InputFormat.YAML)).as(written).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"full.yaml", "minimal.yaml", "derived.yaml"})
  void goodDocumentsAreValidAsAnEditorSeesThem(String name) {
    assertThat(schema.validate(Examples.text(name), InputFormat.YAML)).isEmpty();
  }

  /** What the schema finds, the loader must refuse too, and the place is the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      rate: 200Gbps|raet: 200Gbps|/links/0
      rate: 200Gbps|rate: 200Gpbs|/links/0/rate
      rate: 200Gbps, delay|delay|/links/0
      delay: 5us|delay: -5us|/links/0/delay
      delay: 5us|delay: 5|/links/0/delay
      between: [client/eth0, tor/p1]|between: [client/eth0]|/links/0/between
      packets: [200, 201]|packets: [0]|/links/0/drop/0/packets/0
      every: 1000|every: 1000, count: 2|/links/0/drop/1
      queue: 1000|queue: [1]|/links/0/queue
      gro: on|gro: yes|/hosts/client/nics/eth0/gro
      queues: 16, address|queues: many, address|/hosts/client/nics/eth0/queues
      confidence: documented|confidence: sure|/confidence
      ip: "link set eth1 up"|ip: "x", ethtool: "y"|/setup/1
      restart-queue: {|restrat-queue: {|/timeline/5
      step: mem-alloc|step: memalloc|/timeline/4/inject/step
      return-tokens: never|return-tokens: { btach: 5 }|/apps/0/ncdevmem/return-tokens
      rate: ">= 180Gbps"|where: {}|/expect/1
      errno: EIO|errno: 5|/timeline/5/errno
      stop: 400ms|stopp: 400ms|
      """)
  void badDocumentsAreNotValidAndTheErrorIsInThePlace(String from, String to, String place) {
    String text = Examples.spoilt("full.yaml", from, to);
    assertThat(schema.validate(text, InputFormat.YAML))
        .isNotEmpty()
        .extracting(Error::getInstanceLocation)
        .anyMatch(location -> location.toString().equals(place == null ? "" : place));
    assertThat(ScenarioErrorsTest.error(text)).startsWith("a.yaml:");
  }
}
