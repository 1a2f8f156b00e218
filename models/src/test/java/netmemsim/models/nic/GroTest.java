package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.netmem.ExecutionContext;
import netmemsim.models.netmem.HostMemory;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.netmem.PagePoolParams;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.SkbPool;
import netmemsim.models.packet.TcpHeader;
import netmemsim.models.testbed.SteppedSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** net/core/gro.c (dev_gro_receive, skb_gro_receive), net/ipv4/tcp_offload.c, v6.12. */
class GroTest {
  private static final IpAddress CLIENT = IpAddress.parse("10.0.0.1");
  private static final IpAddress SERVER = IpAddress.parse("10.0.0.2");

  private final EntityTree tree = new EntityTree(new SteppedSimulator(), 1);
  private final SkbPool skbs = new SkbPool();
  private final PagePool pool;
  private final List<Skb> passed = new ArrayList<>();
  private final Gro gro = new Gro(passed::add, 250);
  private int sequence;

  GroTest() throws KernelException {
    pool =
        new PagePool(
            new Entity(tree, "eth0") {},
            1,
            new PagePoolParams(64, 0, true, true, 4096, false, 0, null, 0),
            KernelProfile.V6_12,
            new HostMemory(),
            new ExecutionContext(250));
  }

  /** No reference is lost or kept, whatever was merged. */
  @AfterEach
  void everyReferenceIsDropped() {
    gro.flush();
    passed.forEach(Skb::free);
    assertThat(skbs.live()).isZero();
    assertThat(skbs.fragmentReferences()).isZero();
    assertThat(pool.users()).isZero();
    assertThat(tree.violations()).isEmpty();
  }

  private Skb segment(final int port, final int payloadBytes) {
    final Skb skb = skbs.take();
    skb.source = CLIENT;
    skb.destination = SERVER;
    skb.tcp.sourcePort = port;
    skb.tcp.destinationPort = 5201;
    skb.tcp.flags = TcpHeader.ACK;
    skb.tcp.hasTimestamps = true;
    skb.tcp.sequence = sequence;
    skb.hash = port;
    skb.gsoSize = payloadBytes;
    skb.gsoSegments = 1;
    skb.truesize = SkbOverhead.TRUESIZE;
    int left = payloadBytes;
    while (left > 0) {
      final int piece = Math.min(4096, left);
      skb.addFragment(Objects.requireNonNull(pool.allocate()), 0, piece);
      skb.truesize += 4096;
      left -= piece;
    }
    sequence += payloadBytes;
    return skb;
  }

  private List<Integer> sizes() {
    return passed.stream().map(skb -> skb.payloadBytes).toList();
  }

  private List<Integer> sizesAfterFlush() {
    gro.flush();
    return sizes();
  }

  /** An eighth segment of 8192 would reach 65536 bytes with headers: gro_ipv4_max_size. */
  @Test
  void sevenSegmentsOf8192AreTheMost() {
    for (int i = 0; i < 9; i++) {
      gro.receive(segment(1, 8192));
    }
    assertThat(sizesAfterFlush()).containsExactly(7 * 8192, 2 * 8192);
    assertThat(passed.get(0).gsoSegments).isEqualTo(7);
    assertThat(passed.get(0).gsoSize).isEqualTo(8192);
    assertThat(passed.get(0).truesize).isEqualTo(896 + 14 * 4096);
  }

  /** 20 + 32 bytes of headers and 45 times 1448 bytes are 65212; one more is too many. */
  @Test
  void fortyFiveSegmentsOf1448AreTheMostAndGoToTheFragListAfter17Fragments() {
    for (int i = 0; i < 46; i++) {
      gro.receive(segment(1, 1448));
    }
    assertThat(sizesAfterFlush()).containsExactly(45 * 1448, 1448);
    final Skb merged = passed.get(0);
    assertThat(merged.fragments).isEqualTo(17);
    int parts = 1;
    int fragments = merged.fragments;
    for (Skb part = merged.fragList; part != null; part = part.next) {
      parts++;
      fragments += part.fragments;
      assertThat(part.fragments).isLessThanOrEqualTo(Skb.MAX_SKB_FRAGS);
    }
    assertThat(parts).isEqualTo(3);
    assertThat(fragments).isEqualTo(45);
    assertThat(merged.truesize).isEqualTo(3 * 896 + 45 * 4096);
  }

  /** The IP header counts: 16 segments of 4093 and 52 bytes of headers are 65540 bytes. */
  @Test
  void sizeLimitCountsIpAndTcpHeaders() {
    for (int i = 0; i < 16; i++) {
      gro.receive(segment(1, 4093));
    }
    assertThat(sizesAfterFlush()).containsExactly(15 * 4093, 4093);
  }

  @Test
  void shorterSegmentEndsTheMerge() {
    gro.receive(segment(1, 1448));
    gro.receive(segment(1, 1448));
    gro.receive(segment(1, 100));
    assertThat(sizes()).containsExactly(2 * 1448 + 100);
  }

