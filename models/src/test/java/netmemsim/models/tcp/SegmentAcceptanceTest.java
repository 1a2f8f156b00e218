package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.TcpHeader;
import org.junit.jupiter.api.Test;

/**
 * What Linux 6.18.44 answered to odd segments on a TUN device, measured 2026-11-21: each test is
 * one exchange, its counters included.
 */
class SegmentAcceptanceTest {
  private static final int ISN = Remote.ISN;
  private static final int ACK = TcpHeader.ACK;
  private static final int RST = TcpHeader.RST;
  private static final int SYN = TcpHeader.SYN;

  private static Remote remote() {
    final Remote remote = new Remote();
    remote.host.sysctl.timestamps = 0;
    return remote;
  }

  @Test
  void ackOfUnsentDataIsChallengedAtMostTwiceASecond() {
    final Remote remote = remote();
    final Remote.Server server = remote.established(remote.listen());
    remote.send(ACK, ISN + 1, server.isn() + 1001, 0);
    assertThat(remote.last().is(ACK)).isTrue();
    assertThat(remote.count("TcpExtTCPChallengeACK")).isOne();
    remote.send(ACK | TcpHeader.PSH, ISN + 1, server.isn() + 1001, 10);
    remote.send(ACK, ISN + 1, server.isn() + 1 - 100_000, 0);
    assertThat(remote.got).hasSize(1);
    assertThat(remote.count("TcpExtTCPACKSkippedChallenge")).isEqualTo(2);
    assertThat(server.connection().readableBytes()).isZero();
  }

  @Test
  void synInAConnectionIsChallengedAndCountedAsAnError() {
    final Remote remote = remote();
    remote.established(remote.listen());
    remote.send(SYN, ISN + 1, 0, 0);
    assertThat(remote.last().is(ACK)).isTrue();
    remote.send(SYN, ISN + 1, 0, 0);
    assertThat(remote.got).hasSize(1);
    assertThat(remote.count("TcpExtTCPSYNChallenge")).isEqualTo(2);
    assertThat(remote.count("TcpExtTCPChallengeACK")).isOne();
    assertThat(remote.count("TcpExtTCPACKSkippedChallenge")).isOne();
    assertThat(remote.count("TcpInErrs")).isEqualTo(2);
  }

  @Test
  void resetOutsideTheWindowIsIgnoredInsideChallengedAndExactBelieved() {
    final Remote remote = remote();
    final Remote.Server server = remote.established(remote.listen());
    remote.send(RST, ISN + 1 + 10_000_000, 0, 0);
    assertThat(remote.got).isEmpty();
    remote.send(RST, ISN + 101, 0, 0);
    assertThat(remote.count("TcpExtTCPChallengeACK")).isOne();
    remote.send(RST, ISN + 1, 0, 0);
    assertThat(server.connection().state()).isEqualTo(TcpState.CLOSE);
    assertThat(server.app().closedWith).isEqualTo(Errno.ECONNRESET);
    assertThat(remote.count("TcpEstabResets")).isOne();
  }

  @Test
  void pureAcksOutOfWindowAreAnsweredAtALimitedRateDataAlways() {
    final Remote remote = remote();
    final Remote.Server server = remote.established(remote.listen());
    final int far = ISN + 1 + 10_000_000;
    remote.send(ACK | TcpHeader.PSH, far, server.isn() + 1, 10);
    remote.send(ACK, far, server.isn() + 1, 0);
    assertThat(remote.got).hasSize(2);
    remote.send(ACK, far, server.isn() + 1, 0);
    assertThat(remote.got).hasSize(2);
    assertThat(remote.count("TcpExtBeyondWindow")).isEqualTo(3);
    assertThat(remote.count("TcpExtTCPACKSkippedSeq")).isOne();
    remote.send(ACK | TcpHeader.PSH, far, server.isn() + 1, 10);
    assertThat(remote.got).hasSize(3);
  }

  @Test
  void synRecvAnswersItsSynAgainButNotAtOnceAgain() {
    final Remote remote = remote();
    remote.listen();
    remote.send(SYN, ISN, 0, 0);
    remote.send(SYN, ISN, 0, 0);
    remote.send(SYN, ISN, 0, 0);
    assertThat(remote.got).hasSize(2);
    assertThat(remote.count("TcpExtTCPSynRetrans")).isOne();
    assertThat(remote.count("TcpRetransSegs")).isOne();
    assertThat(remote.count("TcpExtTCPACKSkippedSynRecv")).isOne();
  }

