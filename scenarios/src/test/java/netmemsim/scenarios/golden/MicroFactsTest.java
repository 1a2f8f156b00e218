package netmemsim.scenarios.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import netmemsim.models.packet.TcpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the packet logs of Linux 6.18.44 (HZ=250) show to the millisecond, each on its own. The
 * figures are those of the recordings in src/test/resources/golden.
 */
class MicroFactsTest {
  private static final int HZ = 250;
  private static final GoldenFolder KERNEL = new GoldenFolder(HZ, Map.of(), List.of());
  private static final int TIME = 0;
  private static final int DIRECTION = 1;
  private static final int FLAGS = 2;
  private static final int SEQUENCE = 3;
  private static final int PAYLOAD = 4;
  private static final int ACK = 5;
  private static final int WINDOW = 6;

  private static CaseOutcome run(final long startUs, final String params)
      throws CannotRunException {
    final CaseParams read = CaseParams.of("test", JsonMapper.shared().readTree(params));
    return new CaseRun(startUs, read, new Latency(read.rttUs() + 300, 95), KERNEL).execute();
  }

  private static CaseOutcome run(final String params) throws CannotRunException {
    return run(CaseRun.startUs(2, HZ), params);
  }

  /** When packets of one direction that fit were sent, microseconds. */
  private static List<Long> times(
      final PacketLog log, final int direction, final java.util.function.IntPredicate wanted) {
    return IntStream.range(0, log.packets())
        .filter(i -> log.get(i, DIRECTION) == direction && wanted.test(i))
        .mapToObj(i -> log.get(i, TIME))
        .toList();
  }

  /** Times between the copies of the segment at an offset, milliseconds. */
  private static List<Long> gapsMs(final CaseOutcome outcome, final long offset) {
    final PacketLog log = outcome.packets();
    return gapsMs(
        times(log, 0, i -> log.get(i, SEQUENCE) == offset + 1 && log.get(i, PAYLOAD) > 0));
  }

