package netmemsim.models.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.netmem.ExecutionContext;
import netmemsim.models.netmem.HostMemory;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.netmem.PagePoolParams;
import netmemsim.models.testbed.SteppedSimulator;
import org.junit.jupiter.api.Test;

class SkbTest {
  private final EntityTree tree = new EntityTree(new SteppedSimulator(), 1);
  private final SkbPool skbs = new SkbPool();
  private final PagePool pool;

  SkbTest() throws KernelException {
    pool =
        new PagePool(
            new Entity(tree, "eth0") {},
            1,
            new PagePoolParams(64, 0, true, true, 4096, false, 0, null, 0),
            KernelProfile.V6_12,
            new HostMemory(),
            new ExecutionContext(250));
  }

  private Netmem page() {
    return Objects.requireNonNull(pool.allocate());
  }

  private Skb withFragments(final int count) {
    final Skb skb = skbs.take();
    for (int i = 0; i < count; i++) {
      skb.addFragment(page(), 0, 1000);
    }
    return skb;
  }

  @Test
  void freeingDropsReferencesOfFragmentsAndOfTheFragList() {
    final Skb head = withFragments(3);
    head.addToFragList(withFragments(2));
    head.addToFragList(withFragments(1));
    assertThat(head.payloadBytes).isEqualTo(6000);
    assertThat(skbs.fragmentReferences()).isEqualTo(6);
    assertThat(skbs.live()).isEqualTo(3);
    head.free();
    assertThat(skbs.fragmentReferences()).isZero();
    assertThat(skbs.live()).isZero();
    assertThat(pool.users()).isZero();
    assertThat(tree.violations()).isEmpty();
  }

  /** GRO chains buffers that have frag_lists themselves; the result must stay flat to be walked. */
  @Test
  void chainingBufferWithOwnFragListKeepsTheListFlat() {
    final Skb head = withFragments(1);
    final Skb chained = withFragments(2);
    chained.addToFragList(withFragments(3));
    chained.addToFragList(withFragments(4));
    head.addToFragList(chained);
    head.addToFragList(withFragments(5));
    assertThat(head.payloadBytes).isEqualTo(15_000);
    int own = 0;
    int members = 0;
    for (Skb part = head.fragList; part != null; part = part.next) {
      assertThat(part.fragList).isNull();
      assertThat(part.payloadBytes).isEqualTo(part.fragments * 1000);
      own += part.payloadBytes;
      members++;
    }
    assertThat(members).isEqualTo(4);
    assertThat(own).isEqualTo(14_000);
    head.free();
    assertThat(skbs.live()).isZero();
    assertThat(pool.users()).isZero();
  }

  @Test
  void movingFragmentsKeepsEveryReference() {
    final Skb from = withFragments(3);
    final Skb to = withFragments(2);
    from.moveFragmentsTo(to);
    from.free();
    assertThat(to.fragments).isEqualTo(5);
    assertThat(to.payloadBytes).isEqualTo(5000);
    assertThat(skbs.fragmentReferences()).isEqualTo(5);
    assertThat(pool.users()).isEqualTo(5);
  }

  @Test
  void skbTakenAgainIsClean() {
    final Skb skb = withFragments(1);
    skb.source = IpAddress.parse("10.0.0.1");
    skb.startOffset = 7;
    skb.endOffset = 8;
    skb.timestampPs = 9;
    skb.hash = 10;
    skb.queue = 11;
    skb.transmitObserver = sent -> {};
    skb.free();
    final Skb again = skbs.take();
    assertThat(again).isSameAs(skb);
    assertThat(again)
        .usingRecursiveComparison()
        .ignoringFields("pool", "fragmentOffset", "fragmentBytes")
        .isEqualTo(new SkbPool().take());
  }

  @Test
  void freeingTwiceIsRefused() {
    final Skb skb = skbs.take();
    skb.free();
    assertThatThrownBy(skb::free).isInstanceOf(IllegalStateException.class);
  }
}
