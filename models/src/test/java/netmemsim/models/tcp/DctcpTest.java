package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import netmemsim.models.packet.TcpHeader;
import org.junit.jupiter.api.Test;

/** DCTCP, held against RFC 8257. */
class DctcpTest {
  private static final long RTT = 10 * VirtualTime.MS;

  private static Pair pair() {
    final Pair pair = new Pair(RTT, 250, 1);
    for (final TestHost host : List.of(pair.client, pair.server)) {
      host.gsoMaxSegments = 1;
      host.sysctl.rmem[2] = 33_554_432;
      host.sysctl.congestionControl = Dctcp.NAME;
    }
    return pair;
  }

  private static Dctcp algorithm(final Pair pair) {
    return (Dctcp) pair.sending.get().window.control;
  }

  @Test
  void everyPacketIsEcnCapableEvenSynAndAck() {
    final Pair pair = pair();
    pair.sending.toWrite = 50_000;
    pair.connect();
    pair.run(VirtualTime.S);
    assertThat(pair.toServer.log)
        .allSatisfy(segment -> assertThat(segment.ecn()).isEqualTo(TcpHeader.ECT_0));
    assertThat(pair.toClient.log)
        .allSatisfy(segment -> assertThat(segment.ecn()).isEqualTo(TcpHeader.ECT_0));
  }

  /** RFC 8257, 3.3: alpha = (1 - g) alpha each window without marks, from 1 and with g = 1/16. */
  @Test
  void alphaDecaysBySixteenthsWithoutMarks() {
    final Pair pair = pair();
    pair.sending.toWrite = 3_000_000;
    pair.connect();
    // The first window counts twice: for the empty one before it, and for itself.
    pair.run(5 * RTT / 2);
    int closedForm = 1024 - 1024 / 16;
    for (int round = 0; round < 5; round++) {
      closedForm -= closedForm >> 4;
      assertThat(algorithm(pair).alpha).isEqualTo(closedForm);
      pair.run(RTT);
    }
  }

  /**
   * Alizadeh et al., Data Center TCP, 2010, 3.3: with marks above a queue of K the window saws
   * around C x RTT + K, and alpha is about the square root of 2 by that: 0.14 for 83 + 20.
   */
  @Test
  void queueStaysAtTheMarkingThresholdAndAlphaFollowsIt() {
    final Pair pair = pair();
    pair.toServer.rateBitsPerSecond = 100_000_000;
    pair.toServer.mark = segment -> pair.toServer.queued > 20;
    pair.sending.toWrite = 50_000_000;
    pair.connect();
    pair.run(VirtualTime.S);
    pair.toServer.mostQueued = 0;
    final long before = pair.receiving.read;
    pair.run(VirtualTime.S);
    final long bitsPerSecond = (pair.receiving.read - before) * 8;
    assertThat(bitsPerSecond).isGreaterThan(100_000_000L * 1448 / 1500 * 97 / 100);
    assertThat(pair.toServer.mostQueued).isBetween(20, 40);
    assertThat(algorithm(pair).alpha).isBetween(1024 * 8 / 100, 1024 * 25 / 100);
    assertThat(pair.sending.get().retransmit.total).isZero();
  }

  /** RFC 8257, 3.4: the window is cut by alpha / 2. */
  @Test
  void windowIsCutByHalfOfAlpha() {
    final Pair pair = pair();
    pair.sending.toWrite = 3_000_000;
    pair.connect();
    pair.run(5 * RTT);
    final Dctcp dctcp = algorithm(pair);
    final int cwnd = pair.sending.get().window.cwnd;
    assertThat(dctcp.ssthresh()).isEqualTo(cwnd - cwnd * dctcp.alpha / 2048);
  }

  /** RFC 8257, 3.2: the receiver acknowledges at once when the mark changes. */
  @Test
  void changeOfTheMarkIsEchoedAtOnce() {
    final Pair pair = pair();
    pair.toServer.rateBitsPerSecond = 10_000_000;
    pair.toServer.mark = segment -> segment.payload() > 0 && pair.toServer.dataSegments % 10 >= 8;
    pair.sending.toWrite = 500_000;
    pair.connect();
    pair.run(3 * VirtualTime.S);
    boolean echoing = false;
    int runs = 0;
    for (final Wire.Segment ack : pair.toClient.log) {
      final boolean echoes = ack.has(TcpHeader.ECE) && !ack.has(TcpHeader.SYN);
      if (echoes && !echoing) {
        runs++;
      }
      echoing = echoes;
    }
    final int marks = pair.toServer.dataSegments / 10;
    assertThat(runs).isBetween(marks - 1, marks + 1);
    // What the ACKs say is marked is what was marked: two of ten.
    final long said = pair.clientCount("TcpExtTCPDeliveredCE");
    assertThat(said).isBetween(2L * marks - 4, 2L * marks + 4);
  }

  @Test
  void peerWithoutEcnMakesItReno() {
    final Pair pair = pair();
    pair.server.sysctl.congestionControl = Reno.NAME;
    pair.server.sysctl.ecn = 0;
    pair.sending.toWrite = 500_000;
    pair.toServer.lose = segment -> segment.payload() > 0 && pair.toServer.dataSegments == 100;
    pair.connect();
    pair.run(3 * VirtualTime.S);
    assertThat(pair.sending.get().congestionControl()).isEqualTo("dctcp-reno");
    assertThat(pair.receiving.read).isEqualTo(500_000);
    assertThat(pair.toServer.log.get(pair.toServer.log.size() - 1).ecn())
        .isEqualTo(TcpHeader.NOT_ECT);
  }
}
