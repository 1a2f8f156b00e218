package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.TcpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ICMP errors (RFC 1122, 4.2.3.9; RFC 1191; RFC 5927; RFC 6069). */
class IcmpTest {
  private static final int UNREACHABLE = 3;
  private static final int FRAGMENTATION_NEEDED = 4;

  private static void icmp(
      final Remote remote, final TcpConnection about, final int sequence, final int code) {
    icmp(remote, about, sequence, UNREACHABLE, code, 0);
  }

  private static void icmp(
      final Remote remote,
      final TcpConnection about,
      final int sequence,
      final int type,
      final int code,
      final int info) {
    remote.host.tcp.icmpError(
        about.localAddress(),
        about.localPort(),
        about.remoteAddress(),
        about.remotePort(),
        sequence,
        type,
        code,
        info);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ENETUNREACH",
    "1, EHOSTUNREACH",
    "2, ENOPROTOOPT",
    "3, ECONNREFUSED",
    "7, EHOSTDOWN",
    "13, EHOSTUNREACH"
  })
  void anyUnreachableEndsAConnect(final int code, final Errno expected) {
    final Remote remote = new Remote();
    final Pair.App app = new Pair.App();
    final TcpConnection client =
        Objects.requireNonNull(
            remote.host.tcp.connect(remote.host.address, Remote.ADDRESS, Remote.PORT, app));
    icmp(remote, client, remote.last().sequence(), code);
    assertThat(app.closedWith).isEqualTo(expected);
    assertThat(client.state()).isEqualTo(TcpState.CLOSE);
  }

  @Test
  void onAnEstablishedConnectionAnUnreachableOnlyExplainsTheTimeout() {
    final Remote remote = new Remote();
    remote.host.sysctl.set("net.ipv4.tcp_retries2", "1");
    final Remote.Server server = remote.established(remote.listen());
    server.connection().write(100);
    icmp(remote, server.connection(), server.isn() + 1, 1);
    assertThat(server.connection().state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(server.connection().error()).isEqualTo(Errno.OK);
    remote.run(20 * VirtualTime.S);
    assertThat(server.app().closedWith).isEqualTo(Errno.EHOSTUNREACH);
  }

  @Test
  void withRecverrItIsReportedAtOnceAndTheConnectionGoesOn() {
    final Remote remote = new Remote();
    final Remote.Server server = remote.established(remote.listen());
    server.connection().options().recverr = true;
    server.connection().write(100);
    icmp(remote, server.connection(), server.isn() + 1, 1);
    assertThat(server.connection().state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(server.connection().takeError()).isEqualTo(Errno.EHOSTUNREACH);
  }

  /** RFC 5927, 4.1. */
  @Test
  void messageAboutWhatIsNotInFlightIsIgnoredAndCounted() {
    final Remote remote = new Remote();
    final Remote.Server server = remote.established(remote.listen());
    server.connection().write(100);
    icmp(remote, server.connection(), server.isn() + 5000, UNREACHABLE, FRAGMENTATION_NEEDED, 576);
    assertThat(remote.count("TcpExtOutOfWindowIcmps")).isOne();
    assertThat(server.connection().pathMtuBytes).isEqualTo(1500);
  }

  @Test
  void fragmentationNeededLowersTheMtuAndSendsAgainAtOnce() {
    final Remote remote = new Remote();
    final Remote.Server server = remote.established(remote.listen());
    final TcpConnection connection = server.connection();
    connection.write(1460);
    remote.got.clear();
    icmp(remote, connection, server.isn() + 1, UNREACHABLE, FRAGMENTATION_NEEDED, 1040);
    assertThat(connection.pathMtuBytes).isEqualTo(1040);
    assertThat(connection.output.mssCache).isEqualTo(1000);
    assertThat(remote.got).hasSize(1);
    assertThat(remote.last().bytes()).isEqualTo(1460);
    assertThat(connection.queue.packetsOut).isEqualTo(2);
    assertThat(connection.window.cwnd).isEqualTo(10);
    remote.send(TcpHeader.ACK, Remote.ISN + 1, server.isn() + 1461, 0);
    assertThat(connection.queue.packetsOut).isZero();
    assertThat(connection.queue.inFlight()).isZero();
    connection.write(3000);
    assertThat(connection.queue.packetsOut).isEqualTo(3);
  }

  /** ip_rt_min_pmtu is 552; mtu_expires 600 s. */
  @Test
  void pathMtuHasALeastValueAndIsForgottenAfterTenMinutes() {
    final Remote remote = new Remote();
    final Remote.Server server = remote.established(remote.listen());
    server.connection().write(1460);
    icmp(remote, server.connection(), server.isn() + 1, UNREACHABLE, FRAGMENTATION_NEEDED, 100);
    assertThat(server.connection().pathMtuBytes).isEqualTo(552);
    assertThat(remote.host.tcp.pathMtus.bytes(Remote.ADDRESS)).isEqualTo(552);
    remote.run(601 * VirtualTime.S);
    assertThat(remote.host.tcp.pathMtus.bytes(Remote.ADDRESS)).isEqualTo(1500);
  }

  /** RFC 6069: the retransmission timer is set back to where it was before the last back-off. */
  @Test
  void hostUnreachableAboutARetransmissionTakesABackoffBack() {
    final Remote remote = new Remote();
    final Remote.Server server = remote.established(remote.listen());
    final TcpConnection connection = server.connection();
    connection.write(100);
    while (remote.got.size() < 4) {
      remote.run(VirtualTime.MS);
    }
    final long before = connection.rtt.rtoJiffies;
    final int backoff = connection.rtt.backoff;
    assertThat(backoff).isPositive();
    icmp(remote, connection, server.isn() + 1, 1);
    assertThat(connection.rtt.backoff).isEqualTo(backoff - 1);
    assertThat(connection.rtt.rtoJiffies).isEqualTo(before / 2);
  }

  @Test
  void hostUnreachableRemovesAHalfOpenConnectionSilently() {
    final Remote remote = new Remote();
    remote.listen();
    remote.send(TcpHeader.SYN, Remote.ISN, 0, 0);
    final TcpConnection half = remote.host.tcp.connections().get(0);
    icmp(remote, half, remote.last().sequence(), 3);
    assertThat(remote.host.tcp.connections()).hasSize(1);
    icmp(remote, half, remote.last().sequence(), 1);
    assertThat(remote.host.tcp.connections()).isEmpty();
    assertThat(remote.got).hasSize(1);
  }
}
