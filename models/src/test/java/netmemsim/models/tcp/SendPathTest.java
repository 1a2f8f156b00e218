package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import netmemsim.models.packet.TransmitObserver;
import org.junit.jupiter.api.Test;

/**
 * What leaves, when, and cut where: cork, MSG_MORE, MSG_EOR, autocorking, TCP_NOTSENT_LOWAT,
 * joining on retransmission (tcp(7); net/ipv4/tcp.c and tcp_output.c, v6.18).
 */
class SendPathTest {
  private static final long RTT = 100 * VirtualTime.MS;
  private static final int MSS = 1448;

  private static Pair connected() {
    final Pair pair = new Pair(RTT);
    pair.sending.closesAtEnd = false;
    pair.connect();
    pair.run(RTT * 2);
    pair.toServer.log.clear();
    return pair;
  }

  private static List<Integer> payloads(final Pair pair) {
    final List<Integer> sizes = new ArrayList<>();
    for (final Wire.Segment segment : pair.toServer.log) {
      if (segment.payload() > 0) {
        sizes.add(segment.payload());
      }
    }
    return sizes;
  }

  /** tcp(7), TCP_CORK: queued partial frames are sent when the option is cleared again. */
  @Test
  void corkHoldsPartialSegmentsUntilItIsPulled() {
    final Pair pair = connected();
    final TcpConnection sender = pair.sending.get();
    sender.setCork(true);
    sender.write(1000);
    sender.write(1000);
    sender.write(1000);
    assertThat(payloads(pair)).containsExactly(MSS, MSS);
    sender.setCork(false);
    assertThat(payloads(pair)).containsExactly(MSS, MSS, 3000 - 2 * MSS);
  }

  /** tcp(7), TCP_CORK: a 200 millisecond ceiling; it is the probe timer, of an RTO at least. */
  @Test
  void corkGivesUpAfterAnRtoWithPsh() {
    final Pair pair = connected();
    final TcpConnection sender = pair.sending.get();
    sender.setCork(true);
    sender.write(100);
    pair.run(190 * VirtualTime.MS);
    assertThat(payloads(pair)).isEmpty();
    pair.run(200 * VirtualTime.MS);
    assertThat(payloads(pair)).containsExactly(100);
    assertThat(pair.toServer.log.get(0).has(TcpHeader.PSH)).isTrue();
  }

  @Test
  void nodelayPushesWhatCorkHeldOnceButCorkGoesOn() {
    final Pair pair = connected();
    final TcpConnection sender = pair.sending.get();
    sender.setCork(true);
    sender.write(100);
    sender.setNoDelay(true);
    assertThat(payloads(pair)).containsExactly(100);
    sender.write(100);
    assertThat(payloads(pair)).containsExactly(100);
  }

  @Test
  void msgMoreJoinsTheNextWriteAndOnlyTheLastIsPushed() {
    final Pair pair = connected();
    final TcpConnection sender = pair.sending.get();
    sender.write(400, SendFlags.MSG_MORE);
    assertThat(payloads(pair)).isEmpty();
    sender.write(600, SendFlags.MSG_MORE);
    assertThat(payloads(pair)).isEmpty();
    sender.write(10);
    assertThat(payloads(pair)).containsExactly(1010);
    assertThat(pair.toServer.log.get(0).has(TcpHeader.PSH)).isTrue();
  }

  /** Nothing is added to a record that ended, neither by a write nor when the window opens. */
  @Test
  void endOfRecordKeepsWritesApart() {
    final Pair pair = connected();
    final TcpConnection sender = pair.sending.get();
    sender.setNoDelay(true);
    sender.write(10 * MSS);
    assertThat(payloads(pair)).hasSize(10);
    sender.write(100, SendFlags.MSG_EOR);
    sender.write(100, SendFlags.MSG_EOR);
    sender.write(100);
    sender.write(100);
    pair.run(RTT + VirtualTime.MS);
    assertThat(payloads(pair).subList(10, 13)).containsExactly(100, 100, 200);
  }

