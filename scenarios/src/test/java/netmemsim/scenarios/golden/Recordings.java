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
              Map.entry(
                  "reno-taildrop-100m-50ms",
                  "the writer is woken once for each megabyte near the first loss: a few segments decide whether it writes before or after it"),
              Map.entry(
                  "reno-rtxlost4-10m-50ms",
                  "one or two RTOs, by how far the receive window has grown when the losses begin: the model has the one of a third of the kernel's runs, and grows less after it"),
              Map.entry(
                  "gso-reno-taildrop-100m-10ms",
                  "bistable: 151 or about 170 segments are lost when slow start overshoots, by where the bursts that tcp_tso_should_defer makes begin among the ACKs, and with that the window ends at 119 to 121 or at 131 to 134; 30 us of round trip tip the model from one to the other (tried: -100, -60, +100, +150 us the other one; -30, 0, +30, +60 us this one), and the kernel's three runs, whose least round trip times are 200 us apart, ended at 125, 133, 133 with 155, 178, 166 lost")));

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
