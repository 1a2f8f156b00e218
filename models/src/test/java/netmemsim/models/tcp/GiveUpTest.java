package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.TcpHeader;
import org.junit.jupiter.api.Test;

/** Timers that end connections (tcp(7); Documentation/networking/ip-sysctl.rst; RFC 5482). */
class GiveUpTest {
  private static final long RTT = 10 * VirtualTime.MS;

  private static Pair connected() {
    final Pair pair = new Pair(RTT);
    pair.sending.closesAtEnd = false;
    pair.receiving.closesAtEof = false;
    pair.connect();
    pair.run(VirtualTime.S);
    pair.toServer.log.clear();
    return pair;
  }

  private static long elapsedUntilClosed(final Pair pair, final long stepPs, final long mostPs) {
    final long start = pair.time.nowPs;
    while (!pair.sending.closed && pair.time.nowPs - start < mostPs) {
      pair.run(stepPs);
    }
    return (pair.time.nowPs - start) / VirtualTime.MS;
  }

  /** tcp_retries2 of 15 is a hypothetical 924.6 s (ip-sysctl.rst). */
  @Test
  void retries2IsFifteenMinutes() {
    final Pair pair = connected();
    pair.toServer.lose = segment -> true;
    pair.sending.get().write(100);
    final long ms = elapsedUntilClosed(pair, VirtualTime.S, 2000 * VirtualTime.S);
    assertThat(ms).isBetween(924_600L, 1_100_000L);
    assertThat(pair.sending.closedWith).isEqualTo(Errno.ETIMEDOUT);
    assertThat(pair.clientCount("TcpExtTCPAbortOnTimeout")).isOne();
  }

  /** The timer is cut so that it fires when TCP_USER_TIMEOUT ends. */
  @Test
  void userTimeoutEndsAConnectionThatIsNotAcknowledged() {
    final Pair pair = connected();
    pair.sending.get().options().userTimeoutMs = 3000;
    pair.toServer.lose = segment -> true;
    pair.sending.get().write(100);
    final long ms = elapsedUntilClosed(pair, VirtualTime.MS, 20 * VirtualTime.S);
    final long firstRto = 200 + 200 + 2 * 10 + 60;
    assertThat(ms).isBetween(3000L, 3000 + firstRto);
    assertThat(pair.sending.closedWith).isEqualTo(Errno.ETIMEDOUT);
  }

  /** TCP_USER_TIMEOUT holds for window probes, too. */
  @Test
  void userTimeoutEndsProbingOfAClosedWindow() {
    final Pair pair = new Pair(RTT);
    pair.listener.options().setReceiveBuffer(4096);
    pair.receiving.reads = false;
    pair.sending.closesAtEnd = false;
    pair.connect();
    pair.run(VirtualTime.S);
    pair.sending.get().options().userTimeoutMs = 5000;
    pair.sending.toWrite = 100_000;
    pair.sending.write();
    final long ms = elapsedUntilClosed(pair, 10 * VirtualTime.MS, 60 * VirtualTime.S);
    assertThat(ms).isBetween(5000L, 7000L);
    assertThat(pair.sending.closedWith).isEqualTo(Errno.ETIMEDOUT);
  }

  /** tcp_syn_retries of 6 with 4 linear timeouts (v6.5): 1 s five times, then doubled to 64 s. */
  @Test
  void synRetriesAreLinearAtFirst() {
    final Pair pair = new Pair(RTT);
    pair.toServer.lose = segment -> true;
    pair.connect();
    final long ms = elapsedUntilClosed(pair, 100 * VirtualTime.MS, 300 * VirtualTime.S);
    final List<Long> gaps = Gaps.inMs(pair.toServer.log);
    assertThat(gaps).hasSize(10);
    for (int i = 0; i < 10; i++) {
      final long expected = i < 5 ? 1000 : 1000L << (i - 4);
      assertThat(gaps.get(i)).isBetween(expected, expected * 113 / 100 + 2);
    }
    assertThat(ms).isBetween(131_000L, 150_000L);
    assertThat(pair.sending.closedWith).isEqualTo(Errno.ETIMEDOUT);
  }

