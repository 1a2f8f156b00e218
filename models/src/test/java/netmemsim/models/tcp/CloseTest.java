package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.TcpHeader;
import org.junit.jupiter.api.Test;

/** The ends of connections (RFC 9293, 3.6; ground-truth.md 2.2). */
class CloseTest {
  private static final long RTT = 10 * VirtualTime.MS;

  private static Pair connected() {
    final Pair pair = new Pair(RTT);
    pair.sending.closesAtEnd = false;
    pair.receiving.closesAtEof = false;
    pair.sending.closesAtEof = false;
    pair.connect();
    pair.run(VirtualTime.S);
    return pair;
  }

  @Test
  void orderlyCloseLeavesTheCloserInTimeWaitForAMinute() {
    final Pair pair = connected();
    pair.sending.get().close();
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.FIN_WAIT1);
    pair.run(RTT);
    assertThat(pair.receiving.get().state()).isEqualTo(TcpState.CLOSE_WAIT);
    pair.run(100 * VirtualTime.MS);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.FIN_WAIT2);
    pair.receiving.get().close();
    assertThat(pair.receiving.get().state()).isEqualTo(TcpState.LAST_ACK);
    pair.run(2 * RTT);
    assertThat(pair.receiving.get().state()).isEqualTo(TcpState.CLOSE);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.TIME_WAIT);
    pair.run(59 * VirtualTime.S);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.TIME_WAIT);
    pair.run(8 * VirtualTime.S);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.CLOSE);
    assertThat(pair.sending.closedWith).isEqualTo(Errno.OK);
    assertThat(pair.receiving.closedWith).isEqualTo(Errno.OK);
    assertThat(pair.client.tcp.connections()).isEmpty();
  }

  /** RFC 9293, figure 13. */
  @Test
  void bothEndsMayCloseAtOnce() {
    final Pair pair = connected();
    pair.sending.get().close();
    pair.receiving.get().close();
    pair.run(RTT / 2);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.CLOSING);
    assertThat(pair.receiving.get().state()).isEqualTo(TcpState.CLOSING);
    pair.run(RTT);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.TIME_WAIT);
    assertThat(pair.receiving.get().state()).isEqualTo(TcpState.TIME_WAIT);
  }

  @Test
  void halfCloseStillReceives() {
    final Pair pair = connected();
    pair.sending.get().shutdownWrite();
    pair.run(RTT);
    assertThat(pair.receiving.sawEof).isTrue();
    pair.receiving.toWrite = 300_000;
    pair.receiving.write();
    pair.run(2 * VirtualTime.S);
    assertThat(pair.sending.read).isEqualTo(300_000);
    assertThat(pair.sending.verifier.errors()).isZero();
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.TIME_WAIT);
  }

  /** RFC 2525, 2.17: exactly one RST from the connection, one more for each later segment. */
  @Test
  void closeWithUnreadDataSendsRstAndTheWriterGetsEconnreset() {
    final Pair pair = connected();
    pair.receiving.reads = false;
    pair.sending.toWrite = 14480;
    pair.sending.write();
    pair.run(100 * VirtualTime.MS);
    assertThat(pair.receiving.get().readableBytes()).isEqualTo(14480);
    pair.toClient.log.clear();
    pair.sending.toWrite += 2 * 1448;
    pair.sending.write();
    pair.receiving.get().close();
    assertThat(pair.receiving.get().state()).isEqualTo(TcpState.CLOSE);
    pair.run(100 * VirtualTime.MS);
    final List<Wire.Segment> resets =
        pair.toClient.log.stream().filter(s -> s.has(TcpHeader.RST)).toList();
    assertThat(resets).hasSize(3);
    assertThat(resets.get(0).has(TcpHeader.ACK)).isTrue();
    assertThat(pair.serverCount("TcpExtTCPAbortOnClose")).isOne();
    assertThat(pair.sending.closedWith).isEqualTo(Errno.ECONNRESET);
    assertThat(pair.sending.get().sendError()).isEqualTo(Errno.ECONNRESET);
    assertThat(pair.sending.get().sendError()).isEqualTo(Errno.EPIPE);
  }

  @Test
  void dataForAClosedSocketIsAnsweredWithRst() {
    final Pair pair = connected();
    pair.receiving.get().close();
    pair.run(2 * RTT);
    assertThat(pair.receiving.get().state()).isEqualTo(TcpState.FIN_WAIT2);
    pair.sending.toWrite = 1000;
    pair.sending.write();
    pair.run(2 * RTT);
    assertThat(pair.receiving.get().state()).isEqualTo(TcpState.CLOSE);
    assertThat(pair.serverCount("TcpOutRsts")).isOne();
    assertThat(pair.serverCount("TcpExtTCPAbortOnData")).isZero();
    assertThat(pair.sending.closedWith).isEqualTo(Errno.EPIPE);
  }

  @Test
  void finWait2OfAClosedSocketEndsAfterAMinute() {
    final Pair pair = connected();
    pair.sending.get().close();
    pair.run(50 * VirtualTime.S);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.FIN_WAIT2);
    pair.run(20 * VirtualTime.S);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.CLOSE);
  }

  @Test
  void lostFinIsSentAgain() {
    final Pair pair = connected();
    final int[] fins = {0};
    pair.toServer.lose = segment -> segment.has(TcpHeader.FIN) && fins[0]++ < 2;
    pair.receiving.closesAtEof = true;
    pair.sending.get().close();
    pair.run(5 * VirtualTime.S);
    assertThat(pair.receiving.get().state()).isEqualTo(TcpState.CLOSE);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.TIME_WAIT);
  }

  @Test
  void finThatOvertakesDataIsKeptUntilTheGapIsFilled() {
    final Pair pair = connected();
    final int[] seen = {0};
    pair.toServer.lose = segment -> segment.payload() > 0 && ++seen[0] == 3;
    pair.sending.closesAtEnd = true;
    pair.sending.toWrite = 10 * 1448;
    pair.sending.write();
    pair.run(RTT);
    assertThat(pair.receiving.sawEof).isFalse();
    pair.run(VirtualTime.S);
    assertThat(pair.receiving.sawEof).isTrue();
    assertThat(pair.receiving.read).isEqualTo(10 * 1448);
    assertThat(pair.receiving.verifier.errors()).isZero();
  }

  @Test
  void blindResetOutsideTheWindowIsIgnoredAndInsideIsChallenged() {
    final Pair pair = connected();
    final TcpConnection receiver = pair.receiving.get();
    pair.toClient.log.clear();
    reset(pair, receiver, 1000);
    assertThat(receiver.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(pair.serverCount("TcpExtTCPChallengeACK")).isOne();
    assertThat(pair.toClient.log).hasSize(1);
    reset(pair, receiver, 100_000_000);
    assertThat(receiver.state()).isEqualTo(TcpState.ESTABLISHED);
    reset(pair, receiver, 0);
    assertThat(receiver.state()).isEqualTo(TcpState.CLOSE);
    assertThat(pair.receiving.closedWith).isEqualTo(Errno.ECONNRESET);
    assertThat(pair.serverCount("TcpEstabResets")).isOne();
  }

  private static void reset(final Pair pair, final TcpConnection receiver, final long ahead) {
    final netmemsim.models.packet.Skb skb = pair.server.pool.take();
    skb.source = pair.client.address;
    skb.destination = pair.server.address;
    skb.tcp.sourcePort = receiver.remotePort();
    skb.tcp.destinationPort = receiver.localPort();
    skb.tcp.flags = TcpHeader.RST;
    skb.tcp.sequence = receiver.receiveSequence(receiver.input.rcvNxt + ahead);
    skb.gsoSegments = 1;
    pair.server.tcp.receive(skb);
  }
}