  @Test
  void synRecvAnswersAnAckOfSomethingElseWithRstAndGoesOn() {
    final Remote remote = remote();
    final TcpListener listener = remote.listen();
    remote.send(SYN, ISN, 0, 0);
    final int isn = remote.last().sequence();
    remote.send(ACK, ISN + 1, isn + 100, 0);
    assertThat(remote.last().is(RST)).isTrue();
    assertThat(remote.last().sequence()).isEqualTo(isn + 100);
    remote.send(ACK, ISN + 1, isn + 1, 0);
    assertThat(listener.accept()).isNotNull();
  }

  @Test
  void synRecvBelievesAnExactResetAndChallengesAnother() {
    final Remote remote = remote();
    final TcpListener listener = remote.listen();
    remote.send(SYN, ISN, 0, 0);
    final int isn = remote.last().sequence();
    remote.send(RST, ISN + 101, 0, 0);
    assertThat(remote.host.tcp.connections()).hasSize(1);
    remote.send(RST, ISN + 1, 0, 0);
    assertThat(remote.host.tcp.connections()).isEmpty();
    assertThat(remote.count("TcpExtEmbryonicRsts")).isOne();
    assertThat(remote.count("TcpAttemptFails")).isOne();
    remote.send(ACK, ISN + 1, isn + 1, 0);
    assertThat(remote.last().is(RST)).isTrue();
    assertThat(listener.accept()).isNull();
  }

  @Test
  void synRecvIsResetByAnotherSynInItsWindow() {
    final Remote remote = remote();
    remote.listen();
    remote.send(SYN, ISN, 0, 0);
    remote.send(SYN, ISN + 1, 0, 0);
    assertThat(remote.last().is(RST | ACK)).isTrue();
    assertThat(remote.last().sequence()).isZero();
    assertThat(remote.last().acknowledgement()).isEqualTo(ISN + 2);
    assertThat(remote.count("TcpExtEmbryonicRsts")).isOne();
  }

  @Test
  void synRecvRefusesOldTimestampsAndEchoesOfWhatItNeverSent() {
    final Remote remote = new Remote();
    final TcpListener listener = remote.listen();
    remote.send(SYN, ISN, 0, 0, header -> stamp(header, 1000, 0));
    final int isn = remote.last().sequence();
    final int stamp = remote.last().header().timestampValue;
    remote.send(ACK, ISN + 1, isn + 1, 0, header -> stamp(header, 900, stamp));
    assertThat(remote.last().is(ACK)).isTrue();
    assertThat(remote.count("TcpExtPAWSEstab")).isOne();
    remote.send(ACK, ISN + 1, isn + 1, 0, header -> stamp(header, 1001, stamp + 5000));
    assertThat(remote.count("TcpExtTSEcrRejected")).isOne();
    assertThat(remote.count("TcpExtTCPACKSkippedSynRecv")).isOne();
    assertThat(listener.accept()).isNull();
    remote.send(ACK, ISN + 1, isn + 1, 0);
    assertThat(listener.accept()).isNotNull();
  }

  private static void stamp(final TcpHeader header, final int value, final int echo) {
    header.hasTimestamps = true;
    header.timestampValue = value;
    header.timestampEcho = echo;
  }

  @Test
  void dataForAClosedSocketInFinWait1IsAnsweredWithARstThatCountsFromItsAck() {
    final Remote remote = remote();
    final Remote.Server server = remote.established(remote.listen());
    server.connection().close();
    remote.send(ACK | TcpHeader.PSH, ISN + 1, server.isn() + 1, 3);
    assertThat(remote.last().is(RST)).isTrue();
    assertThat(remote.last().sequence()).isEqualTo(server.isn() + 1);
    assertThat(remote.count("TcpExtTCPAbortOnData")).isOne();
    assertThat(remote.count("TcpOutRsts")).isOne();
    assertThat(server.connection().state()).isEqualTo(TcpState.CLOSE);
  }

  @Test
  void dataForAClosedSocketInFinWait2IsAnsweredWithRstToo() {
    final Remote remote = remote();
    final Remote.Server server = orphanInFinWait2(remote);
    assertThat(remote.count("TcpExtTW")).isOne();
    remote.send(ACK, ISN + 1 + 10_000_000, server.isn() + 2, 0);
    assertThat(remote.last().is(ACK)).isTrue();
    remote.send(ACK | TcpHeader.PSH, ISN + 1, server.isn() + 2, 3);
    assertThat(remote.last().is(RST)).isTrue();
    assertThat(remote.count("TcpExtTCPAbortOnData")).isZero();
    assertThat(server.connection().state()).isEqualTo(TcpState.CLOSE);
  }

  private static Remote.Server orphanInFinWait2(final Remote remote) {
    final Remote.Server server = remote.established(remote.listen());
    server.connection().close();
    remote.send(ACK, ISN + 1, server.isn() + 2, 0);
    assertThat(server.connection().state()).isEqualTo(TcpState.FIN_WAIT2);
    return server;
  }

