package netmemsim.output.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import netmemsim.output.events.EventsRecorder;
import netmemsim.output.series.SeriesRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordersLeaveNoTraceTest {
  private static final long END_PS = 3_000_000;

  @TempDir Path folder;

  @Test
  void fingerprintAndEventCountAreTheSameWithRecordersOnAndOff() throws Exception {
    final RelayRun.Result off = RelayRun.of(9, END_PS);
    final RelayRun.Result on =
        RelayRun.of(
            9,
            END_PS,
            tree -> SeriesRecorder.open(tree, path -> true, 7, folder.resolve("series.csv")),
            tree -> EventsRecorder.open(tree, trace -> true, folder.resolve("events.csv")));
    assertThat(on.ladder().firstDifference(off.ladder())).isNull();
    assertThat(on.ladder().text()).isEqualTo(off.ladder().text());
    assertThat(on.ladder()).usingRecursiveComparison().isEqualTo(off.ladder());
    assertThat(on.events()).isEqualTo(off.events());
    assertThat(Files.size(folder.resolve("series.csv"))).isGreaterThan(10_000);
    assertThat(Files.size(folder.resolve("events.csv"))).isGreaterThan(10_000);
    assertThat(RelayRun.of(10, END_PS).ladder().text()).isNotEqualTo(off.ladder().text());
  }
}
