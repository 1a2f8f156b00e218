package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.host.Cost;
import netmemsim.models.netmem.ContentReader;
import netmemsim.models.packet.Skb;
import netmemsim.models.payload.Content;
import netmemsim.models.testbed.Costs;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import netmemsim.models.testbed.Traced;
import org.junit.jupiter.api.Test;

/** drivers/net/ethernet/google/gve/gve_rx_dqo.c, v6.12; kernel-facts.md 2.4. */
class GveReceiveTest {
  private static final long US = Picoseconds.PER_US;

  private final NicOptions options = new NicOptions();

  private NicTestbed testbed() {
    final NicTestbed at = new NicTestbed(options);
    at.steerTo(1);
    // Past the poll that each queue gets when the device comes up.
    at.simulator.runFor(US);
    return at;
  }

  private static List<String> read(final Skb skb, final int fragment) {
    final List<String> pieces = new ArrayList<>();
    Objects.requireNonNull(skb.fragmentMemory[fragment])
        .read(
            skb.fragmentOffset[fragment],
            skb.fragmentBytes[fragment],
            new ContentReader() {
              @Override
              public void piece(final Content content, final long position, final int lengthBytes) {
                pieces.add(position + "+" + lengthBytes);
              }

              @Override
              public void hole(final int lengthBytes) {
                pieces.add("hole " + lengthBytes);
              }
            });
    return pieces;
  }

  /** One slot stays empty, and the doorbell is written at multiples of 32 only. */
  @Test
  void ringOf128HasPosted127AndVisible96() {
    final NicTestbed at = testbed();
    assertThat(at.metric("eth1/rxq1/posted")).isEqualTo(127);
    assertThat(at.metric("eth1/rxq1/visible")).isEqualTo(96);
    assertThat(at.metric("eth1/rxq1/restarts")).as("an open is no restart").isZero();
  }

  @Test
  void packetThatFindsNoVisibleDescriptorIsAnOverrunThoughMoreArePosted() {
    final NicTestbed at = testbed();
    at.arrive(97, 1000);
    assertThat(at.metric("eth1/rxq1/rx_hw_drop_overruns")).isEqualTo(1);
    assertThat(at.metric("eth1/rxq1/posted")).isEqualTo(127);
    at.simulator.runFor(US);
    assertThat(at.received).hasSize(96);
    assertThat(at.metric("eth1/rxq1/rx_packets")).isEqualTo(96);
    at.assertBalanced(0);
    assertThat(at.packets.live()).isZero();
  }

  /** NAPI_POLL_WEIGHT 64: 90 packets are a full poll and one of 26. */
  @Test
  void pollHandlesAtMost64PacketsAndIsRepeatedWithoutInterrupt() {
    options.costs = Costs.only(Map.of(Cost.NAPI_POLL, 1000L, Cost.NAPI_PACKET, 100L));
    final NicTestbed at = testbed();
    final Traced polls = new Traced(at.tree, "napi_poll");
    final long startPs = at.simulator.nowPs();
    final long interrupts = at.metric("cpu1/interrupts");
    at.arrive(90, 1000);
    at.simulator.runFor(US);
    assertThat(polls.records())
        .containsExactly(
            (startPs + 7400) + " server/eth1/rxq1 64 64",
            (startPs + 7400 + 3600) + " server/eth1/rxq1 26 64");
    assertThat(at.metric("cpu1/interrupts") - interrupts).isEqualTo(1);
    assertThat(at.receivedAtPs.get(0)).isEqualTo(startPs + 7400);
  }

  @Test
  void packetsThatArriveDuringAPollAreFoundByTheNext() {
    options.costs = Costs.only(Map.of(Cost.NAPI_POLL, 1000L, Cost.NAPI_PACKET, 100L));
    final NicTestbed at = testbed();
    at.arrive(1, 1000);
    at.simulator.runFor(500);
    at.arrive(1, 1000);
    at.simulator.runFor(599);
    assertThat(at.received).isEmpty();
    at.simulator.runFor(1);
    assertThat(at.received).hasSize(1);
    at.simulator.runFor(1100);
    assertThat(at.received).hasSize(2);
  }

