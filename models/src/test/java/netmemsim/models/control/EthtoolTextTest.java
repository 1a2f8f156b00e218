package netmemsim.models.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model's ethtool prints what the real one does, to the letter. */
class EthtoolTextTest {
  private final NicOptions options = new NicOptions();

  private static Result run(final NicTestbed at, final String text) {
    final List<Result> results = new ArrayList<>();
    EthtoolCommand.parse(text).execute(at.nic, true, results::add);
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private static String printed(final NicTestbed at, final String text) {
    return Objects.requireNonNull(run(at, text).text(), text);
  }

  @Test
  void ringSizesBeforeAndAfterTheyAreSet() {
    final NicTestbed at = new NicTestbed(options);
    assertThat(printed(at, "-g eth1")).isEqualTo(ToolText.of("ethtool-g"));
    run(at, "-G eth1 rx 256 tx 64 tcp-data-split on");
    // v6.12 knows no threshold.
    assertThat(printed(at, "--show-ring eth1"))
        .isEqualTo(ToolText.of("ethtool-g-split").replaceAll("(HDS thresh:\\s+)0", "$1n/a"));
  }

  @Test
  void thresholdIsShownSinceItCanBeSet() {
    options.kernel = netmemsim.models.kernel.KernelProfile.V6_18;
    final NicTestbed at = new NicTestbed(options);
    run(at, "-G eth1 rx 256 tx 64 tcp-data-split on");
    assertThat(printed(at, "-g eth1")).isEqualTo(ToolText.of("ethtool-g-split"));
  }

  @Test
  void channels() {
    assertThat(printed(new NicTestbed(options), "-l eth1")).isEqualTo(ToolText.of("ethtool-l"));
  }

  @Test
  void indirectionTable() {
    final NicTestbed at = new NicTestbed(options);
    run(at, "-X eth1 start 1 equal 3");
    assertThat(printed(at, "-x eth1")).isEqualTo(ToolText.of("ethtool-x"));
  }

  @Test
  void rules() {
    options.maxFlowRules = 1024;
    options.queues = 16;
    final NicTestbed at = new NicTestbed(options);
    assertThat(printed(at, "-n eth1")).isEqualTo(ToolText.of("ethtool-n-none"));
    assertThat(printed(at, "-N eth1 flow-type tcp4 dst-port 5201 action 15"))
        .isEqualTo(ToolText.of("ethtool-N"));
    run(
        at,
        "-N eth1 flow-type tcp4 src-ip 10.0.0.1 dst-ip 10.0.0.2 src-port 1000 dst-port 5201"
            + " action 3");
    run(at, "-N eth1 flow-type tcp6 dst-ip 2001:db8::2 dst-port 80 action 2");
    assertThat(printed(at, "-n eth1")).isEqualTo(ToolText.of("ethtool-n"));
    assertThat(printed(at, "-u eth1 rule 1022")).isEqualTo(ToolText.of("ethtool-n-rule"));
    assertThat(run(at, "-n eth1 rule 3"))
        .isEqualTo(Result.error(Errno.EINVAL).printing(ToolText.of("ethtool-n-missing")));
  }

  @ParameterizedTest
  @CsvSource({
    "-N eth1 flow-type tcp4 dst-port 5201 action 99, EINVAL, ethtool-N-einval",
    "-N eth1 delete 4, EINVAL, ethtool-N-delete-einval",
    "-X eth1 equal 20, EINVAL, ethtool-X-einval",
    "-L eth1 rx 5, EINVAL, ethtool-L-rx-5",
    "-L eth1 rx 0, EINVAL, ethtool-L-rx-0",
    "-L eth1 combined 2, EINVAL, ethtool-L-combined-2"
  })
  void refusals(final String command, final Errno errno, final String text) {
    final Result result = run(new NicTestbed(options), command);
    assertThat(result.errno()).isEqualTo(errno);
    assertThat(result.text()).isEqualTo(ToolText.refusal(text));
  }

  @Test
  void splitOnADeviceThatCannot() {
    options.headerSplit = false;
    final Result result = run(new NicTestbed(options), "-G eth1 tcp-data-split on");
    assertThat(result.errno()).isEqualTo(Errno.EOPNOTSUPP);
    assertThat(result.text()).isEqualTo(ToolText.refusal("ethtool-G-tcp-data-split-on"));
  }

  /** Which features there are, in which order; their states are the drivers'. */
  @Test
  void featuresAreThoseOfTheKernelInItsOrder() {
    final List<String> real =
        ToolText.of("ethtool-k-veth")
            .lines()
            .map(line -> line.replaceFirst(":.*", ""))
            // Not yet in v6.12.
            .filter(line -> !line.contains("accecn"))
            .map(line -> line.replace("v1", "eth1"))
            .toList();
    final NicTestbed at = new NicTestbed(options);
    assertThat(printed(at, "-k eth1").lines().map(line -> line.replaceFirst(":.*", "")))
        .containsExactlyElementsOf(real);
    run(at, "-K eth1 gro on ntuple off");
    assertThat(printed(at, "-k eth1").lines())
        .contains(
            "generic-receive-offload: on",
            "ntuple-filters: off",
            "tcp-segmentation-offload: on",
            "\ttx-tcp-mangleid-segmentation: off",
            "rx-gro-hw: off [fixed]");
  }

  @Test
  void driverAndStatisticsHaveTheLayout() {
    final NicTestbed at = new NicTestbed(options);
    assertThat(printed(at, "-i eth1"))
        .isEqualTo(
            ToolText.of("ethtool-i")
                .replaceAll("(bus-info: ).*", "$1")
                .replace("supports-priv-flags: yes", "supports-priv-flags: no"));
    final String layout = "NIC statistics:\n(     [a-z0-9_\\[\\]]+: \\d+\n)+";
    assertThat(ToolText.of("ethtool-S")).matches(layout);
    assertThat(printed(at, "-S eth1")).matches(layout).contains("     rx_posted_desc[3]: 127\n");
  }
}
