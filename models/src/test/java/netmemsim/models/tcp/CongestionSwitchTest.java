package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** TCP_CONGESTION and net.ipv4.tcp_congestion_control (net/ipv4/tcp_cong.c, v6.18). */
class CongestionSwitchTest {
  private static Pair started(final TcpSocketOptions options, final Pair pair) {
    pair.sending.toWrite = 3_000_000;
    pair.toServer.rateBitsPerSecond = 50_000_000;
    pair.connect(options);
    pair.run(100 * VirtualTime.MS);
    return pair;
  }

  @Test
  void hostsDefaultIsCubicAsLinuxHasIt() {
    final Pair pair = new Pair(20 * VirtualTime.MS, 250, 1);
    started(new TcpSocketOptions(pair.client.sysctl), pair);
    assertThat(pair.sending.get().congestionControl()).isEqualTo("cubic");
    assertThat(pair.receiving.get().congestionControl()).isEqualTo("cubic");
  }

  @Test
  void socketsChoiceComesBeforeTheHosts() {
    final Pair pair = new Pair(20 * VirtualTime.MS, 250, 1);
    pair.client.sysctl.congestionControl = "reno";
    final TcpSocketOptions options = new TcpSocketOptions(pair.client.sysctl);
    options.congestion = "dctcp";
    started(options, pair);
    assertThat(pair.sending.get().window.control).isInstanceOf(Dctcp.class);
  }

  @Test
  void changeOnALiveConnectionKeepsTheWindow() {
    final Pair pair = new Pair(20 * VirtualTime.MS, 250, 1);
    started(new TcpSocketOptions(pair.client.sysctl), pair);
    final TcpConnection sender = pair.sending.get();
    final int cwnd = sender.window.cwnd;
    assertThat(sender.pacing.status).isEqualTo(Pacing.Status.NONE);
    assertThat(sender.setCongestionControl("vegas")).isFalse();
    assertThat(sender.setCongestionControl("bbr")).isTrue();
    assertThat(sender.congestionControl()).isEqualTo("bbr");
    assertThat(sender.window.cwnd).isEqualTo(cwnd);
    assertThat(sender.pacing.status).isEqualTo(Pacing.Status.NEEDED);
    assertThat(sender.setCongestionControl("reno")).isTrue();
    pair.run(5 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(3_000_000);
    assertThat(pair.receiving.verifier.errors()).isZero();
  }
}