  private static Remote.Server inTimeWait(final Remote remote) {
    final Remote.Server server = orphanInFinWait2(remote);
    remote.send(ACK | TcpHeader.FIN, ISN + 1, server.isn() + 2, 0);
    assertThat(server.connection().state()).isEqualTo(TcpState.TIME_WAIT);
    assertThat(remote.last().acknowledgement()).isEqualTo(ISN + 2);
    assertThat(remote.count("TcpExtTW")).isOne();
    return server;
  }

  /** RFC 1122, 4.2.2.13: 2 MSL from the last FIN, which is acknowledged again. */
  @Test
  void finInTimeWaitIsAcknowledgedAndRestartsTheMinute() {
    final Remote remote = remote();
    final Remote.Server server = inTimeWait(remote);
    remote.run(40 * VirtualTime.S);
    remote.send(ACK | TcpHeader.FIN, ISN + 1, server.isn() + 2, 0);
    assertThat(remote.last().is(ACK)).isTrue();
    remote.run(40 * VirtualTime.S);
    assertThat(server.connection().state()).isEqualTo(TcpState.TIME_WAIT);
    remote.run(30 * VirtualTime.S);
    assertThat(server.connection().state()).isEqualTo(TcpState.CLOSE);
  }

  @Test
  void resetKillsTimeWaitUnlessRfc1337IsFollowed() {
    for (int rfc1337 = 0; rfc1337 < 2; rfc1337++) {
      final Remote remote = remote();
      remote.host.sysctl.rfc1337 = rfc1337;
      final Remote.Server server = inTimeWait(remote);
      remote.send(RST, ISN + 5, 0, 0);
      assertThat(server.connection().state()).isEqualTo(TcpState.TIME_WAIT);
      remote.send(RST, ISN + 2, 0, 0);
      assertThat(server.connection().state())
          .isEqualTo(rfc1337 == 0 ? TcpState.CLOSE : TcpState.TIME_WAIT);
    }
  }

  /** RFC 6191; the new ISN is 65537 past what the old connection sent. */
  @Test
  void newerSynOpensAConnectionInPlaceOfTimeWaitAnOlderOneDoesNot() {
    final Remote remote = remote();
    final Remote.Server server = inTimeWait(remote);
    remote.got.clear();
    remote.send(SYN, ISN - 100, 0, 0);
    assertThat(remote.last().is(ACK)).isTrue();
    remote.send(SYN, ISN + 4000, 0, 0);
    assertThat(remote.last().is(SYN | ACK)).isTrue();
    assertThat(remote.last().sequence()).isEqualTo(server.isn() + 2 + 65537);
    assertThat(remote.last().acknowledgement()).isEqualTo(ISN + 4001);
  }

  @Test
  void timeWaitRefusesOldTimestampsWithAnAck() {
    final Remote remote = new Remote();
    final TcpListener listener = remote.listen();
    remote.send(SYN, ISN, 0, 0, header -> stamp(header, 1000, 0));
    final int isn = remote.last().sequence();
    remote.send(ACK, ISN + 1, isn + 1, 0, header -> stamp(header, 1000, 0));
    final TcpConnection made = listener.accept();
    assertThat(made).isNotNull();
    made.close();
    remote.send(ACK | TcpHeader.FIN, ISN + 1, isn + 2, 0, header -> stamp(header, 1002, 0));
    assertThat(made.state()).isEqualTo(TcpState.TIME_WAIT);
    remote.got.clear();
    remote.send(ACK, ISN + 2, isn + 2, 0, header -> stamp(header, 1003, 0));
    assertThat(remote.got).isEmpty();
    remote.send(ACK, ISN + 2, isn + 2, 0, header -> stamp(header, 900, 0));
    assertThat(remote.last().is(ACK)).isTrue();
    assertThat(remote.last().header().timestampEcho).isEqualTo(1003);
    assertThat(remote.count("TcpExtPAWSTimewait")).isOne();
  }

  @Test
  void dataAfterThePeersFinIsIgnoredInLastAck() {
    final Remote remote = remote();
    final Remote.Server server = remote.established(remote.listen());
    remote.send(ACK | TcpHeader.FIN, ISN + 1, server.isn() + 1, 0);
    remote.run(100 * VirtualTime.MS);
    server.connection().close();
    assertThat(server.connection().state()).isEqualTo(TcpState.LAST_ACK);
    remote.got.clear();
    remote.send(ACK | TcpHeader.PSH, ISN + 2, server.isn() + 1, 2);
    assertThat(remote.got).isEmpty();
    assertThat(server.connection().state()).isEqualTo(TcpState.LAST_ACK);
    remote.send(RST, ISN + 1, 0, 0);
    assertThat(server.connection().state()).isEqualTo(TcpState.CLOSE);
  }
}
