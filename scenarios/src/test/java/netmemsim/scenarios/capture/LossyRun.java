package netmemsim.scenarios.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netmemsim.scenarios.cli.Invocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run of 1 MiB from client to server in which ten data segments are lost, one of them twice.
 *
 * @param folder what it left behind
 */
record LossyRun(Path folder) {
  static final int SENT_BYTES = 1 << 20;
  static final int LOST = 11;

  private static final String SCENARIO =
      """
      scenario: lossy
      title: Plain TCP with losses
      source: none, it serves a test
      kernel: v6.18
      stop: 2s
      hosts:
        client: { nics: { eth0: { queues: 1 } } }
        server: { nics: { eth1: { queues: 1 } } }
      links:
        - between: [client/eth0, server/eth1]
          rate: 100Mbps
          delay: 5ms
          drop:
            - { from: client/eth0, packets: [30, 31, 32, 60, 100, 102, 104, 200, 300] }
            - { from: client/eth0, offset: 600000, count: 2 }
      apps:
        - { on: server, name: rx, netcat: { listen: 5201, validate: 7 } }
        - { on: client, name: tx, netcat: { connect: "server:5201", send: 1MiB, pattern: 7 } }
      expect:
        - { metric: server/rx/reader/validation_errors, is: "== 0" }
      """;

  /** Runs it with captures. */
  static LossyRun into(final Path folder, final String... more) throws IOException {
    final Path file = Files.writeString(folder.resolve("lossy.yaml"), SCENARIO);
    final Path out = folder.resolve("out");
    final List<String> arguments =
        new ArrayList<>(List.of("run", file.toString(), "--out", out.toString(), "--pcap"));
    arguments.addAll(List.of(more));
    final Invocation run = Invocation.of(arguments);
    assertThat(run.exit()).as(run.err() + run.out()).isZero();
    return new LossyRun(out);
  }

  Path client() {
    return folder.resolve("client.eth0.pcapng");
  }

  Path server() {
    return folder.resolve("server.eth1.pcapng");
  }

  /** A TCP counter of a host at the end of the run. */
  long counter(final String host, final String name) throws IOException {
    final JsonNode counters =
        JsonMapper.shared().readTree(Files.readString(folder.resolve("counters.json")));
    return counters.path(host + "/tcp").path(name).longValue(0);
  }
}
