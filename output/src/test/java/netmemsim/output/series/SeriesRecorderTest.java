package netmemsim.output.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import netmemsim.core.metric.Metric;
import netmemsim.core.metric.Reading;
import netmemsim.output.file.CsvFile;
import netmemsim.output.file.FullDisk;
import netmemsim.output.file.RunFileException;
import netmemsim.output.relay.Csv;
import netmemsim.output.relay.RelayRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesRecorderTest {
  private static final long END_PS = 100_500;
  private static final long INTERVAL_PS = 1_000;

  @TempDir Path folder;

  private RelayRun.Result record(final String name, final Predicate<String> wanted)
      throws Exception {
    return RelayRun.of(
        3, END_PS, tree -> SeriesRecorder.open(tree, wanted, INTERVAL_PS, folder.resolve(name)));
  }

  private List<List<String>> rows(final String name) throws IOException {
    final List<List<String>> rows = Csv.parse(Files.readString(folder.resolve(name)));
    assertThat(rows.get(0)).containsExactly("time_ps", "metric", "value");
    return rows.subList(1, rows.size());
  }

  @Test
  void aMetricThatAppearsInTheMiddleIsThereFromItsFirstSample() throws Exception {
    record("series.csv", path -> true);
    final List<List<String>> pool =
        rows("series.csv").stream().filter(row -> row.get(1).startsWith("client/pool0/")).toList();
    assertThat(pool).hasSize(4);
    assertThat(pool.get(0).subList(1, 3)).containsExactly("client/pool0/pages_state_hold_cnt", "7");
    assertThat(pool.get(1).subList(1, 3)).containsExactly("client/pool0/idle", "0");
    final long firstPs = Long.parseLong(pool.get(0).get(0));
    assertThat(firstPs).isBetween(1L, END_PS - 1);
    assertThat(firstPs % INTERVAL_PS).isZero();
    assertThat(pool.get(2).get(0)).isEqualTo(Long.toString(END_PS));
  }

  @Test
  void timesAreMultiplesOfTheIntervalAndTheEndOfTheRun() throws Exception {
    record("series.csv", path -> true);
    final TreeSet<Long> times = new TreeSet<>();
    rows("series.csv").forEach(row -> times.add(Long.parseLong(row.get(0))));
    assertThat(times.first()).isZero();
    assertThat(times.last()).isEqualTo(END_PS);
    assertThat(times.headSet(END_PS)).hasSizeGreaterThan(50);
    assertThat(times.headSet(END_PS)).allMatch(timePs -> timePs % INTERVAL_PS == 0);
  }

  @Test
  void theLastRowsAreTheFinalValuesOfAllCountersAndGauges() throws Exception {
    final RelayRun.Result run = record("series.csv", path -> true);
    final Map<String, String> last = new HashMap<>();
    for (final List<String> row : rows("series.csv")) {
      if (row.get(0).equals(Long.toString(END_PS))) {
        assertThat(last.put(row.get(1), row.get(2))).isNull();
      }
    }
    final Map<String, String> expected = new HashMap<>();
    for (final Reading reading : run.tree().readings()) {
      if (reading.metric().kind() != Metric.Kind.HISTOGRAM) {
        expected.put(reading.path(), Long.toString(reading.read()));
      }
    }
    assertThat(expected).hasSize(10);
    assertThat(last).isEqualTo(expected);
  }

  @Test
  void betweenFirstAndLastARowMeansAChange() throws Exception {
    record("series.csv", path -> true);
    final Map<String, String> before = new HashMap<>();
    for (final List<String> row : rows("series.csv")) {
      final String previous = before.put(row.get(1), row.get(2));
      if (!row.get(0).equals(Long.toString(END_PS))) {
        assertThat(row.get(2)).isNotEqualTo(previous);
      }
    }
  }

  @Test
  void aSampleSeesAllThatHappensAtItsInstant() throws Exception {
    // Both relays send their first packet at 1 ps.
    RelayRun.of(
        3, 10, tree -> SeriesRecorder.open(tree, path -> true, 1, folder.resolve("series.csv")));
    assertThat(rows("series.csv"))
        .contains(List.of("0", "client/tx_packets", "0"), List.of("1", "client/tx_packets", "1"));
  }

  @Test
  void onlyWantedMetricsAreRecordedInOrderOfRegistration() throws Exception {
    record("series.csv", path -> path.endsWith("/idle") || path.endsWith("/delay_ps"));
    assertThat(rows("series.csv"))
        .extracting(row -> row.get(1))
        .startsWith("client/idle", "server, \"the\" one/idle")
        .containsOnly(
            "client/idle",
            "server, \"the\" one/idle",
            "client/pool0/idle",
            "server, \"the\" one/pool0/idle");
  }

  @Test
  void twoRunsGiveTheSameBytes() throws Exception {
    record("first.csv", path -> true);
    record("second.csv", path -> true);
    assertThat(folder.resolve("second.csv")).hasSameBinaryContentAs(folder.resolve("first.csv"));
    assertThat(Files.readString(folder.resolve("first.csv"))).doesNotContain("\r").endsWith("\n");
  }

  @Test
  void aFullDiskDoesNotDisturbTheRunAndShowsAtTheEnd() {
    final CsvFile csv =
        new CsvFile(Path.of("out/series.csv"), new FullDisk(50), SeriesRecorder.HEADER);
    assertThatThrownBy(
            () -> RelayRun.of(3, END_PS, tree -> SeriesRecorder.open(tree, path -> true, 10, csv)))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("series.csv");
  }
}
