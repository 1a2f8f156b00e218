package netmemsim.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a reader sees first is what the program prints. */
class ReadmeTest {
  private static final String COMMAND =
      "$ ./netmemsim run scenarios/library/devmem/token-exhaustion.yaml\n";

  /** CPU time is the machine's; all else is the same everywhere, the fingerprint included. */
  private static String withoutCpu(final String text) {
    return text.replaceAll("cpu [0-9.]+ s, ratio [0-9.]+, ", "");
  }

  @Test
  void theFirstRunShownIsWhatARunPrintsUpToItsFingerprint() throws IOException {
    final String readme = Files.readString(Path.of("../README.md"));
    final int start = readme.indexOf(COMMAND) + COMMAND.length();
    final String shown = readme.substring(start, readme.indexOf("```", start));
    final Invocation run = Invocation.of("run", "library/devmem/token-exhaustion.yaml");
    assertThat(withoutCpu(run.out())).isEqualTo(withoutCpu(shown));
  }
}
