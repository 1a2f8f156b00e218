package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import netmemsim.models.netmem.Netmem;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.SkbPool;
import org.junit.jupiter.api.Test;

/** Merging, collapsing and pruning of received buffers (kernel-facts.md 4.3 and 7.4). */
class ReceiveMemoryTest {
  private static final class Memory extends Netmem {
    private final boolean netIov;

    Memory(final boolean netIov) {
      this.netIov = netIov;
    }

    @Override
    public boolean isNetIov() {
      return netIov;
    }
  }

  private final SkbPool pool = new SkbPool();

  private Skb buffer(final long start, final int fragments, final boolean netIov) {
    final Skb skb = pool.take();
    for (int i = 0; i < fragments; i++) {
      skb.addFragment(new Memory(netIov), 0, 1000);
    }
    skb.startOffset = start;
    skb.endOffset = start + skb.payloadBytes;
    skb.truesize = SkbMerge.HEAD_TRUESIZE + 4096 * fragments;
    return skb;
  }

  @Test
  void neighboursOfOneKindMergeAndTheHeadIsUncharged() {
    final Skb to = buffer(0, 10, true);
    assertThat(SkbMerge.tryMerge(to, buffer(10_000, 7, true))).isEqualTo(7 * 4096);
    assertThat(to.fragments).isEqualTo(17);
    assertThat(to.payloadBytes).isEqualTo(17_000);
    assertThat(to.endOffset).isEqualTo(17_000);
    assertThat(to.truesize).isEqualTo(SkbMerge.HEAD_TRUESIZE + 17 * 4096);
    assertThat(pool.live()).isOne();
  }

  @Test
  void readableAndUnreadableNeverMerge() {
    assertThat(SkbMerge.tryMerge(buffer(0, 1, true), buffer(1000, 1, false))).isNegative();
    assertThat(SkbMerge.tryMerge(buffer(0, 1, false), buffer(1000, 1, true))).isNegative();
  }

  @Test
  void moreThan17FragmentsDoNotFitOneBuffer() {
    assertThat(SkbMerge.tryMerge(buffer(0, 10, true), buffer(10_000, 8, true))).isNegative();
  }

  @Test
  void buffersApartDoNotMerge() {
    assertThat(SkbMerge.tryMerge(buffer(0, 1, true), buffer(1001, 1, true))).isNegative();
  }

  private static Pair smallSegments(final boolean unreadable) {
    final Pair pair = new Pair(10 * VirtualTime.MS);
    pair.listener.options().setReceiveBuffer(16384);
    pair.toServer.unreadable = unreadable;
    pair.receiving.reads = false;
    pair.sending.closesAtEnd = false;
    final TcpSocketOptions options = new TcpSocketOptions(pair.client.sysctl);
    options.setNoDelay(true);
    pair.connect(options);
    pair.run(VirtualTime.S);
    for (int i = 0; i < 150; i++) {
      pair.sending.toWrite += 60;
      pair.sending.write();
      pair.run(3 * VirtualTime.MS);
    }
    return pair;
  }

  @Test
  void wastefulReadableBuffersAreCollapsedWithoutLosingAByte() {
    final Pair pair = smallSegments(false);
    assertThat(pair.serverCount("TcpExtPruneCalled")).isPositive();
    assertThat(pair.serverCount("TcpExtTCPRcvCollapsed")).isGreaterThan(20);
    assertThat(pair.serverCount("TcpExtRcvPruned")).isZero();
    pair.receiving.reads = true;
    pair.receiving.readAll();
    pair.run(5 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(150 * 60);
    assertThat(pair.receiving.verifier.errors()).isZero();
    assertThat(pair.receiving.get().receiveQueue.rmemAlloc).isZero();
  }

  @Test
  void unreadableBuffersAreNeverCollapsedButDropped() {
    final Pair pair = smallSegments(true);
    assertThat(pair.serverCount("TcpExtTCPRcvCollapsed")).isZero();
    assertThat(pair.serverCount("TcpExtRcvPruned")).isPositive();
    assertThat(pair.serverCount("TcpExtTCPRcvQDrop")).isPositive();
    pair.receiving.reads = true;
    pair.receiving.readAll();
    pair.run(60 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(150 * 60);
    assertThat(pair.receiving.verifier.errors()).isZero();
  }

  /** What is behind a gap is dropped first, and the sender, who had it SACKed, sends it again. */
  @Test
  void outOfOrderDataIsPrunedBeforeInOrderDataIs() {
    final Pair pair = new Pair(10 * VirtualTime.MS);
    pair.listener.options().setReceiveBuffer(1024);
    pair.toServer.unreadable = true;
    pair.receiving.reads = false;
    pair.sending.closesAtEnd = false;
    final TcpSocketOptions options = new TcpSocketOptions(pair.client.sysctl);
    options.setNoDelay(true);
    final boolean[] lossy = {false};
    pair.toServer.lose = segment -> lossy[0] && segment.offset() == 0;
    pair.connect(options);
    pair.run(VirtualTime.S);
    lossy[0] = true;
    for (int i = 0; i < 40; i++) {
      pair.sending.toWrite += 60;
      pair.sending.write();
      pair.run(2 * VirtualTime.MS);
    }
    lossy[0] = false;
    pair.run(VirtualTime.S);
    assertThat(pair.serverCount("TcpExtOfoPruned")).isPositive();
    pair.receiving.reads = true;
    pair.receiving.readAll();
    pair.run(60 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(40 * 60);
    assertThat(pair.receiving.verifier.errors()).isZero();
  }
}
