package netmemsim.models.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.TcpHeader;
import netmemsim.models.testbed.Traced;
import org.junit.jupiter.api.Test;

/** IEEE 802.3: 8 bytes of preamble, 4 of check sequence, 12 of gap; frames of at least 60 bytes. */
class LinkDirectionTest {
  private static final long GBIT = 1_000_000_000L;
  private static final long US = 1_000_000L;

  private final Frames at = new Frames();

  /** 60 + 24 bytes at 10 Gbit/s are 67.2 ns. */
  @Test
  void smallestFrameTakes67200PsAt10Gbit() {
    final LinkDirection link = at.link(10 * GBIT, 5 * US, LinkQueue.UNLIMITED, DropList.NONE);
    link.send(at.frame(1, 0));
    assertThat(link.freeAtPs()).isEqualTo(67_200);
    at.simulator.runUntil(10 * US);
    assertThat(at.arrivals).containsExactly("1@" + (67_200 + 5 * US));
  }

  /**
   * A 1514-byte frame occupies (1514 + 24) * 8 / 200e9 s = 61.52 ns; frames follow back to back.
   */
  @Test
  void framesFollowEachOtherAtLineRate() {
    final LinkDirection link = at.link(200 * GBIT, US, LinkQueue.UNLIMITED, DropList.NONE);
    for (int i = 1; i <= 3; i++) {
      link.send(at.frame(i, 1460));
    }
    at.simulator.runUntil(2 * US);
    assertThat(at.arrivals)
        .containsExactly("1@" + (US + 61_520), "2@" + (US + 123_040), "3@" + (US + 184_560));
    assertThat(at.metric("packets")).isEqualTo(3);
    assertThat(at.metric("bytes")).isEqualTo(3 * 1514);
    assertThat(at.metric("data_packets")).isEqualTo(3);
  }

  @Test
  void idleWireStartsAtOnce() {
    final LinkDirection link = at.link(10 * GBIT, 0, LinkQueue.UNLIMITED, DropList.NONE);
    link.send(at.frame(1, 0));
    at.simulator.runUntil(US);
    link.send(at.frame(2, 0));
    at.simulator.runUntil(2 * US);
    assertThat(at.arrivals).containsExactly("1@67200", "2@" + (US + 67_200));
  }

