package netmemsim.scenarios.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What no compiler looks at. */
class RepositoryTest {
  private static final Path ROOT = Path.of("..");
  private static final int MOST_LINES = 500;

  /** Longer than they should be: to be split, and not to grow. May only become fewer. */
  private static final Map<String, Integer> STILL_LONG =
      Map.of(
          "TcpConnection.java", 824,
          "TcpLayer.java", 553);

  private static final List<String> PRODUCT = List.of("sim-core", "models", "output", "scenarios");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final List<Path> SOURCES = new ArrayList<>();

  @BeforeAll
  static void find() throws IOException {
    SOURCES.clear();
    for (final String module : PRODUCT) {
      addAll(ROOT.resolve(module).resolve("src"));
    }
    addAll(ROOT.resolve("bench/src"));
    addAll(ROOT.resolve("scenarios/library"));
  }

  private static void addAll(final Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      found.filter(path -> path.toString().matches(".*\\.(java|yaml)")).forEach(SOURCES::add);
    }
  }

  @Test
  void filesAreShort() throws IOException {
    final List<String> wrong = new ArrayList<>();
    for (final Path source : SOURCES) {
      final int most = STILL_LONG.getOrDefault("" + source.getFileName(), MOST_LINES);
      if (Files.readAllLines(source).size() > most) {
        wrong.add(source.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void nothingIsLeftForLater() throws IOException {
    assertThat(linesThat(UNFINISHED)).isEmpty();
  }

  @Test
  void thereAreNoTabsAndNoBlanksAtLineEnds() throws IOException {
    assertThat(linesThat(Pattern.compile("\t|[ \t]$"))).isEmpty();
  }

  @Test
  void everyPackageSaysWhatLivesThere() throws IOException {
    final List<String> wrong = new ArrayList<>();
    for (final Path source : SOURCES) {
      final Path folder = source.getParent();
      if (folder != null
          && PRODUCT.contains(source.getName(1).toString())
          && source.toString().replace('\\', '/').matches(".*/src/main/java/.*\\.java")) {
        final Path info = folder.resolve("package-info.java");
        final boolean good =
            Files.exists(info)
                && Files.readString(info).contains("/**")
                && Files.readString(info).contains("@NullMarked");
        if (!good && !wrong.contains(folder.toString())) {
          wrong.add(folder.toString());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(SOURCES).hasSizeGreaterThan(200);
  }

  private static List<String> linesThat(final Pattern wrong) throws IOException {
    final List<String> found = new ArrayList<>();
    for (final Path source : SOURCES) {
      final List<String> lines = Files.readAllLines(source);
      for (int i = 0; i < lines.size(); i++) {
        if (wrong.matcher(lines.get(i)).find()) {
          found.add(source + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return found;
  }
}
