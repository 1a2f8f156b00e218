package netmemsim.output.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.EventSource;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.output.file.CsvFile;
import netmemsim.output.file.FullDisk;
import netmemsim.output.file.RunFileException;
import netmemsim.output.relay.Csv;
import netmemsim.output.relay.Relay;
import netmemsim.output.relay.RelayRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsRecorderTest {
  private static final long END_PS = 100_000;

  @TempDir Path folder;

  private RelayRun.Result record(final String name, final Predicate<Trace> wanted)
      throws Exception {
    return RelayRun.of(3, END_PS, tree -> EventsRecorder.open(tree, wanted, folder.resolve(name)));
  }

  private List<List<String>> rows(final String name) throws IOException {
    final List<List<String>> rows = Csv.parse(Files.readString(folder.resolve(name)));
    assertThat(rows.get(0)).containsExactly("time_ps", "entity", "event", "fields");
    return rows.subList(1, rows.size());
  }

  @Test
  void everyRecordIsARowAsAnotherSinkSawIt() throws Exception {
    final List<List<String>> seen = new ArrayList<>();
    RelayRun.of(
        3,
        END_PS,
        tree -> EventsRecorder.open(tree, trace -> true, folder.resolve("events.csv")),
        tree -> {
          tree.subscribe(
              trace -> true,
              (nowPs, tracepoint, source, a, b, c, d, e, f) ->
                  seen.add(
                      List.of(
                          Long.toString(nowPs),
                          source.path(),
                          tracepoint.name(),
                          tracepoint.equals(Relay.SEND)
                              ? "sequence=" + a + " delay_ps=" + b
                              : "")));
          return () -> {};
        });
    assertThat(seen).hasSizeGreaterThan(200);
    assertThat(rows("events.csv")).isEqualTo(seen);
  }

  @Test
  void onlyWantedTracesAreRecorded() throws Exception {
    record("events.csv", trace -> trace.tracepoint().equals(Relay.POOL_MADE));
    assertThat(rows("events.csv"))
        .extracting(row -> row.subList(1, 4))
        .containsExactlyInAnyOrder(
            List.of("client", "pool, \"made\"", ""),
            List.of("server, \"the\" one", "pool, \"made\"", ""));
  }

  @Test
  void twoRunsGiveTheSameBytes() throws Exception {
    record("first.csv", trace -> true);
    record("second.csv", trace -> true);
    assertThat(folder.resolve("second.csv")).hasSameBinaryContentAs(folder.resolve("first.csv"));
    assertThat(Files.readString(folder.resolve("first.csv"))).doesNotContain("\r").endsWith("\n");
  }

  @Test
  void sixFieldsAndFieldNamesThatNeedQuotesAreExact() throws Exception {
    final Tracepoint six = Tracepoint.of("six", Rung.NONE, "", "a", "b", "c", "d", "e", "f");
    final Tracepoint odd = Tracepoint.of("odd", Rung.NONE, "", "x", "y,\"z\"");
    try (EventsRecorder recorder = open()) {
      recorder.record(5, six, source(0), 1, -2, 3, 4, Long.MIN_VALUE, 6);
      recorder.record(6, odd, source(900), 7, 8, 0, 0, 0, 0);
    }
    assertThat(rows("direct.csv"))
        .containsExactly(
            List.of("5", "e0", "six", "a=1 b=-2 c=3 d=4 e=-9223372036854775808 f=6"),
            List.of("6", "e900", "odd", "x=7 y,\"z\"=8"));
  }

  @Test
  void aRecordAfterTheEndIsAMistake() throws Exception {
    final EventsRecorder recorder = open();
    recorder.close();
    assertThatThrownBy(() -> recorder.record(1, Relay.SEND, source(0), 0, 0, 0, 0, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("relay_send of e0");
  }

  @Test
  void aFullDiskDoesNotDisturbTheRunAndShowsAtTheEnd() {
    final CsvFile csv =
        new CsvFile(Path.of("out/events.csv"), new FullDisk(50), EventsRecorder.HEADER);
    assertThatThrownBy(
            () -> RelayRun.of(3, END_PS, tree -> EventsRecorder.open(tree, trace -> true, csv)))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("events.csv")
        .hasMessageContaining("No space left on device");
  }

  private EventsRecorder open() throws IOException {
    final EntityTree tree = new EntityTree(new NetSimulator("direct"), 1);
    return EventsRecorder.open(tree, trace -> true, folder.resolve("direct.csv"));
  }

  private static EventSource source(final int index) {
    return new EventSource() {
      @Override
      public int sourceIndex() {
        return index;
      }

      @Override
      public long sourceHash() {
        return index;
      }

      @Override
      public String path() {
        return "e" + index;
      }
    };
  }
}