  private static List<Long> gapsMs(final List<Long> times) {
    final List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      gaps.add(Math.round((times.get(i) - times.get(i - 1)) / 1000.0));
    }
    return gaps;
  }

  /** From the arrival of each data segment at B to the ACK that covers it, microseconds. */
  private static List<Long> ackDelays(final CaseOutcome outcome, final long rttUs) {
    final PacketLog log = outcome.packets();
    final List<Long> delays = new ArrayList<>();
    for (int i = 0; i < log.packets(); i++) {
      final long end = log.get(i, SEQUENCE) + log.get(i, PAYLOAD);
      if (log.get(i, DIRECTION) == 0 && log.get(i, PAYLOAD) > 0) {
        int ack = i + 1;
        while (log.get(ack, DIRECTION) == 0 || log.get(ack, ACK) < end) {
          ack++;
        }
        final long service = (log.get(i, PAYLOAD) + 52) * 8 / 10;
        delays.add(log.get(ack, TIME) - log.get(i, TIME) - service - rttUs / 2 - 150);
      }
    }
    return delays;
  }

  @Test
  void sixteenAcksAreImmediateThenSmallSegmentsWaitFor40To44Ms() throws CannotRunException {
    final List<Long> delays =
        ackDelays(
            run(
                "{\"rtt_ms\":10,\"bytes\":2000,\"snd\":{\"chunk\":100,\"gap_us\":100000},"
                    + "\"rcv\":{\"stall_at\":0,\"stall_us\":2600000}}"),
            10_000);
    assertThat(delays).hasSize(20);
    assertThat(delays.subList(0, 16)).allMatch(delay -> delay < 1000);
    assertThat(delays.subList(16, 20)).allMatch(delay -> delay > 40_000 && delay < 44_000);
  }

  @Test
  void fullSegmentsThatNobodyReadsAreAckedAtOnceWhileTheWindowGrows() throws CannotRunException {
    assertThat(
            ackDelays(
                run(
                    "{\"rtt_ms\":10,\"bytes\":28960,\"snd\":{\"chunk\":1448,\"gap_us\":100000},"
                        + "\"rcv\":{\"stall_at\":0,\"stall_us\":2600000}}"),
                10_000))
        .hasSize(20)
        .allMatch(delay -> delay < 1000);
  }

  @Test
  void aReadAcksEachPushedSegmentAtOnce() throws CannotRunException {
    assertThat(
            ackDelays(
                run(
                    "{\"rtt_ms\":10,\"bytes\":144800,"
                        + "\"snd\":{\"chunk\":1448,\"gap_us\":20000}}"),
                10_000))
        .hasSize(100)
        .allMatch(delay -> delay < 1000);
  }

  @Test
  void aServerThatAnswersWithin20MsIsInPingPongMode() throws CannotRunException {
    assertThat(
            run("{\"rtt_ms\":10,\"bytes\":5000,\"snd\":{\"chunk\":100,\"rr\":100},"
                    + "\"rcv\":{\"rr\":100,\"rr_delay\":20000}}")
                .value(Measure.ACKS))
        .isEqualTo(1);
  }

  @Test
  void aServerThatAnswersAfter100MsAcksEachRequestAtOnce() throws CannotRunException {
    assertThat(
            ackDelays(
                run(
                    "{\"rtt_ms\":10,\"bytes\":2000,\"snd\":{\"chunk\":100,\"rr\":100},"
                        + "\"rcv\":{\"rr\":100,\"rr_delay\":100000}}"),
                10_000))
        .hasSize(20)
        .allMatch(delay -> delay < 1000);
  }

  @ParameterizedTest
  @CsvSource({"0,46,1", "1,500,0"})
  void nagleJoins500WritesOf100BytesToAbout46Segments(
      final int noDelay, final int segments, final int tolerance) throws CannotRunException {
    final PacketLog log =
        run("{\"rtt_ms\":10,\"bytes\":50000,\"snd\":{\"chunk\":100,\"gap_us\":1000,\"nodelay\":"
                + noDelay
                + "}}")
            .packets();
    assertThat(times(log, 0, i -> log.get(i, PAYLOAD) > 0).size())
        .isBetween(segments - tolerance, segments + tolerance);
  }

  @Test
  void theTailLossProbeComes348To362MsAfterTheSegment() throws CannotRunException {
    final List<Long> probes = new ArrayList<>();
    for (int phase = 0; phase < CaseRun.PHASES; phase++) {
      final CaseOutcome outcome =
          run(
              CaseRun.startUs(phase, HZ),
              "{\"cc\":\"reno\",\"bytes\":144800,\"seqdrop\":\"143352:1\"}");
      assertThat(outcome.value(Measure.RTO)).isZero();
      probes.addAll(gapsMs(outcome, 143_352));
    }
    // The wheel rounds a timer of this length up to 32 ms: 348 to 362 are three runs of the kernel.
    assertThat(probes).hasSize(5).allMatch(gap -> gap >= 330 && gap <= 372);
    assertThat(probes.stream().sorted().toList().get(2)).isBetween(344L, 364L);
  }

  @Test
  void aLostProbeIsFollowedByATimeoutAfter288Ms() throws CannotRunException {
    final CaseOutcome outcome = run("{\"bytes\":144800,\"seqdrop\":\"143352:2\"}");
    assertThat(outcome.value(Measure.TLP)).isEqualTo(1);
    assertThat(outcome.value(Measure.RTO)).isEqualTo(1);
    assertThat(gapsMs(outcome, 143_352).get(1)).isBetween(284L, 292L);
  }

  @Test
  void threeLostTailSegmentsAreRepairedByOneProbeAndOneRecovery() throws CannotRunException {
    final CaseOutcome outcome =
        run("{\"bytes\":144800,\"seqdrop\":\"140456:1,141904:1,143352:1\"}");
    assertThat(outcome.value(Measure.TLP)).isEqualTo(1);
    assertThat(outcome.value(Measure.FAST_RECOVERIES)).isEqualTo(1);
    assertThat(outcome.value(Measure.RTO)).isZero();
    assertThat(outcome.value(Measure.RETRANS)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"cubic,84", "bbr,153", "reno,252"})
  void aLostRetransmissionIsSentAgainByRackAfterARoundTrip(final String cc, final long gapMs)
      throws CannotRunException {
    final CaseOutcome outcome =
        run("{\"cc\":\"" + cc + "\",\"bytes\":868800,\"seqdrop\":\"289600:4\"}");
    assertThat(gapsMs(outcome, 289_600).get(1)).isBetween(gapMs - 2, gapMs + 2);
  }

  @ParameterizedTest
  @CsvSource({
    "reno,10e6,5000000,,105,130",
    "reno,100e6,25000000,,104,211",
    "reno,10e6,2000000,net.ipv4.tcp_sack=0,104,113",
    "cubic,100e6,25000000,,146,209"
  })
  void aSingleLossReducesTheWindowAsRenoAndCubicDo(
      final String cc,
      final String rate,
      final long bytes,
      final String sysctl,
      final double ssthresh,
      final double cwnd)
      throws CannotRunException {
    final CaseOutcome outcome =
        run(
            "{\"cc\":\""
                + cc
                + "\",\"rate\":"
                + rate
                + ",\"bytes\":"
                + bytes
                + ",\"drop\":\"200\",\"sysctl\":\""
                + (sysctl == null ? "" : sysctl)
                + "\"}");
    assertThat(outcome.value(Measure.SSTHRESH)).isBetween(ssthresh - 1, ssthresh);
    assertThat(outcome.value(Measure.CWND)).isBetween(cwnd - 1, cwnd + 1);
    assertThat(outcome.value(Measure.FAST_RECOVERIES)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"10e6,10,26", "10e6,50,63", "100e6,10,128"})
  void cubicsSlowStartEndsByATrainOfAcks(final String rate, final int rttMs, final double cwnd)
      throws CannotRunException {
    final List<Double> exits = new ArrayList<>();
    for (int phase = 0; phase < CaseRun.PHASES; phase++) {
      exits.add(
          run(
                  CaseRun.startUs(phase, HZ),
                  "{\"rate\":" + rate + ",\"rtt_ms\":" + rttMs + ",\"bytes\":3000000}")
              .value(Measure.SSTHRESH));
    }
    // 63 or 102 at 50 ms, in the kernel's runs too.
    assertThat(exits.stream().sorted().toList().get(2)).isBetween(cwnd - 1, cwnd + 1);
  }

  @Test
  void persistProbesBackOffFromTheRto() throws CannotRunException {
    final CaseOutcome outcome =
        run(
            "{\"rtt_ms\":10,\"bytes\":1500000,"
                + "\"rcv\":{\"stall_at\":500000,\"stall_us\":8000000,\"rcvbuf\":65536}}");
    final PacketLog log = outcome.packets();
    final long closed =
        times(log, 1, i -> log.get(i, WINDOW) == 0 && (log.get(i, FLAGS) & TcpHeader.RST) == 0)
            .get(0);
    final List<Long> all = new ArrayList<>(List.of(closed));
    all.addAll(
        times(
            log,
            0,
            i ->
                log.get(i, PAYLOAD) == 0
                    && log.get(i, TIME) > closed
                    && log.get(i, TIME) < closed + 5_000_000));
    final List<Long> gaps = gapsMs(all);
    assertThat(gaps.get(0)).isBetween(270L, 296L);
    assertThat(gaps.get(1)).isEqualTo(544);
    assertThat(gaps.get(2)).isEqualTo(1024);
    // From 504 ticks on the wheel rounds up to multiples of 64: 2048 in the recording.
    assertThat(gaps.get(3)).isBetween(2016L, 2272L);
  }

  @ParameterizedTest
  @CsvSource({"1024,1152", "4096,2896", "8192,7240", "16384,15928", "32768,31856", "65536,65160"})
  void theSynAckOffersWhatTheBufferHolds(final int rcvbuf, final long window)
      throws CannotRunException {
    final PacketLog log =
        run("{\"rtt_ms\":10,\"bytes\":10000,\"rcv\":{\"rcvbuf\":" + rcvbuf + "}}").packets();
    assertThat(log.get(1, FLAGS)).isEqualTo(TcpHeader.SYN | TcpHeader.ACK);
    assertThat(log.get(1, WINDOW)).isEqualTo(window);
  }

  @Test
  void aReceiveBufferOf1024LimitsThePeerTo576ByteSegments() throws CannotRunException {
    final PacketLog log =
        run("{\"rtt_ms\":10,\"bytes\":100000,\"rcv\":{\"rcvbuf\":1024}}").packets();
    assertThat(times(log, 0, i -> log.get(i, PAYLOAD) > 576)).isEmpty();
    assertThat(times(log, 0, i -> log.get(i, PAYLOAD) == 576)).hasSizeGreaterThan(150);
  }

  @Test
  void closingWithUnreadDataSendsExactlyOneReset() throws CannotRunException {
    final PacketLog log =
        run("{\"rtt_ms\":10,\"bytes\":3000000,"
                + "\"rcv\":{\"close_at\":200000,\"close_wait_us\":300000}}")
            .packets();
    assertThat(times(log, 1, i -> (log.get(i, FLAGS) & TcpHeader.RST) != 0)).hasSize(1);
  }

  @Test
  void closingAtOnceResetsEachSegmentThatIsInFlight() throws CannotRunException {
    final PacketLog log =
        run("{\"rtt_ms\":10,\"bytes\":3000000,\"rcv\":{\"close_at\":200000}}").packets();
    assertThat(times(log, 1, i -> (log.get(i, FLAGS) & TcpHeader.RST) != 0).size())
        .isBetween(29, 33);
  }

  @Test
  void theReceiveBufferFollowsWhatIsRead() throws CannotRunException {
    final Timeline rows = run("{\"rate\":100e6,\"rtt_ms\":50,\"bytes\":25000000}").receiver();
    final int rcvbuf = rows.column("sk_rcvbuf");
    assertThat(rows.get(0, rcvbuf)).isEqualTo(131_072);
    assertThat(rows.get(16, rcvbuf)).isBetween(500_000L, 620_000L);
    assertThat(rows.get(32, rcvbuf)).isBetween(3_900_000L, 4_900_000L);
    assertThat(rows.get(rows.size() - 1, rcvbuf)).isBetween(5_400_000L, 6_600_000L);
  }
}