  @Test
  void retransmissionJoinsSmallSegmentsButNotAcrossARecord() {
    final Pair pair = connected();
    final TcpConnection sender = pair.sending.get();
    sender.setNoDelay(true);
    pair.toServer.lose = segment -> true;
    sender.write(100);
    sender.write(100);
    sender.write(100, SendFlags.MSG_EOR);
    sender.write(100);
    assertThat(payloads(pair)).containsExactly(100, 100, 100, 100);
    assertThat(sender.queue.packetsOut).isEqualTo(4);
    pair.toServer.log.clear();
    pair.toServer.lose = segment -> false;
    pair.run(20 * RTT);
    assertThat(payloads(pair)).contains(300);
    assertThat(payloads(pair)).doesNotContain(400);
    assertThat(pair.receiving.read).isEqualTo(400);
    assertThat(sender.queue.packetsOut).isZero();
    assertThat(sender.queue.inFlight()).isZero();
  }

  @Test
  void withoutCollapsingASmallSegmentIsSentAgainAsItWas() {
    final Pair pair = connected();
    pair.client.sysctl.set("net.ipv4.tcp_retrans_collapse", "0");
    final TcpConnection sender = pair.sending.get();
    sender.setNoDelay(true);
    pair.toServer.lose = segment -> true;
    sender.write(100);
    sender.write(100);
    pair.toServer.lose = segment -> false;
    pair.toServer.log.clear();
    pair.run(20 * RTT);
    assertThat(payloads(pair)).containsOnly(100);
  }

  /** Documentation/networking/ip-sysctl.rst, tcp_notsent_lowat; half of it to be writable again. */
  @Test
  void notsentLowatCutsWritesShortAndWakesBelowHalf() {
    final Pair pair = connected();
    final TcpConnection sender = pair.sending.get();
    sender.setSendBuffer(4_000_000);
    sender.setNotsentLowat(1000);
    assertThat(sender.write(10 * MSS)).isEqualTo(10 * MSS);
    assertThat(sender.hasSendSpace()).isTrue();
    sender.write(2000);
    assertThat(sender.hasSendSpace()).isFalse();
    assertThat(sender.isWritable()).isFalse();
    pair.run(RTT + VirtualTime.MS);
    assertThat(sender.isWritable()).isTrue();
  }

  @Test
  void notsentLowatSysctlHoldsWhereTheOptionDoesNot() {
    final Pair pair = connected();
    pair.client.sysctl.set("net.ipv4.tcp_notsent_lowat", "5000");
    final TcpConnection sender = pair.sending.get();
    sender.setSendBuffer(4_000_000);
    sender.write(10 * MSS);
    assertThat(sender.hasSendSpace()).isTrue();
    sender.write(5000);
    assertThat(sender.hasSendSpace()).isFalse();
    sender.setNotsentLowat(100_000);
    assertThat(sender.hasSendSpace()).isTrue();
  }

  /** Small writes wait while the NIC still has more than one of them (tcp_autocorking). */
  @Test
  void autocorkingJoinsSmallWritesWhileTheNicIsBusy() {
    final Pair pair = connected();
    final TcpConnection sender = pair.sending.get();
    sender.setNoDelay(true);
    final List<Skb> inNic = new ArrayList<>();
    final List<Integer> sizes = new ArrayList<>();
    pair.client.wire =
        skb -> {
          sizes.add(skb.payloadBytes);
          inNic.add(skb);
        };
    sender.write(2 * MSS);
    sender.write(100);
    sender.write(200);
    sender.write(300);
    assertThat(sizes).containsExactly(2 * MSS);
    assertThat(pair.clientCount("TcpExtTCPAutoCorking")).isEqualTo(3);
    final TransmitObserver observer = inNic.get(0).transmitObserver;
    assertThat(observer).isNotNull();
    observer.transmitted(inNic.get(0));
    assertThat(sizes).containsExactly(2 * MSS, 600);
    pair.client.sysctl.set("net.ipv4.tcp_autocorking", "0");
    sender.write(50);
    assertThat(sizes).containsExactly(2 * MSS, 600, 50);
  }