  /** The interrupt is masked while NAPI is scheduled; completing it arms it for what came since. */
  @Test
  void packetThatArrivesWhileItsNapiIsScheduledRaisesNoInterruptUntilThePollEnds() {
    options.costs = Costs.only(Map.of(Cost.NAPI_POLL, 1000L));
    final NicTestbed at = testbed();
    at.nic.setQuiesced(true);
    at.nic.setQuiesced(false);
    at.simulator.runFor(500);
    final long interrupts = at.metric("cpu1/interrupts");
    at.arrive(1, 1000);
    at.simulator.runFor(499);
    assertThat(at.metric("cpu1/interrupts")).isEqualTo(interrupts);
    at.simulator.runFor(US);
    assertThat(at.metric("cpu1/interrupts")).isEqualTo(interrupts + 1);
    assertThat(at.received).hasSize(1);
  }

  @Test
  void interruptsOfAQueueAreNoCloserThanTheCoalescingTime() {
    options.coalescePs = 20 * US;
    final NicTestbed at = testbed();
    at.simulator.runFor(50 * US);
    final long startPs = at.simulator.nowPs();
    at.arrive(1, 1000);
    at.simulator.runFor(5 * US);
    at.arrive(1, 1000);
    at.simulator.runFor(30 * US);
    at.arrive(1, 1000);
    at.simulator.runFor(30 * US);
    assertThat(at.receivedAtPs).containsExactly(startPs, startPs + 20 * US, startPs + 40 * US);
  }

  @Test
  void interruptOfAStoppedQueueIsOff() {
    options.coalescePs = 20 * US;
    final NicTestbed at = testbed();
    at.simulator.runFor(50 * US);
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    at.arrive(1, 1000);
    final long interrupts = at.metric("cpu1/interrupts");
    at.nic.close();
    at.simulator.runFor(50 * US);
    assertThat(at.metric("cpu1/interrupts")).isEqualTo(interrupts);
    assertThat(at.received).hasSize(1);
    assertThat(at.metric("eth1/rxq1/rx_hw_drops")).isEqualTo(1);
    assertThat(at.packets.live()).isZero();
  }

