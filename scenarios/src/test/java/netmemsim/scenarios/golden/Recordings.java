package netmemsim.scenarios.golden;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The recorded cases, and which of them the model is known to miss. */
final class Recordings {
  /** Where they are. */
  static final Path FOLDER = Path.of("src/test/resources/golden");

  /** Cases that fail, with the mechanism behind it. May only become fewer. */
  static final Map<String, String> MISSES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("reno-taildrop-10m-50ms", "being worked on"),
              Map.entry("reno-taildrop-100m-50ms", "being worked on"),
              Map.entry("reno-single-100m-50ms", "being worked on"),
              Map.entry("cubic-none-10m-50ms", "being worked on"),
              Map.entry("cubic-taildrop-10m-50ms", "being worked on"),
              Map.entry("cubic-taildrop-100m-10ms", "being worked on"),
              Map.entry("cubic-single-10m-50ms", "being worked on"),
              Map.entry("bbr-taildrop-10m-50ms", "being worked on"),
              Map.entry("bbr-taildrop-100m-50ms", "being worked on"),
              Map.entry("bbr-burst3-10m-50ms", "being worked on"),
              Map.entry("bbr-single-100m-50ms", "being worked on"),
              Map.entry("bbr-every1000-100m-50ms", "being worked on"),
              Map.entry("reno-taillost1-10m-50ms", "being worked on"),
              Map.entry("reno-rtxlost-10m-50ms", "being worked on"),
              Map.entry("reno-rtxlost4-10m-50ms", "being worked on"),
              Map.entry("cubic-taillost3-10m-50ms", "being worked on"),
              Map.entry("cubic-rtxlost4-10m-50ms", "being worked on"),
              Map.entry("cubic-blackout-10m-50ms", "being worked on"),
              Map.entry("bbr-rtxlost4-10m-50ms", "being worked on"),
              Map.entry("cubic-taillost-last-twice-10m-50ms", "being worked on"),
              Map.entry("reno-nosack-single-10m-50ms", "being worked on"),
              Map.entry("reno-nots-single-10m-50ms", "being worked on"),
              Map.entry("rx-stall2s-autotune", "being worked on"),
              Map.entry("gso-reno-taildrop-100m-10ms", "being worked on"),
              Map.entry("gso-reno-single-10m-50ms", "being worked on"),
              Map.entry("gso-bbr-single-10m-50ms", "being worked on")));

  private Recordings() {}

  /** Runs cases and says of each that went other than expected how it went. */
  static List<String> surprises(final Collection<String> names) {
    final GoldenFolder folder = GoldenFolder.read(FOLDER, names);
    return folder.cases().parallelStream()
        .map(one -> Comparison.of(one, folder))
        .filter(result -> result.passed() == MISSES.containsKey(result.name()))
        .map(
            result ->
                result.passed()
                    ? result.name() + " passes: take it off the list of misses"
                    : GoldenReport.table(List.of(result), false))
        .collect(Collectors.toList());
  }
}
