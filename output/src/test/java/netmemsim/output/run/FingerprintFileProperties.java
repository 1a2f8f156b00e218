package netmemsim.output.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import netmemsim.core.fingerprint.Checkpoint;
import netmemsim.core.fingerprint.Ladder;

class FingerprintFileProperties {
  @Property(tries = 300)
  void anyLadderIsReadBackExactly(@ForAll("ladders") final Ladder ladder) throws IOException {
    final String text = FingerprintFile.text(ladder);
    final Ladder back =
        FingerprintParser.parse(text.getBytes(StandardCharsets.UTF_8), Path.of("f.json"));
    assertThat(back).usingRecursiveComparison().isEqualTo(ladder);
    assertThat(FingerprintFile.text(back)).isEqualTo(text);
  }

  @Provide
  Arbitrary<Ladder> ladders() {
    final Arbitrary<List<String>> paths =
        Arbitraries.strings().alpha().withChars("/\"\\ é").ofMaxLength(12).list().ofMaxSize(4);
    return Combinators.combine(step("wire"), step("host"), step("event"), step("draws"), paths)
        .as((w, h, e, d, p) -> new Ladder(List.of(w, h, e, d), p));
  }

  private static Arbitrary<Ladder.Step> step(final String name) {
    final Arbitrary<Long> count = Arbitraries.longs().greaterOrEqual(0);
    return Combinators.combine(
            Arbitraries.longs(), count, checkpoint().list().ofMinSize(1).ofMaxSize(4))
        .as((hash, records, points) -> new Ladder.Step(name, hash, records, points));
  }

  private static Arbitrary<Checkpoint> checkpoint() {
    // Few distinct values, so that sources often stand still between checkpoints.
    final Arbitrary<Long> hash = Arbitraries.of(0L, 1L, -1L, Long.MIN_VALUE);
    final Arbitrary<Long> ordinal = Arbitraries.of(-1L, 0L, 5L, Long.MAX_VALUE);
    final Arbitrary<List<Source>> sources =
        Combinators.combine(hash, ordinal).as(Source::new).list().ofMaxSize(9);
    final Arbitrary<Long> count = Arbitraries.longs().greaterOrEqual(0);
    return Combinators.combine(count, count, Arbitraries.longs(), sources)
        .as(
            (records, timePs, all, list) -> {
              final List<Source> copy = new ArrayList<>(list);
              return new Checkpoint(
                  records,
                  timePs,
                  all,
                  copy.stream().mapToLong(Source::hash).toArray(),
                  copy.stream().mapToLong(Source::ordinal).toArray());
            });
  }

  private record Source(long hash, long ordinal) {}
}
