package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.packet.TcpHeader;
import org.junit.jupiter.api.Test;

/** Windows, probes and receive memory, held against ground-truth.md 2.2. */
class FlowControlTest {
  private static final long RTT = 10 * VirtualTime.MS;

  private static Pair stalled() {
    final Pair pair = new Pair(RTT, 250, 1);
    pair.client.gsoMaxBytes = 1;
    pair.listener.options().setReceiveBuffer(65536);
    pair.toServer.rateBitsPerSecond = 10_000_000;
    pair.receiving.reads = false;
    pair.sending.toWrite = 1_500_000;
    pair.connect();
    return pair;
  }

  /** rx-stall8s-rcvbuf64k: 282 ms after the window closed, then 544, 1024, 2048 ms. */
  @Test
  void closedWindowIsProbedWithBackOff() {
    final Pair pair = stalled();
    pair.run(8 * VirtualTime.S);
    final List<Wire.Segment> sent = pair.toServer.log;
    final List<Wire.Segment> probes = new ArrayList<>();
    for (final Wire.Segment segment : sent) {
      if (segment.payload() == 0 && segment.atPs() > VirtualTime.S / 4) {
        probes.add(segment);
      }
    }
    final List<Long> gaps = Gaps.inMs(probes);
    assertThat(gaps).hasSizeGreaterThanOrEqualTo(3);
    for (int i = 1; i < 3; i++) {
      assertThat((double) gaps.get(i) / gaps.get(i - 1)).isBetween(1.75, 2.25);
    }
    assertThat(gaps.get(0)).isBetween(450L, 620L);
    assertThat(pair.clientCount("TcpExtTCPWinProbe")).isEqualTo(probes.size());
    assertThat(pair.clientCount("TcpExtTCPTimeouts")).isZero();
    assertThat(pair.clientCount("TcpRetransSegs")).isZero();
  }

  @Test
  void readerOpensAClosedWindowAtOnceAndTheTransferEnds() {
    final Pair pair = stalled();
    pair.run(8 * VirtualTime.S);
    assertThat(pair.sending.get().output.sndWnd).isZero();
    pair.receiving.reads = true;
    pair.receiving.readAll();
    pair.run(RTT / 2);
    assertThat(pair.sending.get().output.sndWnd).isPositive();
    assertThat(pair.serverCount("TcpExtTCPFromZeroWindowAdv")).isOne();
    pair.run(5 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(1_500_000);
    assertThat(pair.receiving.verifier.errors()).isZero();
  }

  @Test
  void receiveMemoryStaysWithinTheBufferOfAStalledReader() {
    final Pair pair = stalled();
    pair.run(8 * VirtualTime.S);
    final TcpConnection receiver = pair.receiving.get();
    // The last segment may pass the limit (tcp_can_ingest looks before it is charged).
    assertThat(receiver.receiveQueue.rmemAlloc).isLessThanOrEqualTo(131072 + 2304);
    assertThat(pair.serverCount("TcpExtTCPRcvQDrop")).isZero();
  }

  /** RFC 9293, 3.8.6.2.2: the right edge never moves left. */
  @Test
  void advertisedWindowNeverShrinks() {
    final Pair pair = stalled();
    for (int i = 0; i < 200; i++) {
      pair.run(20 * VirtualTime.MS);
      pair.receiving.read(3000 + 977L * (i % 7));
    }
    final int scale = pair.toClient.log.get(0).windowScaleOption();
    long edge = Long.MIN_VALUE;
    final int base = pair.toClient.log.get(0).acknowledgement();
    for (final Wire.Segment segment : pair.toClient.log) {
      if (!segment.has(TcpHeader.SYN)) {
        final long right = (segment.acknowledgement() - base) + ((long) segment.window() << scale);
        assertThat(right).isGreaterThanOrEqualTo(edge);
        edge = right;
      }
    }
  }

  /** RFC 9293, 3.8.6.2.2: a closed window opens by a segment at least. */
  @Test
  void closedWindowDoesNotOpenByLessThanASegment() {
    final Pair pair = stalled();
    pair.run(2 * VirtualTime.S);
    pair.toClient.log.clear();
    for (int i = 0; i < 400; i++) {
      pair.run(5 * VirtualTime.MS);
      pair.receiving.read(100);
    }
    boolean closed = true;
    int opened = 0;
    for (final Wire.Segment segment : pair.toClient.log) {
      final long bytes = (long) segment.window() << pair.receiving.get().receiveWindow.scale;
      if (closed && bytes > 0) {
        opened++;
        assertThat(bytes).isGreaterThanOrEqualTo(1448L);
      }
      closed = bytes == 0;
    }
    assertThat(opened).isPositive();
  }

  /** A reader at 200 Gbit/s and 30 us: the buffer grows until the wire is full. */
  @Test
  void receiveBufferTuningFillsAFastPath() {
    final Pair pair = new Pair(30 * VirtualTime.US);
    pair.toServer.rateBitsPerSecond = 200_000_000_000L;
    pair.toServer.logging = false;
    pair.toClient.logging = false;
    for (final TestHost host : List.of(pair.client, pair.server)) {
      host.mtuBytes = 4160;
      host.sysctl.rmem[2] = 33_554_432;
    }
    pair.sending.toWrite = Long.MAX_VALUE / 2;
    pair.connect();
    pair.run(20 * VirtualTime.MS);
    final long before = pair.receiving.read;
    pair.run(10 * VirtualTime.MS);
    final double bitsPerSecond = (pair.receiving.read - before) * 8 / 0.010;
    assertThat(bitsPerSecond).isGreaterThan(180e9);
    assertThat(pair.receiving.verifier.errors()).isZero();
  }

  /** SOCK_MIN_RCVBUF: the peer sends segments of half the window (ground-truth.md, 1024 B case). */
  @Test
  void tinyBufferLimitsThePeerToHalfWindows() {
    final Pair pair = new Pair(RTT, 250, 1);
    pair.listener.options().setReceiveBuffer(1024);
    pair.sending.toWrite = 50_000;
    pair.connect();
    pair.run(20 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(50_000);
    assertThat(pair.toServer.log.stream().mapToInt(Wire.Segment::payload).max()).hasValue(576);
  }

  /** SOCK_NOSPACE: the writer is woken when a third is free, not for each ACK. */
  @Test
  void writerIsWokenWhenAThirdOfTheBufferIsFree() {
    final Pair pair = new Pair(RTT);
    final TcpSocketOptions options = new TcpSocketOptions(pair.client.sysctl);
    options.setSendBuffer(100_000);
    pair.toServer.rateBitsPerSecond = 10_000_000;
    pair.sending.toWrite = 10_000_000;
    pair.connect(options);
    pair.run(VirtualTime.S);
    final TcpConnection sender = pair.sending.get();
    assertThat(sender.sendBuffer.queuedBytes()).isGreaterThan(120_000);
    assertThat(sender.write(1000)).isBetween(0L, 1000L);
    assertThat(sender.sendBuffer.sndbuf).isEqualTo(200_000);
  }
}
