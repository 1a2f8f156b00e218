package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import netmemsim.models.kernel.KernelProfile;
import org.junit.jupiter.api.Test;

/** Settings by name. */
class TcpSysctlTest {
  private final TcpSysctl sysctl = new TcpSysctl();

  @Test
  void threeNumbersAreReadAndWrittenAsSysctlDoes() {
    sysctl.set("net.ipv4.tcp_rmem", "4096\t131072 33554432");
    assertThat(sysctl.rmem).containsExactly(4096, 131072, 33554432);
    assertThat(sysctl.get("net.ipv4.tcp_rmem")).isEqualTo("4096 131072 33554432");
  }

  @Test
  void unknownNameIsRefused() {
    assertThatThrownBy(() -> sysctl.set("net.ipv4.tcp_rmen", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown sysctl 'net.ipv4.tcp_rmen'");
  }

  @Test
  void valueThatIsNotModelledIsRefusedAndNothingChanges() {
    assertThatThrownBy(() -> sysctl.set("net.ipv4.tcp_congestion_control", "vegas"))
        .hasMessageContaining("not modelled");
    assertThat(sysctl.get("net.ipv4.tcp_congestion_control")).isEqualTo("cubic");
    assertThatThrownBy(() -> sysctl.set("net.ipv4.tcp_ecn", "3"))
        .hasMessage("net.ipv4.tcp_ecn must be 0 to 2, got 3");
  }

  @Test
  void defaultsAreThoseOfTheKernelThatRuns() {
    // 6.18.44: /proc/sys of a machine that ran it; 6.12: tcp_ipv4.c and tcp.c.
    final TcpSysctl newer = new TcpSysctl(KernelProfile.V6_18);
    assertThat(newer.get("net.ipv4.tcp_rmem")).isEqualTo("4096 131072 33554432");
    assertThat(newer.get("net.core.rmem_max")).isEqualTo("4194304");
    assertThat(newer.get("net.ipv4.tcp_limit_output_bytes")).isEqualTo("4194304");
    final TcpSysctl older = new TcpSysctl(KernelProfile.V6_12);
    assertThat(older.get("net.ipv4.tcp_rmem")).isEqualTo("4096 131072 6291456");
    assertThat(older.get("net.core.rmem_max")).isEqualTo("212992");
    assertThat(older.get("net.ipv4.tcp_limit_output_bytes")).isEqualTo("1048576");
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatThrownBy(() -> sysctl.set("net.ipv4.tcp_sack", "2"))
        .hasMessage("net.ipv4.tcp_sack must be 0 to 1, got 2");
    assertThatThrownBy(() -> sysctl.set("net.ipv4.tcp_rmem", "4096 131072"))
        .hasMessageContaining("takes 3 numbers");
    assertThatThrownBy(() -> sysctl.set("net.ipv4.tcp_wmem", "5 4 6"))
        .hasMessageContaining("must not fall");
    assertThatThrownBy(() -> sysctl.set("net.ipv4.tcp_retries2", "many"))
        .hasMessageContaining("takes a number");
  }

  @Test
  void everyNameCanBeReadAndSetToWhatItIs() {
    assertThat(TcpSysctl.names()).hasSizeGreaterThan(40).isSorted();
    for (final String name : TcpSysctl.names()) {
      final String value = sysctl.get(name);
      sysctl.set(name, value);
      assertThat(sysctl.get(name)).isEqualTo(value);
    }
  }
}
