package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When ACKs go out, held against ground-truth.md 2.2 (HZ=250). */
class DelayedAckTest {
  private static final long RTT = 10 * VirtualTime.MS;

  private static Pair smallWrites(final boolean reads, final int writes, final int bytes) {
    final Pair pair = new Pair(RTT, 250, 1);
    pair.sending.closesAtEnd = false;
    pair.receiving.reads = reads;
    pair.connect();
    pair.run(VirtualTime.S);
    pair.toClient.log.clear();
    pair.toServer.log.clear();
    for (int i = 0; i < writes; i++) {
      pair.run(100 * VirtualTime.MS);
      pair.sending.toWrite += bytes;
      pair.sending.write();
    }
    pair.run(VirtualTime.S);
    return pair;
  }

  private static long delayUs(final Pair pair, final int index) {
    final long arrivedPs = pair.toServer.log.get(index).atPs() + RTT / 2;
    return (pair.toClient.log.get(index).atPs() - arrivedPs) / VirtualTime.US;
  }

  /** delack-noread-100B: 16 immediate ACKs, then 41.7 to 43.4 ms. */
  @Test
  void sixteenAcksAreImmediateThenTheyAreDelayedBy40Ms() {
    final Pair pair = smallWrites(false, 20, 100);
    assertThat(pair.toClient.log).hasSize(20);
    for (int i = 0; i < 16; i++) {
      assertThat(delayUs(pair, i)).isZero();
    }
    for (int i = 16; i < 20; i++) {
      assertThat(delayUs(pair, i)).isBetween(40_000L, 44_000L);
    }
    assertThat(pair.serverCount("TcpExtDelayedACKs")).isEqualTo(4);
  }

  /** A reader drains each small segment, and the read acknowledges it. */
  @Test
  void readOfAPushedSegmentAcknowledgesIt() {
    final Pair pair = smallWrites(true, 30, 100);
    assertThat(pair.toClient.log).hasSize(30);
    for (int i = 0; i < 30; i++) {
      assertThat(delayUs(pair, i)).isZero();
    }
    assertThat(pair.serverCount("TcpExtDelayedACKs")).isZero();
  }

  @Test
  void fullSegmentsAreAcknowledgedInPairsInTheLongRun() {
    final Pair pair = new Pair(RTT, 250, 1);
    pair.server.sysctl.rmem[2] = 131072;
    pair.client.gsoMaxBytes = 1;
    pair.toServer.rateBitsPerSecond = 10_000_000;
    pair.sending.toWrite = 4_000_000;
    pair.connect();
    pair.run(10 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(4_000_000);
    final double ratio = (double) pair.toServer.dataSegments / pair.toClient.log.size();
    assertThat(ratio).isBetween(1.7, 2.1);
  }

  /** Nagle and delayed ACK: 1000 B in 100 B writes fill few segments (RFC 896). */
  @Test
  void nagleGathersSmallWritesAndNoDelayDoesNot() {
    assertThat(segmentsOfTenWrites(false)).isEqualTo(2);
    assertThat(segmentsOfTenWrites(true)).isEqualTo(10);
  }

  private static int segmentsOfTenWrites(final boolean noDelay) {
    final Pair pair = new Pair(RTT);
    pair.sending.closesAtEnd = false;
    final TcpSocketOptions options = new TcpSocketOptions(pair.client.sysctl);
    options.setNoDelay(noDelay);
    pair.connect(options);
    pair.run(VirtualTime.S);
    for (int i = 0; i < 10; i++) {
      pair.sending.toWrite += 100;
      pair.sending.write();
    }
    pair.run(VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(1000);
    return pair.toServer.dataSegments;
  }

  /** rr-100B: once the server answers each time, ACKs ride on its answers. */
  @Test
  void acksRideOnAnswers() {
    final Pair pair = new Pair(RTT, 250, 1);
    pair.sending.closesAtEnd = false;
    pair.receiving.closesAtEnd = false;
    pair.connect();
    pair.run(VirtualTime.S);
    pair.receiving.reads = false;
    final List<Wire.Segment> answers = pair.toClient.log;
    answers.clear();
    for (int i = 0; i < 20; i++) {
      pair.sending.toWrite += 100;
      pair.sending.write();
      pair.run(RTT / 2);
      pair.receiving.toWrite += 100;
      pair.receiving.write();
      pair.receiving.reads = true;
      pair.receiving.readAll();
      pair.receiving.reads = false;
      pair.run(RTT);
    }
    final long pure = answers.stream().filter(s -> s.payload() == 0).count();
    assertThat(pure).isLessThanOrEqualTo(2);
  }
}
