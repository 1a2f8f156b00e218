package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** SO_MAX_PACING_RATE, the pacing rate of window-based algorithms, and delivery-rate samples. */
class PacingTest {
  private static final long NS = 1000;

  private static Pair unlimited(final long rttPs) {
    final Pair pair = new Pair(rttPs, 250, 1);
    for (final TestHost host : List.of(pair.client, pair.server)) {
      host.sysctl.rmem[2] = 33_554_432;
      host.gsoMaxSegments = 1;
    }
    return pair;
  }

  private static List<Wire.Segment> data(final Pair pair) {
    return pair.toServer.log.stream().filter(segment -> segment.payload() == 1448).toList();
  }

  /** 1448 bytes at 1 MB/s are 1448 us; the first ten segments go free. */
  @Test
  void maxPacingRateSpacesSegmentsToTheNanosecond() {
    final Pair pair = unlimited(20 * VirtualTime.MS);
    final TcpSocketOptions options = new TcpSocketOptions(pair.client.sysctl);
    options.maxPacingRate = 1_000_000;
    pair.sending.toWrite = 200_000;
    pair.connect(options);
    pair.run(VirtualTime.S);
    final List<Wire.Segment> data = data(pair);
    assertThat(data.get(9).atPs()).isEqualTo(data.get(0).atPs());
    for (int i = 20; i < data.size(); i++) {
      final long gapNs = (data.get(i).atPs() - data.get(i - 1).atPs()) / NS;
      assertThat(gapNs).isEqualTo(1_448_000);
    }
    assertThat(pair.receiving.read).isEqualTo(200_000);
  }

  @Test
  void queueingDisciplineThatPacesGetsTheSameSpacingWithoutATimer() {
    final Pair pair = unlimited(20 * VirtualTime.MS);
    pair.client.pacesDepartures = true;
    final TcpSocketOptions options = new TcpSocketOptions(pair.client.sysctl);
    options.maxPacingRate = 1_000_000;
    pair.sending.toWrite = 200_000;
    pair.connect(options);
    pair.run(VirtualTime.S);
    final List<Wire.Segment> data = data(pair);
    for (int i = 30; i < data.size(); i++) {
      final long gapNs = (data.get(i).atPs() - data.get(i - 1).atPs()) / NS;
      assertThat(gapNs).isEqualTo(1_448_000);
    }
    assertThat(pair.receiving.read).isEqualTo(200_000);
    assertThat(pair.sending.get().pacing.status).isEqualTo(Pacing.Status.FQ);
  }

  /** tcp_pacing_ss_ratio 200 % below half the threshold: 2 x cwnd x mss / srtt. */
  @Test
  void rateOfAWindowIsTwiceWhatItNeedsInSlowStart() {
    final Pair pair = unlimited(40 * VirtualTime.MS);
    pair.sending.toWrite = 3_000_000;
    pair.sending.closesAtEnd = false;
    pair.connect();
    pair.run(180 * VirtualTime.MS);
    final TcpConnection sender = pair.sending.get();
    final long closedForm = 2L * sender.window.cwnd * 1448 * 8_000_000 / sender.rtt.srttUs8;
    assertThat(sender.pacing.rate).isBetween(closedForm - 2, closedForm + 2);
  }

  /** The bottleneck of 10 Mbit/s carries 1448 of each 1500 bytes. */
  @Test
  void deliveryRateIsTheBottlenecks() {
    final Pair pair = unlimited(20 * VirtualTime.MS);
    pair.toServer.rateBitsPerSecond = 10_000_000;
    pair.sending.toWrite = 5_000_000;
    pair.connect();
    pair.run(2 * VirtualTime.S);
    final long bottleneck = 10_000_000L / 8 * 1448 / 1500;
    assertThat(pair.sending.get().rates.bytesPerSecond())
        .isBetween(bottleneck * 98 / 100, bottleneck * 101 / 100);
    assertThat(pair.sending.get().rates.showsAppLimited()).isFalse();
  }

  @Test
  void applicationThatPausesIsToldFromASlowNetwork() {
    final Pair pair = unlimited(20 * VirtualTime.MS);
    pair.sending.closesAtEnd = false;
    pair.connect();
    for (int i = 0; i < 10; i++) {
      pair.sending.toWrite += 1000;
      pair.sending.write();
      pair.run(100 * VirtualTime.MS);
    }
    assertThat(pair.sending.get().rates.showsAppLimited()).isTrue();
  }
}
