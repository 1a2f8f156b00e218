package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 32-bit numbers wrap; offsets do not. */
class SequenceWrapTest {
  /** The initial sequence number and the timestamp offset both lie just below a wrap. */
  @ParameterizedTest
  @ValueSource(ints = {-100_000, Integer.MAX_VALUE - 100_000, -2, 0})
  void transferWithLossCrossesTheWrap(final int initial) {
    final Pair pair = new Pair(10 * VirtualTime.MS);
    pair.client.fixedRandom = initial;
    pair.server.fixedRandom = initial;
    Pair.loseRandomly(pair.toServer, 3, 20);
    pair.sending.toWrite = 1_000_000;
    pair.connect();
    pair.run(100 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(1_000_000);
    assertThat(pair.receiving.verifier.errors()).isZero();
  }

  /** More than 4 GiB: offsets are wider than sequence numbers. */
  @Test
  void streamLongerThanTheSequenceSpaceArrivesWhole() {
    final Pair pair = new Pair(30 * VirtualTime.US);
    pair.toServer.rateBitsPerSecond = 400_000_000_000L;
    pair.toServer.logging = false;
    pair.toClient.logging = false;
    pair.client.mtuBytes = 65_000;
    pair.server.mtuBytes = 65_000;
    final long bytes = 5L << 30;
    pair.sending.toWrite = bytes;
    pair.connect();
    pair.run(2 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(bytes);
    assertThat(pair.receiving.verifier.errors()).isZero();
    assertThat(pair.sending.get().bytesAcked).isGreaterThan(bytes);
  }
}
