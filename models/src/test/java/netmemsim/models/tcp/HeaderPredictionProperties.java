package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Header prediction is a shorter way to the same place. */
class HeaderPredictionProperties {
  private static final List<String> COUNTERS =
      List.of(
          "TcpExtTCPHPHits",
          "TcpExtTCPHPAcks",
          "TcpExtTCPPureAcks",
          "TcpExtDelayedACKs",
          "TcpExtTCPDelivered",
          "TcpOutSegs");

  /** Data both ways, lost, overtaken and twice, looks the same on the wire and in the counters. */
  @Property(tries = 60)
  void theShortWayChangesNoSegmentAndNoCounter(
      @ForAll final long seed,
      @ForAll @IntRange(max = 60) final int lossPerMille,
      @ForAll @IntRange(max = 100) final int reorderPerMille,
      @ForAll @IntRange(max = 30) final int duplicatePerMille,
      @ForAll @LongRange(min = 1, max = 300_000) final long bytes,
      @ForAll @LongRange(max = 100_000) final long answerBytes,
      @ForAll final boolean timestamps,
      @ForAll final boolean ecn) {
    final List<List<Object>> seen = new ArrayList<>();
    for (final boolean shortcuts : new boolean[] {true, false}) {
      final Pair pair = new Pair(10 * VirtualTime.MS, 1000, seed);
      final Random random = new Random(seed);
      for (final Wire wire : new Wire[] {pair.toServer, pair.toClient}) {
        wire.rateBitsPerSecond = 100_000_000L;
        wire.lose = segment -> random.nextInt(1000) < lossPerMille;
        wire.mark = segment -> ecn && random.nextInt(50) == 0;
        wire.extraDelayPs =
            segment ->
                random.nextInt(1000) < reorderPerMille ? random.nextInt(4000) * VirtualTime.US : 0;
        wire.duplicate = segment -> random.nextInt(1000) < duplicatePerMille;
      }
      for (final TestHost host : List.of(pair.client, pair.server)) {
        host.sysctl.timestamps = timestamps ? 1 : 0;
        host.sysctl.ecn = ecn ? 1 : 0;
      }
      pair.sending.toWrite = bytes;
      pair.receiving.toWrite = answerBytes;
      pair.connect();
      pair.sending.get().input.shortcuts = shortcuts;
      while (pair.receiving.connection == null) {
        pair.run(VirtualTime.MS);
      }
      pair.receiving.get().input.shortcuts = shortcuts;
      for (int s = 0; s < 500 && pair.sending.get().state() != TcpState.CLOSE; s++) {
        pair.run(VirtualTime.S);
      }
      final List<Object> all = new ArrayList<>();
      all.addAll(pair.toServer.log);
      all.addAll(pair.toClient.log);
      COUNTERS.forEach(name -> all.add(pair.clientCount(name)));
      COUNTERS.forEach(name -> all.add(pair.serverCount(name)));
      all.add(pair.receiving.read);
      seen.add(all);
    }
    assertThat(seen.get(0)).isEqualTo(seen.get(1));
  }

  /** Without a test that the short way is taken, the one above proves nothing. */
  @Property(tries = 1)
  void aReceiverOfBulkDataTakesTheShortWay() {
    final Pair pair = new Pair(10 * VirtualTime.MS);
    pair.sending.toWrite = 1_000_000;
    pair.connect();
    pair.run(2 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(1_000_000);
    assertThat(pair.receiving.get().input.shortcutsTaken).isGreaterThan(600);
  }
}