  @Test
  void longerSegmentIsNotMerged() {
    gro.receive(segment(1, 1000));
    gro.receive(segment(1, 1448));
    assertThat(sizes()).containsExactly(1000);
    assertThat(sizesAfterFlush()).containsExactly(1000, 1448);
  }

  @Test
  void pushEndsTheMergeAndIsKept() {
    gro.receive(segment(1, 1448));
    final Skb last = segment(1, 1448);
    last.tcp.flags |= TcpHeader.PSH;
    gro.receive(last);
    assertThat(sizes()).containsExactly(2896);
    assertThat(passed.get(0).tcp.has(TcpHeader.PSH)).isTrue();
  }

  @Test
  void pushAloneAndPureAckAreNotHeld() {
    final Skb push = segment(1, 1448);
    push.tcp.flags |= TcpHeader.PSH;
    gro.receive(push);
    gro.receive(segment(1, 0));
    assertThat(sizes()).containsExactly(1448, 0);
  }

  @Test
  void pureAckFlushesItsFlowFirst() {
    gro.receive(segment(1, 1448));
    gro.receive(segment(1, 0));
    assertThat(sizes()).containsExactly(1448, 0);
  }

  @Test
  void gapAndRepeatedSegmentAreNotMerged() {
    gro.receive(segment(1, 1448));
    sequence += 1448;
    gro.receive(segment(1, 1448));
    sequence -= 1448;
    gro.receive(segment(1, 1448));
    assertThat(sizesAfterFlush()).containsExactly(1448, 1448, 1448);
  }

  @Test
  void sequenceWrapsAround() {
    sequence = -1448;
    gro.receive(segment(1, 1448));
    gro.receive(segment(1, 1448));
    assertThat(sizesAfterFlush()).containsExactly(2896);
  }

  @Test
  void otherAcknowledgementTimestampFlagsOrSackAreNotMerged() {
    for (int what = 0; what < 5; what++) {
      gro.receive(segment(1, 1448));
      final Skb other = segment(1, 1448);
      switch (what) {
        case 0 -> other.tcp.acknowledgement = 9;
        case 1 -> other.tcp.timestampValue = 9;
        case 2 -> other.tcp.timestampEcho = 9;
        case 3 -> other.tcp.flags |= TcpHeader.ECE;
        default -> other.tcp.sackBlocks = 1;
      }
      gro.receive(other);
      gro.flush();
    }
    assertThat(sizes()).hasSize(10).containsOnly(1448);
  }

  @Test
  void congestionWindowReducedIsNotMergedInto() {
    gro.receive(segment(1, 1448));
    final Skb reduced = segment(1, 1448);
    reduced.tcp.flags |= TcpHeader.CWR;
    gro.receive(reduced);
    assertThat(sizes()).containsExactly(1448);
  }

  /** skb_gro_receive: a copied (linear) buffer and one of the page pool differ in pp_recycle. */
  @Test
  void linearBufferAndFragmentsAreNotMerged() {
    gro.receive(segment(1, 1448));
    final Skb linear = skbs.take();
    final Skb like = segment(1, 0);
    linear.tcp.copyFrom(like.tcp);
    like.free();
    linear.source = CLIENT;
    linear.destination = SERVER;
    linear.hash = 1;
    linear.linearBytes = 200;
    linear.payloadBytes = 200;
    linear.gsoSize = 200;
    gro.receive(linear);
    assertThat(sizesAfterFlush()).containsExactly(1448, 200);
  }

  @Test
  void flowsAreMergedApart() {
    final int[] next = {0, 0};
    for (int i = 0; i < 6; i++) {
      sequence = next[i % 2];
      gro.receive(segment(1 + i % 2, 1000));
      next[i % 2] = sequence;
    }
    assertThat(sizesAfterFlush()).containsExactly(3000, 3000);
  }

  /** MAX_GRO_SKBS: a ninth flow in one bucket pushes out the oldest. */
  @Test
  void bucketHoldsEightBuffers() {
    for (int port = 0; port < 9; port++) {
      gro.receive(segment(8 * port, 1000));
    }
    assertThat(passed).hasSize(1);
    assertThat(passed.get(0).tcp.sourcePort).isZero();
  }

  /** napi_poll: after a full poll everything goes with HZ below 1000, else what is a jiffy old. */
  @Test
  void fullPollFlushesByAgeOnlyWith1000Hz() {
    gro.receive(segment(1, 1000));
    gro.flushAfterFullPoll(0, 250);
    assertThat(passed).hasSize(1);
    final Gro fine = new Gro(passed::add, 1000);
    final Skb old = segment(1, 1000);
    old.timestampPs = 900 * Picoseconds.PER_US;
    fine.receive(old);
    fine.flushAfterFullPoll(950 * Picoseconds.PER_US, 1000);
    assertThat(passed).hasSize(1);
    fine.flushAfterFullPoll(1001 * Picoseconds.PER_US, 1000);
    assertThat(passed).hasSize(2);
  }
}
