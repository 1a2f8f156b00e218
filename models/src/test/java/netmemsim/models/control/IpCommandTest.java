package netmemsim.models.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ip-link(8). */
class IpCommandTest {
  private static Result run(final NicTestbed at, final String text) {
    final List<Result> results = new ArrayList<>();
    IpCommand.parse(text).execute(at.nic, true, results::add);
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|missing an object such as link",
        "ip link|missing a command such as set",
        "ip addr add 10.0.0.1/24|ip addr add is not modelled (modelled: link set DEV up|down|xdp ...)",
        "link set|missing a device",
        "link set eth1|missing up, down or xdp",
        "link set eth1 mtu|expected up, down or xdp: 'mtu'",
        "link set eth1 down now|superfluous 'now'"
      },
      maxCharsPerColumn = 200)
  void textThatIsWrongSaysWhat(final String text, final String start) {
    assertThatThrownBy(() -> IpCommand.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith(start);
  }

  @Test
  void linkGoesDownAndUp() {
    final NicTestbed at = new NicTestbed(new NicOptions());
    assertThat(IpCommand.parse("ip link set dev eth1 down").device()).isEqualTo("eth1");
    assertThat(run(at, "link set eth1 down")).isEqualTo(Result.OK);
    assertThat(at.nic.isUp()).isFalse();
    assertThat(at.metric("pages")).isZero();
    assertThat(run(at, "ip link set dev eth1 up")).isEqualTo(Result.OK);
    assertThat(at.nic.isUp()).isTrue();
    assertThat(run(at, "link set eth1 up")).isEqualTo(Result.OK);
    assertThat(at.metric("eth1/rxq1/restarts")).isEqualTo(1);
  }

  /** Before v6.18 a pool of more than 32768 entries is E2BIG, and the open fails (edge case G6). */
  @Test
  void openThatCannotMakeItsPoolsLeavesTheDeviceDown() {
    final NicOptions options = new NicOptions();
    options.pagePoolMultiplier = 1024;
    final NicTestbed at = new NicTestbed(new NicOptions());
    assertThat(at.nic.isUp()).isTrue();
    options.rxRing = 16;
    final NicTestbed small = new NicTestbed(options);
    final List<Result> results = new ArrayList<>();
    EthtoolCommand.parse("-G eth1 rx 64").execute(small.nic, true, results::add);
    assertThat(results.get(0).errno()).isEqualTo(Errno.E2BIG);
    assertThat(small.nic.isUp()).isFalse();
    assertThat(small.nic.pagePools()).isEmpty();
    small.assertBalanced(0);
  }
}
