package netmemsim.output.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import netmemsim.core.fingerprint.Ladder;
import netmemsim.output.file.RunFileException;
import netmemsim.output.relay.RelayRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintFileTest {
  private static final long END_PS = 4_000_000;

  @TempDir Path folder;

  private Path stored(final String name, final Ladder ladder) throws Exception {
    final Path path = folder.resolve(name);
    FingerprintFile.write(ladder, path);
    return path;
  }

  @Test
  void twoStoredRunsOfTheSameSeedAgreeByteForByte() throws Exception {
    final Path first = stored("1", RelayRun.of(1, END_PS).ladder());
    final Path second = stored("2", RelayRun.of(1, END_PS).ladder());
    assertThat(FingerprintFile.read(first).firstDifference(FingerprintFile.read(second))).isNull();
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void aStoredRunLocatesADifferenceAsWellAsTheRunItself() throws Exception {
    final Ladder first = RelayRun.of(1, END_PS).ladder();
    // Later than the first checkpoint, so that the difference has something to come after.
    final Ladder second = RelayRun.of(1, END_PS + 3_000).ladder();
    assertThat(first.steps().get(0).checkpoints()).hasSizeGreaterThan(2);
    final String live = first.firstDifference(second);
    assertThat(live).isNotNull().startsWith("wire: ");
    final Ladder readFirst = FingerprintFile.read(stored("1", first));
    final Ladder readSecond = FingerprintFile.read(stored("2", second));
    assertThat(readFirst.firstDifference(readSecond)).isEqualTo(live);
    assertThat(readFirst).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void whatIsNoFingerprintIsRefusedWithFileLineAndColumn() throws Exception {
    final String good = FingerprintFile.text(RelayRun.of(1, 10_000).ladder());
    refuses("", ":1:1: not a fingerprint file: expected an object here");
    refuses("{", ":1:2: not a fingerprint file: Unexpected end-of-input");
    refuses("{\"other\": 1}", ":1:2: not a fingerprint file: expected \"format\" here");
    refuses(
        good.replace("fingerprint 1", "fingerprint 2"),
        ":2:13: not a fingerprint file: the format is not \"netmemsim fingerprint 1\"");
    refuses(good.replace("\"host\"", "\"hose\""), "expected the rung host here");
    refuses(good + "{}", "there is more after the end");
    refuses(
        good.substring(0, good.length() / 2), "not a fingerprint file: Unexpected end-of-input");
    refuses(good.replaceFirst("\"records\": [0-9]+", "\"records\": -1.5"), "expected an integer");
    refuses(
        good.replaceFirst("\"records\": [0-9]+", "\"records\": 99999999999999999999"),
        "not a fingerprint file: ");
    refuses(good.replaceFirst("\"sources\": [0-9]+", "\"sources\": 999999999"), "is not in 0..");
    refuses(good.replaceFirst("\"sources\": [0-9]+", "\"sources\": 0"), "is not in 0..-1");
    refuses(
        good.replaceFirst("\"hash\": \"....", "\"hash\": \"ghij"),
        "expected 16 hexadecimal digits");
  }

  @Test
  void aHashThatWasAlteredIsNoticed() throws Exception {
    final String good = FingerprintFile.text(RelayRun.of(1, 10_000).ladder());
    final String digits = good.replaceFirst("(?s).*?\"hash\": \"(.{16}).*", "$1");
    final String other = "0123456789abcdef";
    refuses(
        good.replaceFirst("\"hash\": \"" + digits, "\"hash\": \"" + other), "the file is damaged");
  }

  private void refuses(final String content, final String message) throws Exception {
    final Path path = folder.resolve("bad.json");
    Files.writeString(path, content);
    assertThatThrownBy(() -> FingerprintFile.read(path))
        .isInstanceOf(RunFileException.class)
        .hasMessageStartingWith(path + ":")
        .hasMessageNotContaining("\n")
        .hasMessageContaining(message);
  }

  @Test
  void aMissingFileIsNamed() {
    final Path path = folder.resolve("none.json");
    assertThatThrownBy(() -> FingerprintFile.read(path))
        .hasMessage("cannot read " + path + ": no such file or directory");
  }
}
