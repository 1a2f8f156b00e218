package netmemsim.bench.tshark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of captures against counters can fail: whatever is changed in either is found. */
class TamperedCaptureTest {
  @TempDir static Path folder;

  private static CheckedRun run;
  private static List<SeenFrame> sender;
  private static List<SeenFrame> receiver;

  @BeforeAll
  static void runOnce() throws IOException {
    final boolean installed =
        List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
            .anyMatch(place -> Files.isExecutable(Path.of(place, "tshark")));
    assumeThat(installed).as("tshark is installed (apt-get install tshark)").isTrue();
    run = CrossCheck.run(Path.of("tshark", "lost-retransmissions.yaml"), folder);
    sender = Tshark.analyse(run.sender());
    receiver = Tshark.analyse(run.receiver());
  }

  private static List<String> differing(final CheckedRun tampered) throws IOException {
    return CrossCheck.findings(tampered).stream()
        .filter(finding -> !finding.holds())
        .map(Finding::measure)
        .toList();
  }

  /** The last frame of a capture that is so; numbers as tshark counts, from 1. */
  private static int last(final List<SeenFrame> frames, final Predicate<SeenFrame> wanted) {
    int found = 0;
    for (int i = 0; i < frames.size(); i++) {
      found = wanted.test(frames.get(i)) ? i + 1 : found;
    }
    assertThat(found).as("such a frame").isPositive();
    return found;
  }

  private static Path without(final Path capture, final int number) throws IOException {
    final Path tampered = Files.createTempFile(folder, "tampered", ".pcapng");
    Tshark.copyWithout(capture, number, tampered);
    return tampered;
  }

  private static CheckedRun withSender(final Path capture) {
    return new CheckedRun("tampered", capture, run.receiver(), run.counters());
  }

  private static CheckedRun withReceiver(final Path capture) {
    return new CheckedRun("tampered", run.sender(), capture, run.counters());
  }

  @Test
  void untouchedCapturesHold() throws IOException {
    assertThat(differing(run)).isEmpty();
  }

  @Test
  void retransmissionMissingAtTheSenderIsFound() throws IOException {
    final int frame = last(sender, seen -> seen.isData() && seen.isSentAgain());
    assertThat(differing(withSender(without(run.sender(), frame)))).contains("sent again");
  }

  @Test
  void newSegmentMissingAtTheSenderIsFound() throws IOException {
    final int frame =
        last(sender, seen -> seen.isData() && seen.payloadBytes() > 0 && !seen.isSentAgain());
    assertThat(differing(withSender(without(run.sender(), frame)))).contains("came from nowhere");
  }

  @Test
  void retransmissionMissingAtTheReceiverIsFound() throws IOException {
    final int frame = last(receiver, seen -> seen.isData() && seen.isSentAgain());
    assertThat(differing(withReceiver(without(run.receiver(), frame))))
        .contains("lost between the captures");
  }

  @Test
  void segmentAboveAGapMissingAtTheReceiverIsFound() throws IOException {
    final int frame = last(receiver, seen -> seen.isData() && seen.has("lost_segment"));
    assertThat(differing(withReceiver(without(run.receiver(), frame))))
        .contains("lost between the captures", "queued out of order");
  }

  @Test
  void duplicateAckMissingAtTheReceiverIsFound() throws IOException {
    final int frame = last(receiver, seen -> !seen.isData() && seen.has("duplicate_ack"));
    assertThat(differing(withReceiver(without(run.receiver(), frame))))
        .contains("came from nowhere");
  }

  @ParameterizedTest
  @CsvSource({
    "client/tcp/TcpRetransSegs, sent again",
    "client/tcp/TcpExtTCPFastRetrans, fast retransmissions",
    "client/tcp/TcpExtTCPWinProbe, window probes",
    "server/tcp/TcpExtTCPOFOQueue, queued out of order",
    "server/tcp/TcpExtTCPOFOQueue, duplicate ACKs",
    "server/tcp/TcpExtTCPDSACKOldSent, arrived twice",
    "server/tcp/TcpExtTCPToZeroWindowAdv, window closed",
    "server/tcp/TcpExtTCPFromZeroWindowAdv, window opened"
  })
  void counterThatIsOneMoreIsFound(final String counter, final String measure) throws IOException {
    final Map<String, Long> counters = new HashMap<>(run.counters());
    assertThat(counters).containsKey(counter);
    counters.merge(counter, 1L, Long::sum);
    assertThat(differing(new CheckedRun("tampered", run.sender(), run.receiver(), counters)))
        .contains(measure);
  }
}
