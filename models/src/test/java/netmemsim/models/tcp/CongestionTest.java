package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slow start, loss and recovery of reno, held against RFCs and against golden/tcp. */
class CongestionTest {
  private static final long RTT = 50 * VirtualTime.MS;

  private static Pair bulk(final long bytes, final int... lostSegments) {
    final Pair pair = new Pair(RTT, 250, 1);
    for (final TestHost host : List.of(pair.client, pair.server)) {
      host.sysctl.rmem[2] = 33_554_432;
      host.gsoMaxSegments = 1;
      host.sysctl.congestionControl = Reno.NAME;
    }
    final Set<Integer> lost = new HashSet<>();
    for (final int number : lostSegments) {
      lost.add(number);
    }
    pair.toServer.lose =
        segment -> segment.payload() > 0 && lost.contains(pair.toServer.dataSegments);
    pair.sending.toWrite = bytes;
    return pair;
  }

  /** RFC 6928. */
  @Test
  void firstFlightIsTenSegments() {
    final Pair pair = bulk(1_000_000);
    pair.connect();
    pair.run(RTT + RTT / 2);
    assertThat(pair.toServer.dataSegments).isEqualTo(10);
  }

  @Test
  void slowStartDoublesTheFlightEachRoundTrip() {
    final Pair pair = bulk(10_000_000);
    pair.connect();
    pair.run(RTT + RTT / 2);
    int before = pair.toServer.dataSegments;
    int flight = before;
    for (int round = 0; round < 4; round++) {
      pair.run(RTT);
      final int sent = pair.toServer.dataSegments - before;
      before = pair.toServer.dataSegments;
      // A delayed ACK may hold a pair back.
      assertThat(sent).isBetween(2 * flight - 4, 2 * flight);
      flight = sent;
    }
  }

  /** golden/tcp reno-single-10m-50ms: 1 retransmission, 1 recovery, ssthresh 104 to 105. */
  @Test
  void singleLossHalvesTheWindowAsTheKernelDoes() {
    final Pair pair = bulk(5_000_000, 200);
    pair.toServer.rateBitsPerSecond = 10_000_000;
    pair.connect();
    pair.run(6 * VirtualTime.S);
    final TcpConnection sender = pair.sending.get();
    assertThat(pair.receiving.read).isEqualTo(5_000_000);
    assertThat(sender.window.ssthresh).isBetween(104, 105);
    assertThat(sender.window.cwnd).isBetween(128, 131);
    assertThat(sender.retransmit.total).isOne();
    assertThat(pair.clientCount("TcpExtTCPSackRecovery")).isOne();
    assertThat(pair.clientCount("TcpExtTCPTimeouts")).isZero();
    assertThat(pair.toServer.mostQueued).isBetween(163, 170);
  }

  /** golden/tcp reno-nosack-single-10m-50ms: ssthresh 104, one recovery, no timeout. */
  @Test
  void singleLossWithoutSackIsRepairedByDuplicateAcks() {
    final Pair pair = bulk(2_000_000, 200);
    pair.client.sysctl.sack = 0;
    pair.toServer.rateBitsPerSecond = 10_000_000;
    pair.connect();
    pair.run(6 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(2_000_000);
    assertThat(pair.sending.get().window.ssthresh).isEqualTo(104);
    assertThat(pair.sending.get().retransmit.total).isOne();
    assertThat(pair.clientCount("TcpExtTCPRenoRecovery")).isOne();
    assertThat(pair.clientCount("TcpExtTCPTimeouts")).isZero();
  }

  @Test
  void sackRepairsSeveralLossesInOneRecovery() {
    final Pair pair = bulk(2_000_000, 200, 203, 207, 208, 215, 230);
    pair.connect();
    pair.run(10 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(2_000_000);
    assertThat(pair.receiving.verifier.errors()).isZero();
    assertThat(pair.sending.get().retransmit.total).isEqualTo(6);
    assertThat(pair.clientCount("TcpExtTCPSackRecovery")).isOne();
    assertThat(pair.clientCount("TcpExtTCPTimeouts")).isZero();
    final List<Wire.Segment> lost =
        pair.toServer.log.stream().filter(Wire.Segment::dropped).toList();
    for (final Wire.Segment gone : lost) {
      final Wire.Segment again =
          pair.toServer.log.stream()
              .filter(s -> s.offset() == gone.offset() && !s.dropped())
              .findFirst()
              .orElseThrow();
      assertThat(again.atPs() - gone.atPs()).isLessThan(3 * RTT);
    }
  }

  /** A super-segment of which only the middle is lost is cut at the hole, not sent again whole. */
  @Test
  void lossInsideASuperSegmentSendsOnlyWhatIsMissing() {
    final Pair pair = bulk(3_000_000, 300, 301, 320);
    pair.client.gsoMaxSegments = 65535;
    pair.connect();
    pair.run(10 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(3_000_000);
    assertThat(pair.receiving.verifier.errors()).isZero();
    assertThat(pair.sending.get().retransmit.total).isEqualTo(3);
  }

  /** golden/tcp reno-rtxlost-10m-50ms: RACK sends the lost retransmission again, no timeout. */
  @Test
  void lostRetransmissionIsFoundWithoutATimeout() {
    final Pair pair = bulk(1_000_000);
    pair.toServer.rateBitsPerSecond = 10_000_000;
    final int[] losses = {0};
    final long offset = 199L * 1448;
    pair.toServer.lose = segment -> segment.offset() == offset && losses[0]++ < 2;
    pair.connect();
    pair.run(5 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(1_000_000);
    assertThat(pair.sending.get().retransmit.total).isEqualTo(2);
    assertThat(pair.clientCount("TcpExtTCPTimeouts")).isZero();
    assertThat(pair.clientCount("TcpExtTCPLostRetransmit")).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void reorderingByFewSegmentsCausesNoReduction(final int by) {
    final Pair pair = bulk(1_000_000);
    pair.toServer.rateBitsPerSecond = 100_000_000;
    pair.toServer.extraDelayPs =
        segment ->
            segment.payload() > 0 && pair.toServer.dataSegments == 100
                ? 60L * by * VirtualTime.US
                : 0;
    pair.connect();
    pair.run(5 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(1_000_000);
    assertThat(pair.sending.get().window.ssthresh).isEqualTo(TcpConstants.INFINITE_SSTHRESH);
  }

  /** RFC 5681, 4.1. */
  @Test
  void windowStartsAgainAfterIdling() {
    final Pair pair = bulk(1_000_000);
    pair.sending.closesAtEnd = false;
    pair.connect();
    pair.run(5 * VirtualTime.S);
    assertThat(pair.sending.get().window.cwnd).isGreaterThan(100);
    pair.sending.toWrite += 100_000;
    pair.run(30 * VirtualTime.S);
    pair.sending.write();
    assertThat(pair.sending.get().window.cwnd).isEqualTo(TcpConstants.INIT_CWND);
  }
}
