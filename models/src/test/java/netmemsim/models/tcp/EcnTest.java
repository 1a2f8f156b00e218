package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import netmemsim.models.packet.TcpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ECN by RFC 3168, as Linux negotiates and uses it (include/net/tcp_ecn.h, v6.18). */
class EcnTest {
  private static final long RTT = 20 * VirtualTime.MS;
  private static final int SYN_FLAGS = TcpHeader.SYN | TcpHeader.ECE | TcpHeader.CWR;

  private static Pair pair(final int clientEcn, final int serverEcn) {
    final Pair pair = new Pair(RTT, 250, 1);
    pair.client.sysctl.ecn = clientEcn;
    pair.server.sysctl.ecn = serverEcn;
    for (final TestHost host : List.of(pair.client, pair.server)) {
      host.gsoMaxSegments = 1;
      host.sysctl.congestionControl = Reno.NAME;
    }
    return pair;
  }

  private static List<Wire.Segment> data(final Pair pair) {
    return pair.toServer.log.stream().filter(segment -> segment.payload() > 0).toList();
  }

  /** RFC 3168, 6.1.1, and ip-sysctl.rst, tcp_ecn. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, false, false",
    "2, 1, false, false",
    "1, 0, true, false",
    "1, 1, true, true",
    "1, 2, true, true"
  })
  void ecnIsUsedWhenTheClientAsksAndTheServerAgrees(
      final int client, final int server, final boolean asked, final boolean agreed) {
    final Pair pair = pair(client, server);
    pair.sending.toWrite = 20_000;
    pair.connect();
    pair.run(VirtualTime.S);
    final Wire.Segment syn = pair.toServer.log.get(0);
    assertThat(syn.flags()).isEqualTo(asked ? SYN_FLAGS : TcpHeader.SYN);
    assertThat(syn.ecn()).isEqualTo(TcpHeader.NOT_ECT);
    final Wire.Segment synAck = pair.toClient.log.get(0);
    assertThat(synAck.has(TcpHeader.ECE)).isEqualTo(agreed);
    assertThat(synAck.has(TcpHeader.CWR)).isFalse();
    assertThat(synAck.ecn()).isEqualTo(TcpHeader.NOT_ECT);
    assertThat(data(pair))
        .allSatisfy(
            segment ->
                assertThat(segment.ecn()).isEqualTo(agreed ? TcpHeader.ECT_0 : TcpHeader.NOT_ECT));
    assertThat(pair.toClient.log)
        .allSatisfy(segment -> assertThat(segment.ecn()).isEqualTo(TcpHeader.NOT_ECT));
    assertThat(pair.serverCount("IpExtInECT0Pkts")).isEqualTo(agreed ? data(pair).size() : 0);
  }

  /** RFC 3168, 6.1.1.1; tcp_ecn_fallback. */
  @ParameterizedTest
  @CsvSource({"1, false", "0, true"})
  void lostSynIsSentAgainWithoutEcnUnlessFallbackIsOff(final int fallback, final boolean kept) {
    final Pair pair = pair(1, 1);
    pair.client.sysctl.ecnFallback = fallback;
    pair.toServer.lose = segment -> segment.atPs() == 0;
    pair.connect();
    pair.run(3 * VirtualTime.S);
    assertThat(pair.toServer.log.get(0).flags()).isEqualTo(SYN_FLAGS);
    assertThat(pair.toServer.log.get(1).flags()).isEqualTo(kept ? SYN_FLAGS : TcpHeader.SYN);
    assertThat(pair.sending.get().ecn.agreed).isEqualTo(kept);
  }

  /** RFC 3168, 6.1.2 and 6.1.3. */
  @Test
  void marksOfOneWindowHalveItOnceAndAreEchoedUntilCwr() {
    final Pair pair = pair(1, 1);
    pair.toServer.rateBitsPerSecond = 10_000_000;
    pair.toServer.mark =
        segment -> pair.toServer.dataSegments == 60 || pair.toServer.dataSegments == 62;
    pair.sending.toWrite = 400_000;
    pair.connect();
    int before = 0;
    while (pair.sending.get().recovery.state == CaState.OPEN && pair.time.nowPs < VirtualTime.S) {
      before = pair.sending.get().window.cwnd;
      pair.run(VirtualTime.MS / 10);
    }
    final TcpConnection sender = pair.sending.get();
    assertThat(sender.recovery.state).isEqualTo(CaState.CWR);
    assertThat(sender.window.ssthresh).isBetween(before / 2, (before + 1) / 2);
    pair.run(5 * VirtualTime.S);
    assertThat(sender.window.ssthresh).isBetween(before / 2, (before + 1) / 2);
    assertThat(pair.receiving.read).isEqualTo(400_000);
    assertThat(sender.retransmit.total).isZero();
    assertThat(data(pair).stream().filter(segment -> segment.has(TcpHeader.CWR)).count()).isOne();
    final int cwrSequence =
        data(pair).stream()
            .filter(segment -> segment.has(TcpHeader.CWR))
            .findFirst()
            .orElseThrow()
            .sequence();
    int echoes = 0;
    for (final Wire.Segment ack : pair.toClient.log) {
      if (ack.has(TcpHeader.ECE) && !ack.has(TcpHeader.SYN)) {
        assertThat(ack.acknowledgement() - cwrSequence).isNotPositive();
        echoes++;
      }
    }
    assertThat(echoes).isGreaterThan(2);
    assertThat(pair.clientCount("TcpExtTCPDeliveredCE")).isGreaterThan(1);
    assertThat(pair.serverCount("IpExtInCEPkts")).isEqualTo(2);
  }

  /** RFC 3168, 6.1.5: a retransmission is not ECN-capable. */
  @Test
  void retransmissionIsSentWithoutEct() {
    final Pair pair = pair(1, 1);
    pair.toServer.lose = segment -> segment.payload() > 0 && pair.toServer.dataSegments == 30;
    pair.sending.toWrite = 200_000;
    pair.connect();
    pair.run(5 * VirtualTime.S);
    final long lost =
        data(pair).stream().filter(Wire.Segment::dropped).findFirst().orElseThrow().offset();
    final List<Wire.Segment> copies =
        data(pair).stream().filter(segment -> segment.offset() == lost).toList();
    assertThat(copies).hasSize(2);
    assertThat(copies.get(0).ecn()).isEqualTo(TcpHeader.ECT_0);
    assertThat(copies.get(1).ecn()).isEqualTo(TcpHeader.NOT_ECT);
  }

  @Test
  void userSetsTheCodePointOfTheDscpOnly() {
    final Pair pair = pair(0, 0);
    final TcpSocketOptions options = new TcpSocketOptions(pair.client.sysctl);
    options.tos = 0x2B;
    pair.sending.toWrite = 1000;
    pair.connect(options);
    pair.run(VirtualTime.S);
    assertThat(pair.sending.get().ecn.dsfield()).isEqualTo(0x28);
  }
}