  @Test
  void synCountOverridesTheSysctl() {
    final Pair pair = new Pair(RTT);
    pair.client.sysctl.synLinearTimeouts = 0;
    pair.toServer.lose = segment -> true;
    final TcpSocketOptions options = new TcpSocketOptions(pair.client.sysctl);
    options.synCount = 1;
    pair.connect(options);
    final long ms = elapsedUntilClosed(pair, 100 * VirtualTime.MS, 300 * VirtualTime.S);
    assertThat(pair.toServer.log).hasSize(2);
    assertThat(ms).isBetween(3000L, 3400L);
  }

  /** ground-truth.md 1.2: 1 s then 2 s; tcp_rto_max_ms does not cap it. */
  @Test
  void synAcksAreSentAgainFiveTimesWhateverTheGreatestRto() {
    final Remote remote = new Remote();
    remote.host.sysctl.set("net.ipv4.tcp_rto_max_ms", "1000");
    remote.listen();
    remote.send(TcpHeader.SYN, Remote.ISN, 0, 0);
    remote.run(200 * VirtualTime.S);
    assertThat(remote.got).hasSize(6);
    for (int i = 0; i < 5; i++) {
      final long gap = remote.got.get(i + 1).atMs() - remote.got.get(i).atMs();
      assertThat(gap).isBetween(1000L << i, (1000L << i) * 113 / 100);
    }
    assertThat(remote.host.tcp.connections()).isEmpty();
    assertThat(remote.count("TcpExtTCPTimeouts")).isEqualTo(6);
  }

  /** tcp(7), TCP_DEFER_ACCEPT: the listener is woken by data, or when the time is up. */
  @Test
  void deferAcceptWaitsForDataAndDropsTheBareAck() {
    final Remote remote = new Remote();
    final TcpListener listener = remote.listen();
    listener.options().deferAcceptRetries = 2;
    remote.send(TcpHeader.SYN, Remote.ISN, 0, 0);
    final int isn = remote.last().sequence();
    remote.send(TcpHeader.ACK, Remote.ISN + 1, isn + 1, 0);
    assertThat(listener.waiting()).isZero();
    assertThat(remote.count("TcpExtTCPDeferAcceptDrop")).isOne();
    remote.run(1100 * VirtualTime.MS);
    assertThat(remote.got).hasSize(1);
    remote.send(TcpHeader.ACK | TcpHeader.PSH, Remote.ISN + 1, isn + 1, 100);
    assertThat(listener.waiting()).isOne();
    assertThat(Objects.requireNonNull(listener.accept()).readableBytes()).isEqualTo(100);
  }

  @Test
  void deferAcceptAsksAgainAtItsEndAndThenTakesABareAck() {
    final Remote remote = new Remote();
    final TcpListener listener = remote.listen();
    listener.options().deferAcceptRetries = 2;
    remote.send(TcpHeader.SYN, Remote.ISN, 0, 0);
    final int isn = remote.last().sequence();
    remote.send(TcpHeader.ACK, Remote.ISN + 1, isn + 1, 0);
    remote.run(4 * VirtualTime.S);
    assertThat(remote.got).hasSize(2);
    remote.send(TcpHeader.ACK, Remote.ISN + 1, isn + 1, 0);
    assertThat(listener.waiting()).isOne();
  }

