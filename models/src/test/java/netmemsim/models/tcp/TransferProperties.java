package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What must hold whatever the network does. */
class TransferProperties {
  /** Loss, reordering and duplication in both directions never lose or corrupt a byte. */
  @Property(tries = 150)
  void everyByteArrivesOnceAndInOrderOverABadNetwork(
      @ForAll final long seed,
      @ForAll @IntRange(max = 120) final int lossPerMille,
      @ForAll @IntRange(max = 200) final int reorderPerMille,
      @ForAll @IntRange(max = 50) final int duplicatePerMille,
      @ForAll @LongRange(min = 1, max = 600_000) final long bytes,
      @ForAll final boolean sack,
      @ForAll final boolean timestamps) {
    final Pair pair = new Pair(10 * VirtualTime.MS, 1000, seed);
    pair.client.sysctl.sack = sack ? 1 : 0;
    pair.client.sysctl.timestamps = timestamps ? 1 : 0;
    final Random random = new Random(seed);
    for (final Wire wire : new Wire[] {pair.toServer, pair.toClient}) {
      wire.rateBitsPerSecond = 100_000_000L;
      wire.lose = segment -> random.nextInt(1000) < lossPerMille;
      wire.extraDelayPs =
          segment ->
              random.nextInt(1000) < reorderPerMille ? random.nextInt(8000) * VirtualTime.US : 0;
      wire.duplicate = segment -> random.nextInt(1000) < duplicatePerMille;
    }
    pair.sending.toWrite = bytes;
    pair.connect();
    for (int s = 0; s < 3000 && (s == 0 || pair.sending.get().state() != TcpState.CLOSE); s++) {
      pair.run(VirtualTime.S);
    }
    assertThat(pair.receiving.read).isEqualTo(bytes);
    assertThat(pair.receiving.verifier.errors()).isZero();
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.CLOSE);
    assertThat(pair.receiving.get().state()).isEqualTo(TcpState.CLOSE);
    pair.run(10 * VirtualTime.S);
    assertThat(pair.client.pool.live()).isZero();
    assertThat(pair.server.pool.live()).isZero();
  }
}
