package netmemsim.output.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import netmemsim.output.file.CsvFile;
import netmemsim.output.file.FullDisk;
import netmemsim.output.file.OutputFile;
import netmemsim.output.file.RunFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path place;

  @Test
  void theTargetAppearsWholeAtTheCommitAndNotBefore() throws IOException {
    final Path target = place.resolve("run1");
    try (RunFolder folder = RunFolder.create(target)) {
      OutputFile.write(folder.file("summary.txt"), "good\n");
      assertThat(target).doesNotExist();
      assertThat(folder.target()).isEqualTo(target);
      folder.commit();
      assertThat(target.resolve("summary.txt")).hasContent("good\n");
    }
    assertThat(everythingBelow(place)).containsExactly("run1", "run1/summary.txt");
  }

  @Test
  void anExistingFolderIsRefusedAndUntouched() throws IOException {
    final Path target = Files.createDirectory(place.resolve("run1"));
    Files.writeString(target.resolve("precious.txt"), "mine");
    assertThatThrownBy(() -> RunFolder.create(target))
        .isInstanceOf(FolderExistsException.class)
        .hasMessage(
            "output folder " + target + " exists already; remove it or choose another name");
    assertThat(everythingBelow(place)).containsExactly("run1", "run1/precious.txt");
    assertThat(target.resolve("precious.txt")).hasContent("mine");
  }

  @Test
  void anEmptyFolderAFileAndADanglingLinkAreRefusedToo() throws IOException {
    Files.createDirectory(place.resolve("empty"));
    Files.writeString(place.resolve("file"), "");
    Files.createSymbolicLink(place.resolve("link"), place.resolve("nowhere"));
    for (final String name : List.of("empty", "file", "link", "empty/../file", "/")) {
      assertThatThrownBy(() -> RunFolder.create(place.resolve(name)))
          .isInstanceOf(FolderExistsException.class)
          .hasMessageContaining(name);
    }
    assertThat(everythingBelow(place)).containsExactly("empty", "file", "link");
  }

  @Test
  void aFailingWriteLeavesNothingBehindNorTheParentsMadeForIt() throws IOException {
    final Path target = place.resolve("a/b/run1");
    assertThatThrownBy(
            () -> {
              try (RunFolder folder = RunFolder.create(target)) {
                OutputFile.write(folder.file("summary.txt"), "half");
                try (CsvFile csv = new CsvFile(folder.file("events.csv"), new FullDisk(3), "n")) {
                  csv.cell(12_345);
                }
                folder.commit();
              }
            })
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("events.csv")
        .hasMessageContaining("No space left on device");
    assertThat(everythingBelow(place)).isEmpty();
  }

  @Test
  void anExceptionOfTheRunLeavesNothingBehindAndIsNotMasked() throws IOException {
    assertThatThrownBy(
            () -> {
              try (RunFolder folder = RunFolder.create(place.resolve("run1"))) {
                Files.createDirectories(folder.file("deep").resolve("er"));
                throw new IllegalStateException("the model broke");
              }
            })
        .hasMessage("the model broke");
    assertThat(everythingBelow(place)).isEmpty();
  }

  @Test
  void aParentThatSomebodyElseUsesStays() throws IOException {
    final RunFolder folder = RunFolder.create(place.resolve("results/run1"));
    Files.writeString(place.resolve("results/other.txt"), "mine");
    folder.discard();
    assertThat(everythingBelow(place)).containsExactly("results", "results/other.txt");
  }

  @Test
  void aNameTakenDuringTheRunIsRefusedAtTheCommit() throws IOException {
    final Path target = place.resolve("run1");
    try (RunFolder folder = RunFolder.create(target)) {
      Files.createDirectory(target);
      assertThatThrownBy(folder::commit).isInstanceOf(FolderExistsException.class);
    }
    assertThat(everythingBelow(place)).containsExactly("run1");
  }

  @Test
  void twoRunsForOneTargetDoNotMix() throws IOException {
    final Path target = place.resolve("run1");
    try (RunFolder first = RunFolder.create(target);
        RunFolder second = RunFolder.create(target)) {
      OutputFile.write(first.file("who"), "first");
      OutputFile.write(second.file("who"), "second");
      second.commit();
      assertThatThrownBy(first::commit).isInstanceOf(FolderExistsException.class);
    }
    assertThat(everythingBelow(place)).containsExactly("run1", "run1/who");
    assertThat(target.resolve("who")).hasContent("second");
  }

  @Test
  void aParentThatIsAFileIsOneClearError() throws IOException {
    Files.writeString(place.resolve("file"), "");
    final Path target = place.resolve("file/run1");
    assertThatThrownBy(() -> RunFolder.create(target))
        .isInstanceOf(RunFileException.class)
        .hasMessageStartingWith("cannot create " + target + ": ");
    assertThat(everythingBelow(place)).containsExactly("file");
  }

  @Test
  void aFileNameCannotLeaveTheFolder() throws IOException {
    try (RunFolder folder = RunFolder.create(place.resolve("run1"))) {
      for (final String name : List.of("../x", "a/b", "", "..", "/x")) {
        assertThatThrownBy(() -> folder.file(name)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void aSecondCommitIsAMistake() throws IOException {
    try (RunFolder folder = RunFolder.create(place.resolve("run1"))) {
      folder.commit();
      assertThatThrownBy(folder::commit).isInstanceOf(IllegalStateException.class);
      folder.discard();
    }
    assertThat(everythingBelow(place)).containsExactly("run1");
  }

  @Test
  void aJvmThatEndsInTheMiddleLeavesNothingBehind() throws Exception {
    final Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName(),
                place.resolve("deep/run1").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(Ending.SEEN_HALF_WRITTEN);
    assertThat(everythingBelow(place)).isEmpty();
  }

  private static List<String> everythingBelow(final Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(path -> !path.equals(root))
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  /** Ends as on Ctrl-C: shutdown hooks run, close does not. */
  static final class Ending {
    static final int SEEN_HALF_WRITTEN = 7;

    private Ending() {}

    public static void main(final String[] arguments) throws IOException {
      final RunFolder folder = RunFolder.create(Path.of(arguments[0]));
      final Path file = Files.writeString(folder.file("half.csv"), "half");
      System.exit(Files.exists(file) ? SEEN_HALF_WRITTEN : 0);
    }
  }
}
