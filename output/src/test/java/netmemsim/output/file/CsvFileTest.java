package netmemsim.output.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir Path folder;

  @Test
  void extremesOfLongAreExact() throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CsvFile csv = new CsvFile(Path.of("x"), bytes, "n")) {
      csv.cell(Long.MIN_VALUE);
      csv.cell(Long.MAX_VALUE);
      csv.cell(0);
      csv.cell(-10);
      csv.endRow();
    }
    assertThat(bytes.toString(StandardCharsets.US_ASCII))
        .isEqualTo("n\n-9223372036854775808,9223372036854775807,0,-10\n");
  }

  @Test
  void contentLargerThanTheBufferArrivesWholeAndInOrder() throws IOException {
    final Path path = folder.resolve("large.csv");
    final StringBuilder expected = new StringBuilder("number,text\n");
    final String longText = "x".repeat(100_000);
    try (CsvFile csv = CsvFile.create(path, "number", "text")) {
      for (int i = 0; i < 20_000; i++) {
        csv.cell(i);
        csv.cell(i == 777 ? longText : "t");
        csv.endRow();
        expected.append(i).append(',').append(i == 777 ? longText : "t").append('\n');
      }
    }
    assertThat(Files.readString(path)).isEqualTo(expected.toString());
  }

  @Test
  void aFullDiskShowsAtCloseWithThePathAndDoesNotDisturbTheWriting() {
    final CsvFile csv = new CsvFile(Path.of("out/events.csv"), new FullDisk(100_000), "n");
    for (int i = 0; i < 100_000; i++) {
      csv.cell(i);
      csv.endRow();
    }
    assertThatThrownBy(csv::close)
        .isInstanceOf(RunFileException.class)
        .hasMessage("cannot write " + Path.of("out/events.csv") + ": No space left on device");
  }

  @Test
  void anErrorOfTheLastBufferfulShowsToo() {
    final CsvFile csv = new CsvFile(Path.of("a.csv"), new FullDisk(0), "n");
    assertThatThrownBy(csv::close).hasMessageContaining("a.csv");
  }

  @Test
  void anExistingFileIsNotTouched() throws IOException {
    final Path path = Files.writeString(folder.resolve("there.csv"), "mine");
    assertThatThrownBy(() -> CsvFile.create(path, "n"))
        .isInstanceOf(RunFileException.class)
        .hasMessage("cannot create " + path + ": exists already");
    assertThatThrownBy(() -> OutputFile.write(path, "other"))
        .hasMessage("cannot create " + path + ": exists already");
    assertThat(path).hasContent("mine");
  }

  @Test
  void aMissingFolderIsNamedWithTheReason() {
    final Path path = folder.resolve("no/such.csv");
    assertThatThrownBy(() -> CsvFile.create(path, "n"))
        .hasMessage("cannot create " + path + ": no such file or directory");
  }
}