  /** More frames in flight than the ring holds at first arrive in order, each at its time. */
  @Test
  void thousandFramesInFlightArriveInOrder() {
    final LinkDirection link = at.link(10 * GBIT, 1000 * US, LinkQueue.UNLIMITED, DropList.NONE);
    final List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 1000; i++) {
      link.send(at.frame(i, 0));
      expected.add(i + "@" + (1000 * US + 67_200L * i));
    }
    at.simulator.runUntil(2000 * US);
    assertThat(at.arrivals).isEqualTo(expected);
    assertThat(at.packets.live()).isZero();
  }

  /** RFC 3168, 5: only what is ECN-capable is marked; it is not dropped. */
  @Test
  void longQueueMarksWhatIsEcnCapable() {
    final LinkDirection link =
        at.link(10 * GBIT, US, new LinkQueue(100, Long.MAX_VALUE, 1), DropList.NONE);
    final List<Packet> sent = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      final Packet packet = at.frame(i, 0);
      packet.tcp.dsfield = i == 3 ? TcpHeader.NOT_ECT : TcpHeader.ECT_0;
      sent.add(packet);
      link.send(packet);
    }
    assertThat(sent.stream().map(packet -> packet.tcp.dsfield))
        .containsExactly(TcpHeader.ECT_0, TcpHeader.ECT_0, TcpHeader.NOT_ECT, TcpHeader.CE);
    assertThat(at.metric("ce_marks")).isOne();
    assertThat(at.metric("queue_drops")).isZero();
  }

  @Test
  void tailDropCountsTheFrameInService() {
    final LinkDirection link =
        at.link(10 * GBIT, US, new LinkQueue(2, Long.MAX_VALUE), DropList.NONE);
    final Traced drops = new Traced(at.tree, "link_drop");
    for (int i = 1; i <= 4; i++) {
      link.send(at.frame(i, 0));
    }
    assertThat(at.metric("queue_drops")).isEqualTo(2);
    assertThat(at.metric("queue_packets")).isEqualTo(2);
    assertThat(drops.records()).containsExactly("0 port/link 3 0 3", "0 port/link 4 0 3");
    // At 67.2 ns the first has left the queue, though it has not arrived.
    at.simulator.runUntil(67_199);
    assertThat(link.queuePackets()).isEqualTo(2);
    at.simulator.runUntil(67_200);
    assertThat(link.queuePackets()).isEqualTo(1);
    link.send(at.frame(5, 0));
    link.send(at.frame(6, 0));
    at.simulator.runUntil(10 * US);
    assertThat(at.arrivals)
        .containsExactly("1@" + (US + 67_200), "2@" + (US + 134_400), "5@" + (US + 201_600));
    assertThat(at.metric("queue_packets_max")).isEqualTo(2);
    assertThat(at.metric("queue_packets")).isZero();
    assertThat(at.packets.live()).isZero();
  }

  @Test
  void tailDropByBytesLetsSmallFramesIn() {
    final LinkDirection link =
        at.link(GBIT, 0, new LinkQueue(Integer.MAX_VALUE, 1600), DropList.NONE);
    link.send(at.frame(1, 1460));
    link.send(at.frame(2, 1460));
    link.send(at.frame(3, 0));
    assertThat(link.queueBytes()).isEqualTo(1514 + 60);
    at.simulator.runUntil(100 * US);
    assertThat(at.arrivals).hasSize(2).first().asString().startsWith("1@");
    assertThat(at.arrivals.get(1)).startsWith("3@");
    assertThat(link.queueBytes()).isZero();
  }

  @Test
  void queueAccountingHoldsAcrossManyBursts() {
    final LinkDirection link =
        at.link(10 * GBIT, 3 * US, new LinkQueue(10, Long.MAX_VALUE), DropList.NONE);
    long sent = 0;
    for (int burst = 0; burst < 100; burst++) {
      for (int i = 0; i < 7; i++) {
        link.send(at.frame(++sentNumber, i * 100));
        sent++;
      }
      at.simulator.runFor(US / 2);
    }
    at.simulator.runFor(100 * US);
    assertThat(at.metric("packets") + at.metric("queue_drops")).isEqualTo(sent);
    assertThat(at.arrivals).hasSize((int) at.metric("packets"));
    assertThat(link.queuePackets()).isZero();
    assertThat(link.queueBytes()).isZero();
  }

  private int sentNumber;

  @Test
  void listedOrdinalsAndMultiplesAreLostAndPureAcksAreNotCounted() {
    final LinkDirection link =
        at.link(
            10 * GBIT,
            0,
            LinkQueue.UNLIMITED,
            new DropList(new long[] {3, 1}, 5, new long[0], new int[0]));
    for (int i = 1; i <= 11; i++) {
      link.send(at.frame(100 + i, 0));
      link.send(at.frame(i, 1000));
    }
    at.simulator.runUntil(100 * US);
    assertThat(at.arrivals.stream().map(text -> text.replaceAll("@.*", "")))
        .containsExactly(
            "101", "102", "2", "103", "104", "4", "105", "106", "6", "107", "7", "108", "8", "109",
            "9", "110", "111", "11");
    assertThat(at.metric("list_drops")).isEqualTo(4);
    assertThat(at.packets.live()).isZero();
  }

  @Test
  void firstCopiesOfTheSegmentWithAnOffsetAreLost() {
    final LinkDirection link =
        at.link(
            10 * GBIT,
            0,
            LinkQueue.UNLIMITED,
            new DropList(new long[0], 0, new long[] {1500}, new int[] {2}));
    for (int copy = 0; copy < 3; copy++) {
      for (int i = 0; i < 3; i++) {
        final var packet = at.frame(10 * copy + i, 1000);
        packet.contentPosition = 1000L * i;
        link.send(packet);
      }
    }
    at.simulator.runUntil(100 * US);
    assertThat(at.arrivals.stream().map(text -> text.replaceAll("@.*", "")))
        .containsExactly("0", "2", "10", "12", "20", "21", "22");
  }
}