  @Test
  void completionIsSeenOnlyAfterTheDmaTime() {
    options.dmaPs = 800_000;
    final NicTestbed at = testbed();
    final long startPs = at.simulator.nowPs();
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.receivedAtPs).containsExactly(startPs + 800_000);
  }

  /** rx_copybreak 256: 190 bytes of payload make a frame of 256. */
  @Test
  void smallUnsplitPacketIsCopiedAndItsBufferRecycled() {
    final NicTestbed at = testbed();
    at.arrive(1, 190);
    at.arrive(1, 191);
    at.simulator.runFor(US);
    final Skb copied = at.received.get(0);
    assertThat(copied.linearBytes).isEqualTo(190);
    assertThat(copied.fragments).isZero();
    assertThat(copied.truesize).isEqualTo(896);
    final Skb page = at.received.get(1);
    assertThat(page.linearBytes).isZero();
    assertThat(page.fragments).isEqualTo(1);
    assertThat(page.truesize).isEqualTo(896 + 4096);
    assertThat(page.unreadable).isFalse();
    assertThat(at.metric("eth1/rxq1/rx_copybreak_pkt")).isEqualTo(1);
    at.assertBalanced(0);
  }

  @Test
  void unsplitPacketHasItsPayloadBehindTheHeaderInTheBuffer() {
    final NicTestbed at = testbed();
    at.arrive(1, 5000);
    at.simulator.runFor(US);
    final Skb skb = at.received.get(0);
    assertThat(skb.fragments).isEqualTo(2);
    assertThat(skb.fragmentOffset[0]).isEqualTo(66);
    assertThat(skb.fragmentBytes[0]).isEqualTo(4096 - 66);
    assertThat(skb.fragmentOffset[1]).isZero();
    assertThat(read(skb, 0)).containsExactly("0+4030");
    assertThat(read(skb, 1)).containsExactly("4030+970");
    assertThat(at.metric("eth1/rxq1/rx_hsplit_pkt")).isZero();
  }

  /** With header split even one byte of payload is in a buffer, not copied (devmem.py, rx_hds). */
  @Test
  void splitPacketHasItsPayloadAloneInBuffers() {
    final NicTestbed at = testbed();
    at.split(NetDevice.TcpDataSplit.ON);
    at.arrive(1, 1);
    at.arrive(1, 8192);
    at.simulator.runFor(US);
    assertThat(at.received.get(0).fragmentBytes[0]).isEqualTo(1);
    assertThat(at.received.get(0).linearBytes).isZero();
    final Skb large = at.received.get(1);
    assertThat(large.fragments).isEqualTo(2);
    assertThat(read(large, 0)).containsExactly("1+4096");
    assertThat(read(large, 1)).containsExactly("4097+4096");
    assertThat(large.truesize).isEqualTo(896 + 2 * 4096);
    assertThat(at.metric("eth1/rxq1/rx_hsplit_pkt")).isEqualTo(2);
    assertThat(at.metric("eth1/rxq1/rx_hsplit_bytes")).isEqualTo(2 * 66);
    assertThat(at.metric("eth1/rxq1/rx_hsplit_unsplit_pkt")).isZero();
    assertThat(at.metric("eth1/rxq1/rx_copybreak_pkt")).isZero();
  }

  /** The descriptor of a pure ACK still names a buffer: it becomes a fragment without bytes. */
  @Test
  void headerOnlyPacketTakesABufferAndHasAnEmptyFragment() {
    final NicTestbed at = testbed();
    at.split(NetDevice.TcpDataSplit.ON);
    assertThat(at.bind(at.dmabuf(200), 1).ok()).isTrue();
    at.simulator.runFor(US);
    at.arrive(1, 0);
    assertThat(at.metric("eth1/rxq1/visible")).isEqualTo(95);
    at.simulator.runFor(US);
    final Skb skb = at.received.get(0);
    assertThat(skb.payloadBytes).isZero();
    assertThat(skb.fragments).isEqualTo(1);
    assertThat(skb.fragmentBytes[0]).isZero();
    assertThat(skb.unreadable).isTrue();
    assertThat(skb.truesize).isEqualTo(896 + 4096);
    at.assertBalanced(0);
    at.freeReceived();
    at.assertBalanced(0);
  }

  @Test
  void headerThatDoesNotFitItsBufferIsNotSplit() {
    options.headerBufferBytes = 64;
    final NicTestbed at = testbed();
    at.split(NetDevice.TcpDataSplit.ON);
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.received.get(0).fragmentOffset[0]).isEqualTo(66);
    assertThat(at.metric("eth1/rxq1/rx_hsplit_pkt")).isEqualTo(1);
    assertThat(at.metric("eth1/rxq1/rx_hsplit_unsplit_pkt")).isEqualTo(1);
  }

  /** The header would have to be read from a net_iov: ENOMEM for each of its descriptors. */
  @Test
  void unsplitPacketInNetIovsIsDroppedAndItsBuffersComeBack() {
    options.headerBufferBytes = 64;
    final NicTestbed at = testbed();
    at.split(NetDevice.TcpDataSplit.ON);
    assertThat(at.bind(at.dmabuf(200), 1).ok()).isTrue();
    at.simulator.runFor(US);
    at.arrive(3, 5000);
    at.simulator.runFor(US);
    assertThat(at.received).isEmpty();
    assertThat(at.metric("eth1/rxq1/rx_skb_alloc_fail")).isEqualTo(6);
    assertThat(at.metric("eth1/rxq1/rx_packets")).isZero();
    assertThat(at.metric("eth1/rxq1/posted")).isEqualTo(127);
    at.assertBalanced(0);
    assertThat(at.packets.live()).isZero();
    assertThat(at.host.skbs().live()).isZero();
  }

  @Test
  void packetsUpToHdsThresholdAreNotSplit() {
    final NicTestbed at = testbed();
    at.nic.setHdsThreshold(1000);
    at.split(NetDevice.TcpDataSplit.ON);
    at.arrive(1, 1000 - 66);
    at.arrive(1, 1001 - 66);
    at.simulator.runFor(US);
    assertThat(at.received.get(0).fragmentOffset[0]).isEqualTo(66);
    assertThat(at.received.get(1).fragmentOffset[0]).isZero();
    assertThat(at.metric("eth1/rxq1/rx_hsplit_pkt")).isEqualTo(1);
    assertThat(at.metric("eth1/rxq1/rx_hsplit_unsplit_pkt")).isZero();
  }

  @Test
  void buffersOf2048ShareAPageInPairs() {
    options.rxBufferBytes = 2048;
    final NicTestbed at = testbed();
    at.split(NetDevice.TcpDataSplit.ON);
    at.arrive(1, 8192);
    at.arrive(1, 1448);
    at.simulator.runFor(US);
    final Skb large = at.received.get(0);
    assertThat(large.fragments).isEqualTo(4);
    assertThat(large.fragmentMemory[0]).isSameAs(large.fragmentMemory[1]);
    assertThat(large.fragmentMemory[2]).isSameAs(large.fragmentMemory[3]);
    assertThat(large.fragmentMemory[1]).isNotSameAs(large.fragmentMemory[2]);
    assertThat(large.fragmentOffset[1]).isEqualTo(2048);
    assertThat(read(large, 3)).containsExactly("6144+2048");
    assertThat(large.truesize).isEqualTo(896 + 4 * 2048);
    at.assertBalanced(0);
    at.freeReceived();
    at.assertBalanced(0);
  }

  /** MAX_SKB_FRAGS 17: more buffers go to a chained skb, which is charged for its own head. */
  @Test
  void eighteenthBufferIsChained() {
    options.rxBufferBytes = 2048;
    final NicTestbed at = testbed();
    at.split(NetDevice.TcpDataSplit.ON);
    at.arrive(1, 20 * 2048);
    at.simulator.runFor(US);
    final Skb skb = at.received.get(0);
    final Skb chained = Objects.requireNonNull(skb.fragList);
    assertThat(skb.fragments).isEqualTo(17);
    assertThat(chained.fragments).isEqualTo(3);
    assertThat(skb.payloadBytes).isEqualTo(20 * 2048);
    assertThat(skb.truesize).isEqualTo(2 * 896 + 20 * 2048);
    at.freeReceived();
    at.assertBalanced(0);
    assertThat(at.host.skbs().live()).isZero();
  }

  @Test
  void sevenPacketsOf8192AreOneBufferAfterGro() {
    options.gro = true;
    final NicTestbed at = testbed();
    at.split(NetDevice.TcpDataSplit.ON);
    at.arrive(8, 8192);
    at.simulator.runFor(US);
    assertThat(at.received.stream().map(skb -> skb.payloadBytes)).containsExactly(7 * 8192, 8192);
    assertThat(at.received.get(0).fragments).isEqualTo(14);
  }

  @Test
  void ruleGoesBeforeRss() throws Exception {
    final NicTestbed at = testbed();
    at.nic
        .flowRules()
        .insert(
            new FlowRule(
                FlowRules.LOCATION_ANY, false, null, null, FlowRule.ANY, NicTestbed.PORT, 3, 0),
            4);
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.received.get(0).queue).isEqualTo(3);
    assertThat(at.metric("eth1/rxq3/rx_packets")).isEqualTo(1);
  }

  @Test
  void deviceThatIsDownDropsAndCounts() {
    final NicTestbed at = testbed();
    at.nic.close();
    at.arrive(2, 1000);
    assertThat(at.metric("eth1/rx_dropped")).isEqualTo(2);
    assertThat(at.packets.live()).isZero();
    assertThat(at.nic.pagePools()).isEmpty();
    assertThat(at.metric("pages")).isZero();
    at.assertBalanced(0);
  }
}
