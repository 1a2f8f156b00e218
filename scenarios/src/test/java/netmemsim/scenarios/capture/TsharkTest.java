package netmemsim.scenarios.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netmemsim.scenarios.capture.Pcapng.Captured;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tshark makes of a capture; bench/tshark holds it against ten runs, measure by measure. */
class TsharkTest {
  private static LossyRun run;

  @BeforeAll
  static void runOnce(@TempDir final Path folder) throws IOException {
    final boolean installed =
        List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
            .anyMatch(place -> Files.isExecutable(Path.of(place, "tshark")));
    assumeThat(installed).as("tshark is installed (apt-get install tshark)").isTrue();
    run = LossyRun.into(folder);
  }

  /** The numbers of the frames that a display filter lets through. */
  private static List<String> frames(final Path file, final String filter) throws IOException {
    return fields(file, filter, "frame.number");
  }

  /** A field of the frames that a display filter lets through. */
  private static List<String> fields(final Path file, final String filter, final String field)
      throws IOException {
    final List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
    command.addAll(List.of("-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"));
    command.addAll(List.of("-Y", filter, "-T", "fields", "-e", field));
    final Process tshark =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    final String out = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(tshark.waitFor()).as("exit code for " + filter).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return out.lines().toList();
  }

  @Test
  void noFrameIsMalformedOrHasAWrongChecksum() throws IOException {
    for (final Path file : List.of(run.client(), run.server())) {
      assertThat(frames(file, "tcp.checksum.status == 1 && ip.checksum.status == 1"))
          .hasSameSizeAs(Pcapng.read(file));
      assertThat(frames(file, "_ws.malformed || _ws.unreassembled || tcp.option.len.invalid"))
          .isEmpty();
    }
  }

  @Test
  void itReadsTheTimesOfTheRunToTheNanosecond() throws IOException {
    final List<String> expected = new ArrayList<>();
    for (final Captured packet : Pcapng.read(run.client())) {
      expected.add(
          "%d.%09d".formatted(packet.timeNs() / 1_000_000_000, packet.timeNs() % 1_000_000_000));
    }
    assertThat(fields(run.client(), "tcp", "frame.time_epoch")).isEqualTo(expected);
  }

  @Test
  void nothingIsMissingInTheSendersCapture() throws IOException {
    assertThat(frames(run.client(), "tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment"))
        .isEmpty();
  }

  @Test
  void itFindsAsManyRetransmissionsAsTcpCounted() throws IOException {
    assertThat(
            frames(
                run.client(),
                "tcp.analysis.retransmission || tcp.analysis.fast_retransmission"
                    + " || tcp.analysis.spurious_retransmission || tcp.analysis.out_of_order"))
        .hasSize((int) run.counter("client", "TcpRetransSegs"));
  }
}
