package netmemsim.models.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import netmemsim.models.kernel.Result;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is typed either is a command, which can then be carried out, or gives one clear line.
 */
class CommandProperties {
  private static final List<String> NUMBERS =
      List.of("-1", "0", "1", "2", "3", "4", "16", "68", "128", "256", "65536", "99999999999", "x");

  private static final List<String> ETHTOOL =
      List.of(
          "-G",
          "-g",
          "-L",
          "-l",
          "-X",
          "-x",
          "-N",
          "-n",
          "-K",
          "-k",
          "-S",
          "-i",
          "--show-ring",
          "-c",
          "rx",
          "tx",
          "combined",
          "tcp-data-split",
          "hds-thresh",
          "on",
          "off",
          "auto",
          "start",
          "equal",
          "default",
          "flow-type",
          "tcp4",
          "tcp6",
          "delete",
          "src-ip",
          "dst-ip",
          "dst-port",
          "action",
          "queue",
          "loc",
          "rule",
          "gro",
          "ntuple",
          "10.0.0.1",
          "::1",
          "eth1");

  private static final List<String> IP =
      List.of("link", "set", "show", "dev", "eth1", "up", "down", "mtu", "-d", "-s", "-j", "addr");

  @Provide
  Arbitrary<String> ethtool() {
    return line(ETHTOOL, "-[GgLlXxNnKkSi] eth1");
  }

  @Provide
  Arbitrary<String> ip() {
    return line(IP, "link set eth1");
  }

  /** Words in any order, most of them behind a beginning that is right. */
  private static Arbitrary<String> line(final List<String> vocabulary, final String beginning) {
    final List<String> all = new ArrayList<>(vocabulary);
    all.addAll(NUMBERS);
    final Arbitrary<String> words =
        Arbitraries.of(all).list().ofMaxSize(6).map(list -> String.join(" ", list));
    final Arbitrary<String> first =
        beginning.startsWith("-[")
            ? Arbitraries.of("GgLlXxNnKkSi".split("")).map(letter -> "-" + letter + " eth1 ")
            : Arbitraries.of(beginning + " ", "link show ");
    return Arbitraries.oneOf(
        words, first.flatMap(start -> words.map(rest -> start + rest)), Arbitraries.strings());
  }

  private static @Nullable DeviceCommand parse(
      final Function<String, DeviceCommand> parser, final String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      return null;
    }
  }

  private static void carryOut(final @Nullable DeviceCommand command) {
    if (command == null || !command.device().equals("eth1")) {
      return;
    }
    final NicTestbed at = new NicTestbed(new NicOptions());
    final List<Result> results = new ArrayList<>();
    command.execute(at.nic, true, results::add);
    assertThat(results).hasSize(1);
    final Result result = results.get(0);
    assertThat(result.ok() || result.text() != null).as("an error is worded").isTrue();
    at.assertBalanced(0);
  }

  @Property(tries = 500)
  void ethtoolParsesAndRunsOrSaysWhatIsWrong(@ForAll("ethtool") final String text) {
    carryOut(parse(EthtoolCommand::parse, text));
  }

  @Property(tries = 300)
  void ipParsesAndRunsOrSaysWhatIsWrong(@ForAll("ip") final String text) {
    carryOut(parse(IpCommand::parse, text));
  }
}
