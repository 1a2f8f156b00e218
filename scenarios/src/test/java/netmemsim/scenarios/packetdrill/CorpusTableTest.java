package netmemsim.scenarios.packetdrill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/tcp-corpus.md names every script of the corpus and nothing else. */
class CorpusTableTest {
  private static final Path TABLE = Path.of("../docs/tcp-corpus.md");
  private static final Pattern SCRIPT = Pattern.compile("`([a-z0-9]+/[a-z0-9-]+)`");

  private static List<String> rows() {
    return Corpus.read(TABLE)
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
        .skip(1)
        .toList();
  }

  @Test
  void namesEveryScriptAndNothingElse() {
    final Set<String> named = new TreeSet<>();
    for (final String row : rows()) {
      final Matcher script = SCRIPT.matcher(row);
      while (script.find()) {
        named.add(script.group(1));
      }
    }
    final Set<String> scripts = new TreeSet<>();
    Corpus.scripts().forEach(script -> scripts.add(Corpus.name(script)));
    assertThat(named).isEqualTo(scripts);
  }

  @Test
  void everyBehaviourHasScriptsOrSaysWhyNot() {
    assertThat(rows())
        .hasSizeGreaterThan(60)
        .allMatch(row -> SCRIPT.matcher(row).find() || row.contains("not observable"));
  }

  @Test
  void everyScriptSaysWhatItProvesAndFromWhichSource() {
    assertThat(Corpus.scripts())
        .hasSizeGreaterThan(80)
        .allSatisfy(
            script -> assertThat(Corpus.read(script)).startsWith("// ").contains("\n// Source: "));
  }
}
