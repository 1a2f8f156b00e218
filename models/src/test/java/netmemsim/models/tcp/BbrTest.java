package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import netmemsim.models.packet.TcpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BBR, held against golden/tcp and against its paper. */
class BbrTest {
  private static Pair bulk(final int rttMs, final int megabits, final long bytes) {
    final Pair pair = new Pair(rttMs * VirtualTime.MS, 250, 1);
    for (final TestHost host : List.of(pair.client, pair.server)) {
      host.sysctl.rmem[2] = 33_554_432;
      host.gsoMaxSegments = 1;
      host.sysctl.congestionControl = Bbr.NAME;
    }
    pair.toServer.rateBitsPerSecond = megabits * 1_000_000L;
    pair.sending.toWrite = bytes;
    pair.receiving.readsLater = pair.time;
    return pair;
  }

  private static long completionMs(final Pair pair) {
    pair.connect();
    long ms = 0;
    while (pair.receiving.read < pair.sending.toWrite && ms < 60_000) {
      pair.run(VirtualTime.MS);
      ms++;
    }
    return ms;
  }

  /** golden/tcp bbr-none: greatest queue, threshold on leaving STARTUP, time to the last byte. */
  @ParameterizedTest
  @CsvSource({
    "10, 10, 5000000, 24, 24, 4159",
    "50, 10, 5000000, 84, 90, 4298",
    "10, 100, 25000000, 226, 243, 2114"
  })
  void startupOvershootsAndDrainsAsTheKernelDoes(
      final int rttMs,
      final int megabits,
      final long bytes,
      final int leastQueue,
      final int greatestQueue,
      final long expectedMs) {
    final Pair pair = bulk(rttMs, megabits, bytes);
    final long ms = completionMs(pair);
    assertThat(ms).isBetween(expectedMs * 99 / 100, expectedMs * 101 / 100);
    assertThat(pair.toServer.mostQueued).isBetween(leastQueue, greatestQueue);
    assertThat(pair.sending.get().retransmit.total).isZero();
  }

  /** golden/tcp bbr-taildrop-10m-10ms: 16 retransmissions in 2 recoveries, two runs of three. */
  @Test
  void overflowOfAShallowQueueCostsTheKernelsRetransmissions() {
    final Pair pair = bulk(10, 10, 5_000_000);
    pair.toServer.queueLimit = 16;
    final long ms = completionMs(pair);
    assertThat(ms).isBetween(4150L, 4170L);
    assertThat(pair.sending.get().retransmit.total).isEqualTo(16);
    assertThat(pair.clientCount("TcpExtTCPSackRecovery")).isEqualTo(2);
    assertThat(pair.clientCount("TcpExtTCPTimeouts")).isZero();
  }

  /** High gain 2885 / 1000, initial window of 10, 1 % margin: the rate before any data. */
  @Test
  void firstRateIsTheHighGainTimesTheInitialWindowByRtt() {
    final Pair pair = bulk(50, 1000, 1_000_000);
    pair.connect();
    pair.run(60 * VirtualTime.MS);
    final long closedForm = 10L * 1448 * 1000 / 50 * 2885 / 1000 * 99 / 100;
    assertThat(pair.sending.get().pacing.rate)
        .isBetween(closedForm * 995 / 1000, closedForm * 1005 / 1000);
  }

  /** PROBE_RTT: after ten seconds without a lower RTT, four segments for at least 200 ms. */
  @Test
  void windowIsCutToFourForAMomentAfterTenSeconds() {
    final Pair pair = bulk(10, 10, 20_000_000);
    pair.connect();
    long firstMs = -1;
    int lowMs = 0;
    for (int ms = 0; ms < 14_000; ms++) {
      pair.run(VirtualTime.MS);
      if (pair.sending.get().window.cwnd <= 4) {
        firstMs = firstMs < 0 ? ms : firstMs;
        lowMs++;
      }
    }
    assertThat(firstMs).isBetween(10_000L, 10_400L);
    assertThat(lowMs).isBetween(195, 300);
  }

  /** A token bucket of 2 Mbit/s: the long-term bandwidth keeps the loss below a tenth. */
  @Test
  void policerIsFoundAndItsRateKept() {
    final Pair pair = bulk(20, 100, 10_000_000);
    final long bucketBytes = 30_000;
    final long[] tokens = {bucketBytes, 0};
    pair.toServer.lose =
        segment -> {
          if (segment.payload() == 0 || segment.has(TcpHeader.SYN)) {
            return false;
          }
          final long earned = (segment.atPs() - tokens[1]) / VirtualTime.US / 4;
          tokens[0] = Math.min(bucketBytes, tokens[0] + earned);
          tokens[1] += earned * 4 * VirtualTime.US;
          if (tokens[0] < segment.payload()) {
            return true;
          }
          tokens[0] -= segment.payload();
          return false;
        };
    pair.connect();
    pair.run(4 * VirtualTime.S);
    final long before = pair.sending.get().retransmit.total;
    final long readBefore = pair.receiving.read;
    // 48 round trips at the policer's rate are most of this second.
    pair.run(VirtualTime.S / 2);
    final long delivered = (pair.receiving.read - readBefore) / 1448;
    assertThat(delivered).isGreaterThan(60);
    assertThat(pair.sending.get().retransmit.total - before).isLessThan(delivered / 10 + 1);
  }

  @Test
  void sameSeedCyclesTheGainsInTheSamePhase() {
    final Pair first = bulk(10, 10, 5_000_000);
    final Pair again = bulk(10, 10, 5_000_000);
    completionMs(first);
    completionMs(again);
    assertThat(again.toServer.log).isEqualTo(first.toServer.log);
  }
}
