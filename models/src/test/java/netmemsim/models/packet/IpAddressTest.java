package netmemsim.models.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @Test
  void parsesLiterals() {
    assertThat(IpAddress.parse("10.0.0.1").octet(3)).isEqualTo(1);
    assertThat(IpAddress.parse("255.255.255.255").octet(0)).isEqualTo(255);
    assertThat(IpAddress.parse("10.0.0.1").isV6()).isFalse();
    final IpAddress six = IpAddress.parse("fd00::2");
    assertThat(six.isV6()).isTrue();
    assertThat(six.lengthBytes()).isEqualTo(16);
    assertThat(six).isEqualTo(IpAddress.parse("FD00:0:0:0:0:0:0:2"));
    assertThat(six).hasToString("fd00:0:0:0:0:0:0:2");
  }

  /** None of them may reach the resolver, which would ask the DNS. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "server",
        "300.1.1.1",
        "10.0.0.256",
        "10.0.0",
        "10.0.0.1.2",
        "010.0.0.1",
        "1.2.3.4/24",
        ":",
        "fd00::1::2",
        "fd00::g",
        ".::1",
        "fe80::1%eth0",
        "12345::1"
      })
  void refusesWhatIsNoLiteral(final String text) {
    assertThatThrownBy(() -> IpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an IP address: '" + text + "'");
  }
}
