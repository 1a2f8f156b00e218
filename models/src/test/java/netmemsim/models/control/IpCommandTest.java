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
        "ip addr add 10.0.0.1/24|ip addr is not modelled (modelled: link)",
        "link del eth1|ip link del is not modelled (modelled: set, show)",
        "-j link show eth1|ip -j is not modelled (modelled: -details, -statistics)",
        "link set|missing a device",
        "link set eth1|missing up, down, mtu or xdp",
        "link set eth1 mtu|missing mtu",
        "link set eth1 mtu many|mtu must be a number: 'many'",
        "link set eth1 down now|ip link set now is not modelled (modelled: up, down, mtu, xdp)",
        "link show eth1 up|superfluous 'up'"
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

  @Test
  void linkIsShownAsIpShowsIt() {
    final NicOptions options = new NicOptions();
    options.queues = 1;
    final NicTestbed at = new NicTestbed(options);
    // The captured device: another place, address, age and bus; the layout is what counts.
    final String real =
        ToolText.of("ip-d-s-link-show")
            .replaceFirst("^4", "2")
            .replace("02:fc:00:00:00:01", "02:00:0a:00:00:02")
            .replace("mtu 1400", "mtu 8244")
            .replace("maxmtu 65535", "maxmtu 8244")
            .replaceFirst("parentbus virtio parentdev virtio2 ", "")
            .replaceAll("(?m)^ +\\d+ +\\d+ ", "             0       0 ");
    assertThat(run(at, "-d -s link show eth1").text()).isEqualTo(real);
    run(at, "link set eth1 down mtu 1400");
    final String down =
        ToolText.of("ip-link-show-down")
            .replace("3: v1", "2: eth1")
            .replace("noqueue", "pfifo_fast")
            .replace("02:00:00:00:00:01", "02:00:0a:00:00:02");
    assertThat(run(at, "link show dev eth1").text()).isEqualTo(down);
  }

  @Test
  void mtuStaysWithinWhatTheDeviceCanDo() {
    final NicTestbed at = new NicTestbed(new NicOptions());
    assertThat(run(at, "link set eth1 mtu 1400").ok()).isTrue();
    assertThat(at.nic.config().mtuBytes()).isEqualTo(1400);
    final Result low = run(at, "link set eth1 mtu 67");
    assertThat(low.errno()).isEqualTo(Errno.EINVAL);
    assertThat(low.text()).isEqualTo(ToolText.of("ip-mtu-67"));
    final Result high = run(at, "link set eth1 mtu 70000");
    assertThat(high.errno()).isEqualTo(Errno.EINVAL);
    assertThat(high.text()).isEqualTo(ToolText.of("ip-mtu-70000"));
    assertThat(at.nic.config().mtuBytes()).isEqualTo(1400);
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