  /** Keeps what the host gets to send; nothing leaves until it is told so. */
  private static List<Skb> heldByNic(final Pair pair) {
    final List<Skb> inNic = new ArrayList<>();
    pair.client.wire = inNic::add;
    return inNic;
  }

  private static void leaves(final Skb skb) {
    final TransmitObserver observer = skb.transmitObserver;
    assertThat(observer).isNotNull();
    observer.transmitted(skb);
  }

  /**
   * tcp_small_queue_check (v6.18): sending stops when more than twice the next buffer's truesize
   * waits below, so with equal ones it is the fourth that waits; each that leaves lets one follow
   * (tcp_wfree). A millisecond's bytes at the pacing rate are fewer here: 2 * 14480 B / 100 ms.
   */
  @Test
  void smallQueuesHoldThreeEqualBuffersAndRefillByCompletion() {
    final Pair pair = connected();
    final List<Skb> inNic = heldByNic(pair);
    pair.sending.get().write(10 * MSS);
    assertThat(inNic)
        .extracting(skb -> skb.payloadBytes)
        .containsExactly(2 * MSS, 2 * MSS, 2 * MSS);
    leaves(inNic.get(0));
    assertThat(inNic).hasSize(4);
    leaves(inNic.get(1));
    assertThat(inNic).extracting(skb -> skb.payloadBytes).containsOnly(2 * MSS).hasSize(5);
  }

  /**
   * ip-sysctl.rst, tcp_limit_output_bytes; a second buffer goes anyway
   * (tcp_rtx_queue_empty_or_single_skb).
   */
  @Test
  void smallQueuesAreCappedByTheSysctlButForASecondBuffer() {
    for (final String bytes : List.of("1", "4000")) {
      final Pair pair = connected();
      pair.client.sysctl.set("net.ipv4.tcp_limit_output_bytes", bytes);
      final List<Skb> inNic = heldByNic(pair);
      pair.sending.get().write(10 * MSS);
      assertThat(inNic).as(bytes).hasSize(2);
      leaves(inNic.get(0));
      assertThat(inNic).as(bytes).hasSize("1".equals(bytes) ? 2 : 3);
    }
  }

  /** What was cut off a super-segment joins what was written after it (tcp_grow_skb, v6.10). */
  @Test
  void restOfABufferJoinsTheNextOne() {
    final WriteQueue queue = new WriteQueue();
    queue.append(1000);
    queue.append(2000);
    queue.markPush();
    queue.growHead(500);
    assertThat(queue.headEnd()).isEqualTo(1500);
    assertThat(queue.headPush()).isFalse();
    queue.growHead(5000);
    assertThat(queue.headEnd()).isEqualTo(3000);
    assertThat(queue.headPush()).isTrue();
    assertThat(queue.headIsTail()).isTrue();
  }

  @Test
  void chronographTellsBusyFromWindowLimited() {
    final Pair pair = new Pair(RTT);
    pair.listener.options().setReceiveBuffer(4096);
    pair.receiving.reads = false;
    pair.sending.closesAtEnd = false;
    pair.connect();
    pair.run(2 * RTT);
    assertThat(pair.sending.get().busyUs()).isZero();
    pair.sending.toWrite = 100_000;
    pair.sending.write();
    pair.run(20 * RTT);
    final TcpConnection sender = pair.sending.get();
    assertThat(sender.windowLimitedUs()).isBetween(1_000_000L, 2_000_000L);
    assertThat(sender.busyUs()).isBetween(1_900_000L, 2_000_000L);
    assertThat(sender.bufferLimitedUs()).isZero();
  }
}
