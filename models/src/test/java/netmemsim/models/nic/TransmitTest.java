package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netmemsim.core.time.Picoseconds;
import netmemsim.core.time.TransmissionTime;
import netmemsim.models.host.Cost;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import netmemsim.models.payload.NcdevmemPattern;
import netmemsim.models.testbed.Costs;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import netmemsim.models.topology.DropList;
import netmemsim.models.topology.LinkDirection;
import netmemsim.models.topology.LinkQueue;
import org.junit.jupiter.api.Test;

/** The transmit side: TSO as in Documentation/networking/segmentation-offloads.rst. */
class TransmitTest {
  private static final long US = Picoseconds.PER_US;

  /** 1000 payload bytes: (14 + 20 + 20 + 1000 + 24) * 8 bits at 10 Gbit/s. */
  private static final long FRAME_PS = 862_400;

  private final List<String> wire = new ArrayList<>();
  private final List<Packet> packets = new ArrayList<>();
  private final NicOptions options = new NicOptions();

  private NicTestbed testbed() {
    final NicTestbed at = new NicTestbed(options);
    at.nic.attachLink(
        new LinkDirection(
            at.nic,
            new TransmissionTime(10_000_000_000L),
            0,
            LinkQueue.UNLIMITED,
            DropList.NONE,
            packet -> {
              wire.add(packet.tcp.sequence + "+" + packet.payloadBytes);
              packets.add(packet);
            }));
    return at;
  }

  private static Skb skb(final NicTestbed at, final int sequence, final int queue) {
    final Skb skb = at.host.skbs().take();
    skb.source = NicTestbed.LOCAL;
    skb.destination = NicTestbed.REMOTE;
    skb.tcp.sequence = sequence;
    skb.payloadBytes = 1000;
    skb.queue = queue;
    return skb;
  }

  @Test
  void superSegmentIsCutAtTheSegmentSize() {
    final NicTestbed at = testbed();
    final Skb skb = skb(at, 5000, 0);
    skb.payloadBytes = 3000;
    skb.gsoSize = 1448;
    final NcdevmemPattern pattern = new NcdevmemPattern(7);
    skb.content = pattern;
    skb.contentPosition = 77;
    skb.tcp.flags = TcpHeader.ACK | TcpHeader.PSH | TcpHeader.FIN | TcpHeader.CWR;
    at.nic.transmit(skb);
    at.simulator.runFor(100 * US);
    assertThat(wire).containsExactly("5000+1448", "6448+1448", "7896+104");
    assertThat(packets.stream().map(packet -> packet.tcp.flags))
        .containsExactly(
            TcpHeader.ACK | TcpHeader.CWR,
            TcpHeader.ACK,
            TcpHeader.ACK | TcpHeader.PSH | TcpHeader.FIN);
    assertThat(packets.stream().map(packet -> packet.contentPosition))
        .containsExactly(77L, 77L + 1448, 77L + 2896);
    assertThat(packets).allMatch(packet -> packet.content == pattern);
    assertThat(at.metric("eth1/txq0/tx_packets")).isEqualTo(3);
    assertThat(at.host.skbs().live()).isZero();
  }

  @Test
  void segmentWithoutPayloadIsOnePacket() {
    final NicTestbed at = testbed();
    final Skb ack = skb(at, 1, 0);
    ack.payloadBytes = 0;
    at.nic.transmit(ack);
    at.simulator.runFor(US);
    assertThat(wire).containsExactly("1+0");
  }

  @Test
  void skbIsCompleteWhenItsLastBitIsOnTheWire() {
    final NicTestbed at = testbed();
    final List<Long> done = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      final Skb skb = skb(at, i, 0);
      skb.transmitObserver = sent -> done.add(at.simulator.nowPs());
      at.nic.transmit(skb);
    }
    assertThat(at.metric("eth1/txq0/backlog")).isEqualTo(1);
    at.simulator.runFor(10 * US);
    assertThat(done).containsExactly(FRAME_PS, 2 * FRAME_PS);
  }

  /** TCP Small Queues sends the next skb from the completion of the one before. */
  @Test
  void completionThatSendsTheNextSkbKeepsTheWireBusyAndLosesNone() {
    final NicTestbed at = testbed();
    final int[] next = {3};
    final List<Long> done = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      final Skb skb = skb(at, i, i);
      observe(at, skb, next, done);
      at.nic.transmit(skb);
    }
    at.simulator.runFor(100 * US);
    assertThat(wire).hasSize(20);
    assertThat(done).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(done.get(i)).isEqualTo((i + 1) * FRAME_PS);
    }
    assertThat(at.host.skbs().live()).isZero();
  }

  private static void observe(
      final NicTestbed at, final Skb skb, final int[] next, final List<Long> done) {
    skb.transmitObserver =
        sent -> {
          done.add(at.simulator.nowPs());
          if (next[0] < 20) {
            final Skb following = skb(at, next[0]++, 0);
            observe(at, following, next, done);
            at.nic.transmit(following);
          }
        };
  }

  @Test
  void queuesTakeTurns() {
    final NicTestbed at = testbed();
    for (int i = 0; i < 6; i++) {
      at.nic.transmit(skb(at, i, i / 3));
    }
    at.simulator.runFor(100 * US);
    assertThat(wire).containsExactly("0+1000", "3+1000", "1+1000", "4+1000", "2+1000", "5+1000");
  }

  @Test
  void quiescedDeviceSendsNothingMoreAndGoesOnAfterwards() {
    final NicTestbed at = testbed();
    at.nic.transmit(skb(at, 0, 0));
    at.nic.transmit(skb(at, 1, 0));
    at.simulator.runFor(FRAME_PS / 2);
    at.nic.setQuiesced(true);
    at.simulator.runFor(50 * US);
    assertThat(wire).containsExactly("0+1000");
    at.nic.setQuiesced(false);
    at.simulator.runFor(50 * US);
    assertThat(wire).containsExactly("0+1000", "1+1000");
    assertThat(at.host.skbs().live()).isZero();
  }

  /** An skb's destructor runs whether it was sent or not; TCP waits for it. */
  @Test
  void droppedSkbsAreReportedToTheirObserver() {
    final NicTestbed at = testbed();
    final List<Integer> told = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      final Skb skb = skb(at, i, 0);
      skb.transmitObserver = sent -> told.add(sent.tcp.sequence);
      at.nic.transmit(skb);
    }
    at.nic.close();
    assertThat(told).as("the first is on the wire").containsExactly(1, 2);
    final Skb late = skb(at, 3, 0);
    late.transmitObserver = sent -> told.add(sent.tcp.sequence);
    at.nic.transmit(late);
    at.simulator.runFor(100 * US);
    assertThat(told).containsExactly(1, 2, 3, 0);
    assertThat(wire).containsExactly("0+1000");
    assertThat(at.host.skbs().live()).isZero();
  }

  @Test
  void completionIsChargedToTheCoreOfTheQueue() {
    options.costs = Costs.only(Map.of(Cost.TRANSMIT_COMPLETION, 500L));
    final NicTestbed at = testbed();
    at.nic.transmit(skb(at, 0, 3));
    at.simulator.runFor(10 * US);
    assertThat(at.metric("cpu1/busy_ps")).isEqualTo(500);
    assertThat(at.metric("cpu0/busy_ps")).isZero();
  }
}