  /** RFC 1122, 4.2.3.6; each probe has the sequence number before the next. */
  @Test
  void keepaliveProbesAnIdlePeerAndResetsAfterTheLast() {
    final Pair pair = connected();
    final TcpConnection client = pair.sending.get();
    client.options().keepIntervalS = 2;
    client.options().keepCount = 3;
    client.setKeepAlive(true);
    client.setKeepIdle(10);
    pair.run(25 * VirtualTime.S);
    assertThat(pair.clientCount("TcpExtTCPKeepAlive")).isEqualTo(2);
    assertThat(pair.toServer.log.get(0).sequence()).isEqualTo(client.sendSequence(-1));
    assertThat(pair.sending.closed).isFalse();
    pair.toServer.lose = segment -> true;
    pair.toServer.log.clear();
    pair.run(30 * VirtualTime.S);
    assertThat(pair.sending.closedWith).isEqualTo(Errno.ETIMEDOUT);
    assertThat(pair.toServer.log).hasSize(4);
    assertThat(pair.toServer.log.get(3).has(TcpHeader.RST)).isTrue();
  }

  @Test
  void finWait2OfAnOrphanLastsForLinger2AndANegativeOneResets() {
    final Pair pair = connected();
    pair.sending.get().options().linger2S = 5;
    pair.sending.get().close();
    pair.run(4 * VirtualTime.S);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.FIN_WAIT2);
    pair.run(2 * VirtualTime.S);
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.CLOSE);
    final Pair other = connected();
    other.sending.get().shutdownWrite();
    other.run(2 * RTT);
    other.sending.get().options().linger2S = -1;
    other.sending.get().close();
    assertThat(other.sending.get().state()).isEqualTo(TcpState.CLOSE);
    assertThat(other.clientCount("TcpExtTCPAbortOnLinger")).isOne();
    assertThat(other.toServer.log.get(other.toServer.log.size() - 1).has(TcpHeader.RST)).isTrue();
  }

  /** tcp_orphan_retries: 0 means 8 while the RTO is below its greatest. */
  @Test
  void orphanGivesUpSooner() {
    final Pair pair = connected();
    pair.toServer.lose = segment -> true;
    pair.sending.get().write(100);
    pair.sending.get().close();
    final long ms = elapsedUntilClosed(pair, VirtualTime.S, 2000 * VirtualTime.S);
    assertThat(ms).isBetween(102_000L, 220_000L);
  }

  @Test
  void tooManyOrphansAreReset() {
    final Pair pair = connected();
    pair.client.sysctl.set("net.ipv4.tcp_max_orphans", "0");
    pair.toServer.lose = segment -> true;
    pair.sending.get().write(100);
    pair.sending.get().close();
    assertThat(pair.sending.get().state()).isEqualTo(TcpState.CLOSE);
    assertThat(pair.clientCount("TcpExtTCPAbortOnMemory")).isOne();
    assertThat(pair.client.tcp.orphans).isZero();
  }

  /** Documentation/networking/tcp-thin.rst: no back-off for six timeouts. */
  @Test
  void thinStreamsBackOffLate() {
    final Pair pair = connected();
    pair.client.sysctl.set("net.ipv4.tcp_thin_linear_timeouts", "1");
    pair.sending.get().window.ssthresh = 5;
    pair.toServer.lose = segment -> true;
    pair.sending.get().write(100);
    pair.run(10 * VirtualTime.S);
    final List<Long> gaps = Gaps.inMs(pair.toServer.log);
    assertThat(gaps.get(6)).isLessThan(gaps.get(1) * 12 / 10);
    assertThat(gaps.get(9)).isGreaterThan(gaps.get(1) * 3);
  }

  @Test
  void answerToAnEarlierConnectionIsResetAndTheSynGoesAgainAtOnce() {
    final Remote remote = new Remote();
    remote.hostPort = 0;
    final TcpConnection client =
        Objects.requireNonNull(
            remote.host.tcp.connect(remote.host.address, Remote.ADDRESS, Remote.PORT, app()));
    remote.hostPort = client.localPort();
    final int isn = remote.last().sequence();
    remote.send(TcpHeader.ACK, 77, isn + 5000, 0);
    assertThat(remote.last().is(TcpHeader.RST)).isTrue();
    remote.run(10 * VirtualTime.MS);
    assertThat(remote.last().is(TcpHeader.SYN)).isTrue();
    assertThat(remote.last().sequence()).isEqualTo(isn);
  }

  private static Pair.App app() {
    return new Pair.App();
  }
}
