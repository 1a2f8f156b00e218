package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CUBIC and HyStart, held against RFC 9438 and against golden/tcp (ground-truth.md 2.2). */
class CubicTest {
  private static Pair bulk(
      final long rttPs, final long rate, final long bytes, final int... lostSegments) {
    final Pair pair = new Pair(rttPs, 250, 1);
    for (final TestHost host : List.of(pair.client, pair.server)) {
      host.sysctl.rmem[2] = 33_554_432;
      host.gsoMaxSegments = 1;
    }
    final Set<Integer> lost = new HashSet<>();
    for (final int number : lostSegments) {
      lost.add(number);
    }
    pair.toServer.lose =
        segment -> segment.payload() > 0 && lost.contains(pair.toServer.dataSegments);
    pair.toServer.rateBitsPerSecond = rate;
    pair.sending.toWrite = bytes;
    pair.receiving.readsLater = pair.time;
    return pair;
  }

  /** golden/tcp cubic-none: TCPHystartTrainDetect 1, TCPHystartTrainCwnd 63, 26, 128. */
  @ParameterizedTest
  @CsvSource({"50, 10, 63", "10, 10, 26", "10, 100, 128"})
  void hystartLeavesSlowStartWhereTheKernelDoes(
      final int rttMs, final int megabits, final int exit) {
    final Pair pair = bulk(rttMs * VirtualTime.MS, megabits * 1_000_000L, 5_000_000);
    pair.connect();
    pair.run(2 * VirtualTime.S);
    assertThat(pair.clientCount("TcpExtTCPHystartTrainDetect")).isOne();
    assertThat(pair.clientCount("TcpExtTCPHystartTrainCwnd")).isEqualTo(exit);
    assertThat(pair.sending.get().window.ssthresh).isEqualTo(exit);
  }

  /** golden/tcp cubic-single-10m-50ms: ssthresh 49 of 70, one retransmission. */
  @Test
  void singleLossTakesThreeTenths() {
    final Pair pair = bulk(50 * VirtualTime.MS, 10_000_000, 5_000_000, 200);
    pair.connect();
    pair.run(6 * VirtualTime.S);
    final TcpConnection sender = pair.sending.get();
    assertThat(pair.receiving.read).isEqualTo(5_000_000);
    assertThat(sender.window.ssthresh).isEqualTo(49);
    assertThat(sender.window.cwnd).isBetween(73, 75);
    assertThat(sender.retransmit.total).isOne();
    assertThat(pair.clientCount("TcpExtTCPTimeouts")).isZero();
  }

  /** golden/tcp cubic-single-100m-50ms: 209 to 146. */
  @Test
  void singleLossAtHighRateTakesThreeTenths() {
    final Pair pair = bulk(50 * VirtualTime.MS, 100_000_000, 25_000_000, 200);
    pair.connect();
    pair.run(8 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(25_000_000);
    assertThat(pair.sending.get().window.ssthresh).isEqualTo(146);
    assertThat(pair.sending.get().retransmit.total).isOne();
  }

  /**
   * RFC 9438, 4.7: a flow that loses before its window was back gives way: it aims at (1 + beta) /
   * 2 of the window it had, with the kernel's beta of 717/1024.
   */
  @Test
  void fastConvergenceAimsLowerWhenALossComesBeforeTheWindowWasBack() {
    final Pair pair = bulk(50 * VirtualTime.MS, 100_000_000, 25_000_000, 200, 1800);
    pair.connect();
    while (pair.clientCount("TcpExtTCPSackRecovery") < 1) {
      pair.run(VirtualTime.MS);
    }
    final Cubic cubic = (Cubic) pair.sending.get().window.control;
    final int firstAim = cubic.lastMaxCwnd;
    assertThat(firstAim).isEqualTo(pair.sending.get().window.priorCwnd);
    while (pair.clientCount("TcpExtTCPSackRecovery") < 2) {
      pair.run(VirtualTime.MS);
    }
    final int before = pair.sending.get().window.priorCwnd;
    assertThat(before).isLessThan(firstAim);
    assertThat(cubic.lastMaxCwnd).isEqualTo((int) (before * (1 + 717 / 1024.0) / 2));
  }

  /**
   * RFC 9438, 4.2: W(t) = C (t - K)^3 + Wmax with C of 0.4, and K the cube root of Wmax (1 - beta)
   * / C with beta of 0.7.
   */
  @Test
  void windowFollowsTheCubicFunctionAfterALoss() {
    final Pair pair = bulk(100 * VirtualTime.MS, 1_000_000_000, 400_000_000, 1500);
    pair.toServer.logging = false;
    pair.toClient.logging = false;
    pair.connect();
    final double c = 0.4;
    int greatest = 0;
    while (pair.clientCount("TcpExtTCPSackRecovery") == 0) {
      pair.run(VirtualTime.MS);
      greatest = Math.max(greatest, pair.sending.get().window.cwnd);
    }
    final TcpConnection sender = pair.sending.get();
    final int threshold = sender.window.ssthresh;
    final double most = threshold * 1024.0 / 717;
    assertThat(most).isBetween(greatest * 0.9, greatest * 1.1);
    while (sender.recovery.state != CaState.OPEN) {
      pair.run(VirtualTime.MS);
    }
    final double k = Math.cbrt(most * 0.3 / c);
    for (int second = 1; second <= 12; second++) {
      pair.run(VirtualTime.S);
      final double closedForm = c * Math.pow(second - k, 3) + most;
      assertThat((double) sender.window.cwnd).isBetween(closedForm * 0.96, closedForm * 1.04);
    }
    assertThat(sender.retransmit.total).isOne();
  }
}
