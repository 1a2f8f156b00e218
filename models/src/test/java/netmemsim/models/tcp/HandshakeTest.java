package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.TcpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The opening of connections, held against ground-truth.md 2.2 and RFC 9293. */
class HandshakeTest {
  private static final long RTT = 10 * VirtualTime.MS;

  @Test
  void synCarriesTheOptionsAndWindowOfLinux() {
    final Pair pair = new Pair(RTT);
    pair.connect();
    pair.run(VirtualTime.S);
    final Wire.Segment syn = pair.toServer.log.get(0);
    assertThat(syn.flags()).isEqualTo(TcpHeader.SYN);
    assertThat(syn.mssOption()).isEqualTo(1460);
    assertThat(syn.window()).isEqualTo(64240);
    assertThat(syn.sackPermitted()).isTrue();
    assertThat(syn.hasTimestamps()).isTrue();
    assertThat(syn.windowScaleOption()).isEqualTo(10);
    assertThat(pair.sending.established).isTrue();
    assertThat(pair.receiving.established).isTrue();
    assertThat(pair.clientCount("TcpActiveOpens")).isOne();
    assertThat(pair.serverCount("TcpPassiveOpens")).isOne();
    assertThat(pair.clientCount("TcpCurrEstab")).isOne();
  }

  /** SO_RCVBUF is set before listen; 64 KiB and more show the same window. */
  @ParameterizedTest
  @CsvSource({
    "1024, 1152",
    "4096, 2896",
    "8192, 7240",
    "16384, 15928",
    "32768, 31856",
    "65536, 65160",
    "262144, 65535"
  })
  void synAckWindowFollowsTheReceiveBuffer(final int bytes, final int window) {
    final Pair pair = new Pair(RTT);
    pair.server.sysctl.rmemMax = 4_194_304;
    pair.listener.options().setReceiveBuffer(bytes);
    pair.connect();
    pair.run(VirtualTime.S);
    assertThat(pair.toClient.log.get(0).window()).isEqualTo(window);
  }

  @Test
  void synAckWindowIs65160ByDefault() {
    final Pair pair = new Pair(RTT);
    pair.connect();
    pair.run(VirtualTime.S);
    assertThat(pair.toClient.log.get(0).window()).isEqualTo(65160);
  }

  @Test
  void optionsThatOneSideLacksAreNotUsed() {
    final Pair pair = new Pair(RTT);
    pair.server.sysctl.timestamps = 0;
    pair.server.sysctl.sack = 0;
    pair.server.sysctl.windowScaling = 0;
    pair.sending.toWrite = 100_000;
    pair.connect();
    pair.run(5 * VirtualTime.S);
    final Wire.Segment synAck = pair.toClient.log.get(0);
    assertThat(synAck.sackPermitted()).isFalse();
    assertThat(synAck.hasTimestamps()).isFalse();
    assertThat(synAck.windowScaleOption()).isEqualTo(-1);
    assertThat(pair.toServer.log.stream().mapToInt(Wire.Segment::payload).max()).hasValue(1460);
    assertThat(pair.receiving.read).isEqualTo(100_000);
  }

  /** RFC 6298 says 1 s; tcp_syn_linear_timeouts keeps the first four retries at that. */
  @Test
  void lostSynIsRetriedLinearlyThenWithBackOffUntilEtimedout() {
    final Pair pair = new Pair(RTT);
    pair.toServer.lose = segment -> true;
    pair.connect();
    pair.run(400 * VirtualTime.S);
    final List<Long> gaps = Gaps.inMs(pair.toServer.log);
    assertThat(gaps).hasSize(10);
    for (int i = 0; i < 4; i++) {
      assertThat(gaps.get(i)).isBetween(1000L, 1064L);
    }
    for (int i = 5; i < 10; i++) {
      final long expected = 1000L << (i - 4);
      assertThat(gaps.get(i)).isBetween(expected, expected * 9 / 8);
    }
    assertThat(pair.sending.closedWith).isEqualTo(Errno.ETIMEDOUT);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.CLOSE);
  }

  @Test
  void lostSynAckIsSentAgain() {
    final Pair pair = new Pair(RTT);
    final int[] synAcks = {0};
    pair.toClient.lose = segment -> segment.has(TcpHeader.SYN) && synAcks[0]++ == 0;
    pair.connect();
    pair.run(3 * VirtualTime.S);
    assertThat(pair.sending.established).isTrue();
    assertThat(pair.receiving.established).isTrue();
  }

  @Test
  void closedPortAnswersWithRstAndConnectIsRefused() {
    final Pair pair = new Pair(RTT);
    pair.listener.close();
    pair.connect();
    pair.run(VirtualTime.S);
    assertThat(pair.sending.closedWith).isEqualTo(Errno.ECONNREFUSED);
    final Wire.Segment reset = pair.toClient.log.get(0);
    assertThat(reset.flags()).isEqualTo(TcpHeader.RST | TcpHeader.ACK);
    assertThat(reset.acknowledgement()).isEqualTo(pair.toServer.log.get(0).sequence() + 1);
    assertThat(pair.serverCount("TcpOutRsts")).isOne();
  }

  /** RFC 9293, figure 8. */
  @Test
  void bothEndsMayOpenAtOnce() {
    final Pair pair = new Pair(RTT);
    final int port = 32768;
    final Pair.App other = new Pair.App();
    pair.sending.attach(
        Objects.requireNonNull(
            pair.client.tcp.connect(pair.client.address, pair.server.address, port, pair.sending)));
    other.attach(
        Objects.requireNonNull(
            pair.server.tcp.connect(pair.server.address, pair.client.address, port, other)));
    pair.run(VirtualTime.S);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(other.get().state()).isEqualTo(TcpState.ESTABLISHED);
    pair.sending.toWrite = 50_000;
    pair.sending.write();
    pair.run(2 * VirtualTime.S);
    assertThat(other.read).isEqualTo(50_000);
    assertThat(other.verifier.errors()).isZero();
  }

  @Test
  void fullAcceptQueueDropsConnectionsAndCountsThem() {
    final Pair pair = new Pair(RTT);
    final TcpListener idle = Objects.requireNonNull(pair.server.tcp.listen(null, 80, ready -> {}));
    idle.setBacklog(1);
    for (int i = 0; i < 4; i++) {
      pair.client.tcp.connect(pair.client.address, pair.server.address, 80, new Pair.App());
    }
    pair.run(500 * VirtualTime.MS);
    assertThat(pair.serverCount("TcpPassiveOpens")).isEqualTo(2);
    assertThat(pair.serverCount("TcpExtListenDrops")).isPositive();
  }

  @Test
  void portThatIsListenedOnIsTaken() {
    final Pair pair = new Pair(RTT);
    assertThat(pair.server.tcp.listen(null, Pair.PORT, ready -> {})).isNull();
  }
}
