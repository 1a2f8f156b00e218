package netmemsim.scenarios.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netmemsim.scenarios.cli.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ecn-threshold} of links and switches: the step marking of RFC 8257, 4.1, which is to keep
 * the queue of a DCTCP flow near the threshold and lose nothing.
 */
class EcnThresholdTest {
  private static final String SCENARIO =
      """
      scenario: marking
      title: A DCTCP flow through a switch that marks
      source: RFC 8257, 4.1
      kernel: v6.18
      stop: 1s
      hosts:
        client:
          sysctl: { net.ipv4.tcp_ecn: "1", net.ipv4.tcp_congestion_control: dctcp }
          nics: { eth0: { queues: 1 } }
        server:
          sysctl: { net.ipv4.tcp_ecn: "1", net.ipv4.tcp_congestion_control: dctcp }
          nics: { eth1: { queues: 1 } }
      switches: { sw: { queue: 100 } }
      links:
        - { between: [client/eth0, sw/in], rate: 1Gbps, delay: 50us }
        - { between: [sw/out, server/eth1], rate: 100Mbps, delay: 50us, ecn-threshold: 20 }
      apps:
        - { on: server, name: rx, netcat: { listen: 5201 } }
        - { on: client, name: tx, netcat: { connect: "server:5201", send: 8MiB } }
      expect:
        - { metric: server/rx/reader/bytes_received, is: "== 8388608" }
        - { metric: client/tcp/TcpRetransSegs, is: "== 0" }
        - { metric: server/tcp/IpExtInCEPkts, is: "> 100" }
        - { metric: client/tcp/TcpExtTCPDeliveredCE, is: "> 100" }
      """;

  @TempDir Path folder;

  private Invocation run(final String text, final String... more) throws IOException {
    final Path file = Files.writeString(folder.resolve("marking.yaml"), text);
    final List<String> arguments = new ArrayList<>(List.of("run", file.toString()));
    arguments.addAll(List.of(more));
    return Invocation.of(arguments);
  }

  @Test
  void dctcpFlowThatIsMarkedLosesNothing() throws IOException {
    final Invocation run = run(SCENARIO);
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
  }

  @Test
  void thresholdOfTheSwitchHoldsForALinkWithoutOne() throws IOException {
    final Invocation run =
        run(
            SCENARIO
                .replace(", ecn-threshold: 20", "")
                .replace("queue: 100 }", "queue: 100, ecn-threshold: 20 }"));
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
  }

  @Test
  void withoutAThresholdNothingIsMarkedAndTheQueueOverflows() throws IOException {
    final Invocation run = run(SCENARIO.replace(", ecn-threshold: 20", ""));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("FAILED +metric +server/tcp/IpExtInCEPkts > 100\\n.*\\n +seen: 0\\n")
        .containsPattern("FAILED +metric +client/tcp/TcpRetransSegs == 0\\n");
  }

  @Test
  void thresholdWhereNoSwitchIsIsRefusedWithItsPlace() throws IOException {
    final Invocation run =
        run(
            SCENARIO
                .replace("switches: { sw: { queue: 100 } }\n", "")
                .replaceAll("(?m)^.*sw/in.*\n", "")
                .replace("sw/out", "client/eth0"));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "links[0].ecn-threshold: no queue to mark in: neither end of this link is a switch");
  }
}
