package netmemsim.core.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import netmemsim.core.event.EventSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locating a difference, on records made by hand. */
class LadderTest {
  private static final int SOURCES = 100;

  private record Source(int sourceIndex) implements EventSource {
    @Override
    public long sourceHash() {
      return sourceIndex * 31L;
    }

    @Override
    public String path() {
      return "source" + sourceIndex;
    }
  }

  private static final List<Source> ALL =
      java.util.stream.IntStream.range(0, SOURCES).mapToObj(Source::new).toList();

  /** The source of each record, the same in all runs. */
  private static Source actor(final long record) {
    return ALL.get((int) ((record * 0x9E3779B97F4A7C15L) >>> 33) % SOURCES);
  }

  /** A run of so many records, of which one (from 0) is flipped, and all after it if it spreads. */
  private static Ladder run(
      final long records, final long flipped, final boolean spreads, final @Nullable Focus focus) {
    final RungHash rung = RungHash.of("host", focus);
    for (long i = 0; i < records; i++) {
      final boolean odd = i == flipped || (spreads && flipped >= 0 && i > flipped);
      rung.add(i * 1000, actor(i), 5, odd ? 1 : 0, 0, 0, 0, 0, 0);
    }
    final Ladder.Step host =
        new Ladder.Step("host", rung.hash(), rung.records(), rung.checkpoints());
    final RungHash empty = RungHash.of("wire", focus);
    return new Ladder(
        List.of(new Ladder.Step("wire", empty.hash(), 0, empty.checkpoints()), host),
        ALL.stream().map(Source::path).toList());
  }

  private static Difference difference(final Ladder one, final Ladder other) {
    final Difference difference = one.difference(other);
    if (difference == null) {
      throw new AssertionError("no difference");
    }
    return difference;
  }

  @ParameterizedTest
  @CsvSource({
    "10, 0",
    "10, 9",
    "1024, 1023",
    "1025, 1024",
    "5000, 3000",
    "65536, 65535",
    "65537, 40000",
    "200000, 0",
    "200000, 1",
    "200000, 131072",
    "200000, 199999",
    "1000000, 123456"
  })
  void oneFlippedRecordIsLocatedAndItsSourceNamed(final long records, final long flipped) {
    final Ladder clean = run(records, -1, false, null);
    final Ladder odd = run(records, flipped, false, null);
    final Difference difference = difference(clean, odd);
    assertThat(difference.rung()).isEqualTo("host");
    assertThat(difference.source()).isEqualTo(actor(flipped).path());
    assertThat(flipped).isBetween(difference.fromRecord(), difference.toRecord() - 1);
    assertThat(difference.afterPs()).isEqualTo(Math.max(0, difference.fromRecord() - 1) * 1000);
    assertThat(difference.toRecord() - difference.fromRecord())
        .as("the width of the window")
        .isLessThanOrEqualTo(Math.max(1024, records / 16));
    assertThat(difference.otherSource()).isEqualTo(difference.source());
    assertThat(difference(odd, clean)).isEqualTo(difference);
    assertThat(clean.firstDifference(odd))
        .startsWith("host: checkpoint " + difference.checkpoint())
        .endsWith(difference.source());
  }

  @ParameterizedTest
  @CsvSource({
    "10, 0, 10", "1000, 999, 1000", "5000, 3000, 5000", "200000, 131072, 200000",
    "200000, 77777, 200000", "200000, 50000, 190000", "300000, 299999, 250000", "1500, 5000, 1024",
    "200000, 500000, 123456"
  })
  void aDifferenceThatSpreadsIsTracedToItsRecordByLookingCloser(
      final long records, final long flipped, final long recordsOfOther) {
    // Where the flip is beyond the end of a run, the first record that one run lacks is the one.
    final long culprit = Math.min(flipped, Math.min(records, recordsOfOther));
    Difference difference =
        difference(run(records, -1, true, null), run(recordsOfOther, flipped, true, null));
    int rounds = 1;
    for (Focus focus = difference.focus(); focus != null; focus = difference.focus()) {
      difference =
          difference(run(records, -1, true, focus), run(recordsOfOther, flipped, true, focus));
      rounds++;
      assertThat(rounds).isLessThan(8);
    }
    assertThat(difference.fromRecord()).isEqualTo(culprit);
    assertThat(difference.toRecord()).isEqualTo(culprit + 1);
    assertThat(List.of(difference.source(), difference.otherSource()))
        .contains(actor(culprit).path())
        .isSubsetOf(actor(culprit).path(), "nobody");
  }

  @Test
  void aSwapOfTwoRecordsIsADifference() {
    final Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      final RungHash one = RungHash.of("host", null);
      final RungHash other = RungHash.of("host", null);
      final Source source = ALL.get(random.nextInt(SOURCES));
      final long a = random.nextInt(3);
      one.add(1, source, 5, a, 0, 0, 0, 0, 0);
      one.add(1, source, 5, a + 1, 0, 0, 0, 0, 0);
      other.add(1, source, 5, a + 1, 0, 0, 0, 0, 0);
      other.add(1, source, 5, a, 0, 0, 0, 0, 0);
      assertThat(one.hash()).isNotEqualTo(other.hash());
    }
  }

  @Test
  void aLadderTakenEarlyStaysAsItWas() {
    final RungHash rung = RungHash.of("host", null);
    for (long i = 0; i < 60_000; i++) {
      rung.add(i, actor(i), 5, 0, 0, 0, 0, 0, 0);
    }
    final List<Checkpoint> early = rung.checkpoints();
    final List<Long> before = early.stream().map(point -> point.firstOrdinal(1)).toList();
    for (long i = 60_000; i < 300_000; i++) {
      rung.add(i, actor(i), 5, 0, 0, 0, 0, 0, 0);
    }
    assertThat(early.stream().map(point -> point.firstOrdinal(1)).toList()).isEqualTo(before);
    assertThat(rung.checkpoints()).hasSizeBetween(32, 65);
  }
}
