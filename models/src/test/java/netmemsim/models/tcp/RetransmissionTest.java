package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import netmemsim.models.kernel.Errno;
import org.junit.jupiter.api.Test;

/** Timeouts and the tail loss probe (RFC 6298, RFC 8985). */
class RetransmissionTest {
  private static final long RTT = 10 * VirtualTime.MS;

  private static Pair established(final boolean tailProbe) {
    final Pair pair = new Pair(RTT);
    pair.client.sysctl.earlyRetrans = tailProbe ? 3 : 0;
    pair.sending.closesAtEnd = false;
    pair.connect();
    pair.run(VirtualTime.S);
    pair.toServer.log.clear();
    return pair;
  }

  private static void blackOut(final Pair pair) {
    pair.toServer.lose = segment -> true;
  }

  private static void write(final Pair pair, final long bytes) {
    pair.sending.toWrite += bytes;
    pair.sending.write();
  }

  /** The least RTO is 200 ms on top of the RTT; the timer wheel rounds by an eighth at most. */
  @Test
  void timeoutsDoubleFromTheLeastRto() {
    final Pair pair = established(false);
    blackOut(pair);
    write(pair, 1000);
    pair.run(20 * VirtualTime.S);
    final List<Long> gaps = Gaps.inMs(pair.toServer.log);
    assertThat(gaps).hasSizeGreaterThanOrEqualTo(6);
    for (int i = 0; i < 6; i++) {
      final long expected = 210L << i;
      assertThat(gaps.get(i)).isBetween(expected, expected * 9 / 8 + 1);
    }
    assertThat(pair.sending.get().window.cwnd).isOne();
    assertThat(pair.sending.get().window.ssthresh).isEqualTo(7);
  }

  @Test
  void timeoutsDoNotExceed120Seconds() {
    final Pair pair = established(false);
    blackOut(pair);
    write(pair, 1000);
    pair.run(600 * VirtualTime.S);
    final List<Long> gaps = Gaps.inMs(pair.toServer.log);
    assertThat(gaps.get(gaps.size() - 1)).isBetween(120_000L, 135_000L);
  }

  /** tcp_retries2 of 15 is 924.6 s of time, whatever the RTO (ip-sysctl.rst). */
  @Test
  void retries2GivesUpAfterTheHypotheticalTimeout() {
    final Pair pair = established(false);
    blackOut(pair);
    write(pair, 1000);
    pair.run(900 * VirtualTime.S);
    assertThat(pair.sending.closed).isFalse();
    pair.run(300 * VirtualTime.S);
    assertThat(pair.sending.closedWith).isEqualTo(Errno.ETIMEDOUT);
    assertThat(pair.clientCount("TcpExtTCPAbortOnTimeout")).isOne();
  }

  @Test
  void recoveryAfterATimeoutDeliversEverything() {
    final Pair pair = established(true);
    pair.toServer.lose = segment -> pair.time.nowPs < 3 * VirtualTime.S;
    write(pair, 200_000);
    pair.run(20 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(200_000);
    assertThat(pair.receiving.verifier.errors()).isZero();
    assertThat(pair.clientCount("TcpExtTCPTimeouts")).isBetween(2L, 5L);
    assertThat(pair.sending.get().recovery.state).isEqualTo(CaState.OPEN);
  }

  /** Two round trips, and the delayed-ACK allowance when one segment is out (RFC 8985, 7.2). */
  @Test
  void lostTailIsProbedAfterTwoRoundTrips() {
    final Pair pair = established(true);
    final int[] seen = {0};
    pair.toServer.lose = segment -> segment.payload() > 0 && ++seen[0] == 5;
    write(pair, 5 * 1448);
    pair.run(VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(5 * 1448);
    assertThat(pair.clientCount("TcpExtTCPLossProbes")).isOne();
    assertThat(pair.clientCount("TcpExtTCPTimeouts")).isZero();
    final List<Wire.Segment> data =
        pair.toServer.log.stream().filter(s -> s.payload() > 0).toList();
    final long afterMs = (data.get(5).atPs() - data.get(4).atPs()) / VirtualTime.MS;
    assertThat(afterMs).isBetween(2 * 10L, 240L);
  }

  /** golden/tcp *-taillost3: the probe's SACK shows the other two losses. */
  @Test
  void threeLostTailSegmentsNeedNoTimeout() {
    final Pair pair = established(true);
    final int[] seen = {0};
    pair.toServer.lose = segment -> segment.payload() > 0 && ++seen[0] >= 8 && seen[0] <= 10;
    write(pair, 10 * 1448);
    pair.run(2 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(10 * 1448);
    assertThat(pair.clientCount("TcpExtTCPTimeouts")).isZero();
    assertThat(pair.clientCount("TcpExtTCPLossProbes")).isOne();
    assertThat(pair.clientCount("TcpExtTCPSackRecovery")).isOne();
    assertThat(pair.clientCount("TcpRetransSegs")).isEqualTo(3);
  }

  /** A delay spike longer than the RTO: the ACK of the original takes the reduction back. */
  @Test
  void spuriousTimeoutIsUndone() {
    final Pair pair = established(false);
    pair.client.sysctl.slowStartAfterIdle = 0;
    write(pair, 200_000);
    pair.run(VirtualTime.S);
    final int before = pair.sending.get().window.cwnd;
    final long spikePs = pair.time.nowPs + 400 * VirtualTime.MS;
    pair.toServer.extraDelayPs = segment -> Math.max(0, spikePs - pair.time.nowPs);
    write(pair, 30_000);
    pair.run(3 * VirtualTime.S);
    assertThat(pair.clientCount("TcpExtTCPTimeouts")).isPositive();
    assertThat(pair.clientCount("TcpExtTCPLossUndo")).isPositive();
    assertThat(pair.sending.get().window.cwnd).isGreaterThanOrEqualTo(before);
    assertThat(pair.sending.get().window.ssthresh).isEqualTo(TcpConstants.INFINITE_SSTHRESH);
  }
}
