package netmemsim.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import netmemsim.scenarios.library.Library;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryIndexTest {
  @TempDir private Path folder;

  /** Times are taken from the file: they differ from machine to machine and prove nothing. */
  @Test
  void theIndexOfTheLibraryIsCurrent() throws IOException {
    final String written = Files.readString(Library.ROOT.resolve(LibraryIndex.FILE));
    final Map<String, String> times = LibraryIndex.times(written);
    assertThat(written)
        .as("stale; run ./netmemsim index --keep-times scenarios/library")
        .isEqualTo(LibraryIndex.text(Cases.scenarios(List.of(Library.ROOT)), times));
    assertThat(times.values()).allMatch(time -> time.matches("\\d+\\.\\d"));
  }

  @Test
  void theCommandRunsWhatHasNoTimeAndKeepsTheRest() throws IOException {
    Files.createDirectories(folder.resolve("area"));
    Files.writeString(folder.resolve("two-hosts.yaml"), TwoHosts.TEXT);
    Files.writeString(
        folder.resolve("area/again.yaml"), TwoHosts.with("scenario: two", "scenario: area/two"));
    final Invocation first = Invocation.of("index", folder.toString());
    assertThat(first.err()).isEmpty();
    assertThat(first.exit()).isZero();
    final Path file = folder.resolve("README.md");
    final String index = Files.readString(file);
    assertThat(index)
        .contains("## area\n", "## First steps\n", "2 scenarios.")
        .containsPattern(
            "\\| \\[two-hosts\\]\\(two-hosts\\.yaml\\) \\| Plain TCP between two hosts"
                + " \\| none, it serves a test \\| v6\\.12 \\| documented \\| \\d\\.\\d s \\|");
    Files.writeString(file, index.replaceAll("\\d\\.\\d s", "7.7 s"));
    assertThat(Invocation.of("index", "--keep-times", folder.toString()).exit()).isZero();
    assertThat(Files.readString(file)).isEqualTo(index.replaceAll("\\d\\.\\d s", "7.7 s"));
    assertThat(Invocation.of("index", folder.resolve("no").toString()).err())
        .isEqualTo("error: " + folder.resolve("no") + " is not a folder" + System.lineSeparator());
  }
}
