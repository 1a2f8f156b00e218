package netmemsim.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenCommandTest {
  private static final Path RECORDINGS = Path.of("src/test/resources/golden");
  private static final String CASE = "rx-rcvbuf1024";

  @TempDir private Path folder;

  private Invocation golden(final String... more) {
    final String[] words = new String[more.length + 2];
    words[0] = "golden";
    words[1] = folder.toString();
    System.arraycopy(more, 0, words, 2, more.length);
    return Invocation.of(words);
  }

  /** One case in a folder of its own, after a change of its text. */
  private void record(final String old, final String changed) throws IOException {
    final String all = Files.readString(RECORDINGS.resolve("summary.json"));
    final int start = all.indexOf("\"" + CASE + "\"");
    final int end = all.indexOf("\n", start);
    final String line = all.substring(start, end).strip().replaceAll(",$", "");
    assertThat(line).contains(old);
    Files.writeString(
        folder.resolve("summary.json"),
        "{\"meta\":{\"HZ\":250},\"cases\":{\n" + line.replace(old, changed) + "}}");
    Files.copy(RECORDINGS.resolve(CASE + ".snd.csv.gz"), folder.resolve(CASE + ".snd.csv.gz"));
  }

  @Test
  void aCaseThatIsAsTheKernelHadItPasses() throws IOException {
    record("", "");
    final Invocation golden = golden();
    assertThat(golden.exit()).isZero();
    assertThat(golden.out()).contains("ok").endsWith("1 passed, 0 failed\n");
  }

  @Test
  void aCaseThatTheKernelDidOtherwiseFailsAndSaysWhat() throws IOException {
    record("\"max_queue\":2", "\"max_queue\":7");
    final Invocation golden = golden(CASE);
    assertThat(golden.exit()).isEqualTo(1);
    assertThat(golden.out())
        .contains("2/7!", "queue: seen 2, expected 7 +- 1")
        .endsWith("0 passed, 1 failed\n");
  }

  @Test
  void aCaseOfUnknownCongestionControlFails() throws IOException {
    record("\"cc\":\"cubic\"", "\"cc\":\"westwood\"");
    final Invocation golden = golden();
    assertThat(golden.exit()).isEqualTo(1);
    assertThat(golden.out()).contains("cannot be run: ", "westwood");
  }

  @Test
  void theModelsRowsAreWrittenInTheFoldersFormat() throws IOException {
    record("", "");
    final Path out = folder.resolve("out");
    assertThat(golden("--out", out.toString(), "--timeline").exit()).isZero();
    Files.copy(folder.resolve("summary.json"), out.resolve("summary.json"));
    final Invocation again = Invocation.of("golden", out.toString());
    assertThat(again.out()).contains("1 passed");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      "bytes":100000|"byts":100000|summary.json: cases.rx-rcvbuf1024.params.byts: unknown parameter (did you mean 'bytes'?)
      "bytes":100000|"bytes":"x"|summary.json: cases.rx-rcvbuf1024.params.bytes: expected a number, found "x"
      "bytes":100000|"drop":"a"|summary.json: cases.rx-rcvbuf1024.params.drop: expected a number of at least 0, found 'a'
      "bytes":100000|"sysctl":"tcp"|summary.json: cases.rx-rcvbuf1024.params.sysctl: expected name=value words, found 'tcp'
      "runs":|"rums":|summary.json: cases.rx-rcvbuf1024.runs: expected an array of runs
      "max_queue":2,|"max_queue":"2",|summary.json: cases.rx-rcvbuf1024.runs[0].fwd.max_queue: expected a number
      "params":{|"params":[{|summary.json:2:
      """)
  void whatIsWrongIsSaidInOneLineWithItsPlace(
      final String old, final String changed, final String message) throws IOException {
    record(old, changed);
    final Invocation golden = golden();
    assertThat(golden.exit()).isEqualTo(2);
    assertThat(golden.err()).startsWith("error: ").contains(message).hasLineCount(1);
  }

  @Test
  void anUnknownCaseIsBadInput() throws IOException {
    record("", "");
    final Invocation golden = golden("rx-rcvbuf1042");
    assertThat(golden.exit()).isEqualTo(2);
    assertThat(golden.err())
        .contains("there is no case 'rx-rcvbuf1042' (did you mean 'rx-rcvbuf1024'?)");
  }

  @Test
  void aFolderThatIsNotThereIsBadInput() {
    final Invocation golden = Invocation.of("golden", folder.resolve("none").toString());
    assertThat(golden.exit()).isEqualTo(2);
    assertThat(golden.err()).contains("summary.json: no such file");
  }

  @Test
  void rowsThatAreCutShortAreBadInput() throws IOException {
    record("", "");
    Files.write(folder.resolve(CASE + ".snd.csv.gz"), new byte[] {1, 2, 3});
    final Invocation golden = golden();
    assertThat(golden.exit()).isEqualTo(2);
    assertThat(golden.err()).contains(CASE + ".snd.csv.gz: cannot be read");
  }
}
