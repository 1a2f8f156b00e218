package netmemsim.scenarios.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import netmemsim.scenarios.capture.Pcapng.Captured;
import netmemsim.scenarios.cli.Invocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run --pcap} writes, read back byte by byte without any tool. */
class CaptureTest {
  private static final int SYN = 0x02;
  private static final int FIN = 0x01;
  private static final int CLIENT_PORT_IS_ABOVE = 30_000;
  private static LossyRun run;

  @BeforeAll
  static void runOnce(@TempDir final Path folder) throws IOException {
    run = LossyRun.into(folder);
  }

  private static List<Frame> frames(final Path file, final boolean inbound) throws IOException {
    final List<Frame> frames = new ArrayList<>();
    for (final Captured packet : Pcapng.read(file)) {
      assertThat(packet.bytes()).hasSize(packet.originalBytes());
      if (packet.inbound() == inbound) {
        frames.add(new Frame(packet.bytes()));
      }
    }
    return frames;
  }

  @Test
  void everyFrameIsWholeWithCorrectChecksumsLengthsAndOptions() throws IOException {
    // Taking a frame apart checks it.
    final List<Frame> sent = frames(run.client(), false);
    assertThat(sent).hasSizeGreaterThan(700);
    assertThat(sent.get(0).options).containsExactly(2, 4, 8, 3);
    final List<Frame> answers = frames(run.server(), false);
    assertThat(answers.get(0).options).containsExactly(2, 4, 8, 3);
    assertThat(answers).anyMatch(frame -> frame.options.equals(List.of(8, 5)));
    assertThat(frames(run.client(), true)).hasSameSizeAs(answers);
  }

  @Test
  void theSenderCapturesEverySegmentAndTheReceiverAllButTheLost() throws IOException {
    final List<Frame> sent = frames(run.client(), false);
    assertThat(sent).hasSize((int) run.counter("client", "TcpOutSegs"));
    assertThat(frames(run.server(), true)).hasSize(sent.size() - LossyRun.LOST);
    assertThat(frames(run.server(), false)).hasSize((int) run.counter("server", "TcpOutSegs"));
  }

  @Test
  void segmentsThatAreInTheCaptureTwiceAreAsManyAsTcpRetransSegs() throws IOException {
    final Set<Integer> seen = new HashSet<>();
    int again = 0;
    for (final Frame frame : frames(run.client(), false)) {
      if (frame.payload.length > 0 && !seen.add(frame.sequence)) {
        again++;
      }
    }
    assertThat(again)
        .isGreaterThanOrEqualTo(LossyRun.LOST)
        .isEqualTo((int) run.counter("client", "TcpRetransSegs"));
  }

  @Test
  void theBytesThatTheReceiverCapturedAreThoseThatWereWritten() throws IOException {
    final List<Frame> frames = frames(run.server(), true);
    final int first = frames.get(0).sequence + 1;
    final byte[] stream = new byte[LossyRun.SENT_BYTES];
    final boolean[] there = new boolean[LossyRun.SENT_BYTES];
    for (final Frame frame : frames) {
      for (int i = 0; i < frame.payload.length; i++) {
        stream[frame.sequence - first + i] = frame.payload[i];
        there[frame.sequence - first + i] = true;
      }
    }
    for (int i = 0; i < stream.length; i++) {
      assertThat(there[i]).isTrue();
      // ncdevmem -v 7: 1 2 3 4 5 6 newline.
      assertThat(stream[i]).isEqualTo((byte) (i % 7 == 6 ? '\n' : i % 7 + 1));
    }
  }

  @Test
  void timesNeverGoBackAndFramesReachTheOtherHostAfterTheDelay() throws IOException {
    final List<Captured> client = Pcapng.read(run.client());
    for (int i = 1; i < client.size(); i++) {
      assertThat(client.get(i).timeNs()).isGreaterThanOrEqualTo(client.get(i - 1).timeNs());
    }
    // A SYN of 60 bytes of IP is 98 bytes on the wire: 7.84 us at 100 Mbit/s, then 5 ms.
    assertThat(Pcapng.read(run.server()).get(0).timeNs() - client.get(0).timeNs())
        .isEqualTo(5_007_840L);
  }

  @Test
  void identificationsCountUpAndASynAckHasNone() throws IOException {
    final List<Frame> sent = frames(run.client(), false);
    for (int i = 1; i < sent.size(); i++) {
      assertThat(sent.get(i).ipId).isEqualTo((sent.get(i - 1).ipId + 1) & 0xFFFF);
    }
    final List<Frame> answers = frames(run.server(), false);
    assertThat(answers.get(0).flags & (SYN | FIN)).isEqualTo(SYN);
    assertThat(answers.get(0).ipId).isZero();
    assertThat(answers.get(0).sourcePort).isEqualTo(5201);
    assertThat(sent.get(0).sourcePort).isGreaterThan(CLIENT_PORT_IS_ABOVE);
  }

  @Test
  void aSnapLengthKeepsTheFirstBytesOfTheSameFrames(@TempDir final Path folder) throws IOException {
    final List<Captured> whole = Pcapng.read(run.client());
    final List<Captured> cut = Pcapng.read(LossyRun.into(folder, "--snaplen", "96B").client());
    assertThat(cut).hasSameSizeAs(whole);
    for (int i = 0; i < cut.size(); i++) {
      final byte[] bytes = whole.get(i).bytes();
      assertThat(cut.get(i).bytes()).isEqualTo(Arrays.copyOf(bytes, Math.min(96, bytes.length)));
      assertThat(cut.get(i).originalBytes()).isEqualTo(bytes.length);
    }
  }

  @Test
  void aCaptureIsTheSameEveryTimeAndDoesNotMoveTheFingerprint(@TempDir final Path folder)
      throws IOException {
    final LossyRun again = LossyRun.into(folder);
    assertThat(again.client()).hasSameBinaryContentAs(run.client());
    assertThat(again.server()).hasSameBinaryContentAs(run.server());
    final Path without = folder.resolve("without");
    final Invocation plain =
        Invocation.of("run", folder.resolve("lossy.yaml").toString(), "--out", without.toString());
    assertThat(plain.exit()).isZero();
    assertThat(without.resolve("client.eth0.pcapng")).doesNotExist();
    assertThat(Files.readString(without.resolve("fingerprint.json")))
        .isEqualTo(Files.readString(run.folder().resolve("fingerprint.json")));
  }

  @Test
  void aCaptureNeedsAFolderAndASnapLengthThatIsOne() {
    assertThat(Invocation.of("run", "x.yaml", "--pcap"))
        .isEqualTo(new Invocation(2, "", "error: --pcap: needs --out, where the captures go\n"));
    assertThat(Invocation.of("run", "x.yaml", "--snaplen", "64B").err())
        .isEqualTo("error: --snaplen: needs --pcap, which is what it is for\n");
  }
}
