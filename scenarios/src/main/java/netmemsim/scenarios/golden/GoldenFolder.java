package netmemsim.scenarios.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netmemsim.scenarios.units.NearestName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of traces as docs/golden.md describes it: {@code summary.json} and compressed rows.
 *
 * @param hz CONFIG_HZ of the kernel that was recorded
 * @param sysctls its settings, in order
 * @param cases the cases, in the file's order
 */
public record GoldenFolder(int hz, Map<String, String> sysctls, List<GoldenCase> cases) {
  private static final String SUMMARY = "summary.json";
  private static final int DEFAULT_HZ = 250;

  /**
   * Reads a folder.
   *
   * @param folder where it is
   * @param wanted names of cases, or parts of names; all cases when it is empty
   * @return the folder, with the wanted cases only
   * @throws GoldenException when something in it is wrong, or a name fits no case
   */
  public static GoldenFolder read(final Path folder, final Collection<String> wanted) {
    final Path file = folder.resolve(SUMMARY);
    final JsonNode root = tree(file);
    final Fields meta = new Fields(file + ": meta", root.get("meta"));
    final int hz = (int) meta.atLeast("HZ", DEFAULT_HZ, 1);
    final Map<String, String> sysctls = new LinkedHashMap<>();
    final JsonNode settings = root.path("meta").path("sysctls");
    for (final String name : settings.propertyNames()) {
      final String value = settings.path(name).asString("").replace('\t', ' ').strip();
      if (!value.isEmpty()) {
        sysctls.put(name, value);
      }
    }
    final JsonNode cases = root.get("cases");
    if (cases == null || !cases.isObject()) {
      throw new GoldenException(file + ": cases", "expected an object of cases");
    }
    final List<GoldenCase> found = new ArrayList<>();
    for (final String name : chosen(file, cases.propertyNames(), wanted)) {
      final JsonNode node = cases.path(name);
      final String where = file + ": cases." + name;
      final JsonNode params = node.get("params");
      if (params == null) {
        throw new GoldenException(where, "there are no params");
      }
      final Path rows = folder.resolve(name + ".snd.csv.gz");
      if (!Files.isRegularFile(rows)) {
        throw new GoldenException(where, "there is no file " + rows);
      }
      found.add(
          new GoldenCase(
              name,
              CaseParams.of(where + ".params", params),
              KernelRuns.of(where + ".runs", node.get("runs")),
              rows));
    }
    return new GoldenFolder(hz, sysctls, List.copyOf(found));
  }

  private static JsonNode tree(final Path file) {
    try {
      final JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
      if (!root.isObject()) {
        throw new GoldenException(file.toString(), "expected an object");
      }
      return root;
    } catch (IOException e) {
      throw new GoldenException(
          file.toString(),
          Files.exists(file) ? "cannot be read: " + e.getMessage() : "no such file");
    } catch (JacksonException e) {
      final String place =
          e.getLocation() == null
              ? ""
              : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
      throw new GoldenException(file + place, "no valid JSON: " + e.getOriginalMessage());
    }
  }

  private static List<String> chosen(
      final Path file, final Collection<String> names, final Collection<String> wanted) {
    for (final String word : wanted) {
      if (names.stream().noneMatch(name -> name.contains(word))) {
        throw new GoldenException(
            file.toString(), "there is no case '" + word + "'" + NearestName.hint(word, names));
      }
    }
    return names.stream()
        .filter(
            name ->
                wanted.isEmpty()
                    || wanted.contains(name)
                    || wanted.stream()
                        .anyMatch(word -> !names.contains(word) && name.contains(word)))
        .toList();
  }
}
