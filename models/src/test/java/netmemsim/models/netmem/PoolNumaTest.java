package netmemsim.models.netmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import org.junit.jupiter.api.Test;

/** Pages of another NUMA node, high-order pages and pages that others hold: edge case G5. */
class PoolNumaTest {
  private static final int OTHER_NODE_CPU = 1;

  private static PoolFixture onTwoNodes() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_12, 1024, 0);
    at.context.setCpusPerNode(1);
    return at;
  }

  private static PagePool follower(final PoolFixture at) throws KernelException {
    return at.create(at.params(1024, true, true, 4096, false).withNid(PagePoolParams.NUMA_NO_NODE));
  }

  private static List<Netmem> take(final PagePool pool, final int count) {
    final List<Netmem> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      out.add(java.util.Objects.requireNonNull(pool.allocate()));
    }
    return out;
  }

  /** Each refill looks at one old page, releases it and asks the allocator for 64 new ones. */
  @Test
  void refillWaivesOnePageAndStopsUntilTheRingIsClean() throws KernelException {
    final PoolFixture at = onTwoNodes();
    final PagePool pool = follower(at);
    take(pool, 128).forEach(Netmem::put);
    assertThat(pool.stats().allocSlow()).isEqualTo(2);
    at.context.enter(OTHER_NODE_CPU, true);
    final Deque<Netmem> ofNode1 = new ArrayDeque<>();
    for (int refill = 1; refill <= 128; refill++) {
      take(pool, 64).forEach(ofNode1::add);
      assertThat(pool.stats().allocWaive()).isEqualTo(refill);
      assertThat(pool.stats().allocSlow()).isEqualTo(2 + refill);
      while (ofNode1.size() > 16) {
        ofNode1.remove().put();
      }
    }
    at.context.leave();
    assertThat(ofNode1).allSatisfy(page -> assertThat(((Page) page).nid()).isEqualTo(1));
    at.context.enter(OTHER_NODE_CPU, true);
    take(pool, 640);
    assertThat(pool.stats().allocWaive()).as("clean: nothing more is waived").isEqualTo(128);
    assertThat(pool.stats().allocSlow()).isEqualTo(130);
  }

  @Test
  void poolWithAFixedNodeDoesNotMindWhereItsNapiRuns() throws KernelException {
    final PoolFixture at = onTwoNodes();
    take(at.pool, 128).forEach(Netmem::put);
    at.context.enter(OTHER_NODE_CPU, true);
    take(at.pool, 128);
    assertThat(at.pool.stats().allocWaive()).isZero();
  }

  @Test
  void driverThatFollowsItsNapiEmptiesTheCacheAtOnce() throws KernelException {
    final PoolFixture at = onTwoNodes();
    at.take();
    assertThat(at.stat("cache")).isEqualTo(63);
    at.pool.nidChanged(1);
    assertThat(at.stat("cache")).isZero();
    assertThat(at.stat("inflight")).isEqualTo(1);
    assertThat(((Page) at.take()).nid()).isEqualTo(1);
  }

  @Test
  void deviceMemoryIsNeverWaived() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_12, 1024, 128);
    at.context.setCpusPerNode(1);
    final PagePool pool =
        at.create(at.params(1024, true, true, 4096, true).withNid(PagePoolParams.NUMA_NO_NODE));
    take(pool, 128).forEach(Netmem::put);
    at.context.enter(OTHER_NODE_CPU, true);
    take(pool, 128);
    assertThat(pool.stats().allocWaive()).isZero();
  }

  @Test
  void highOrderPagesComeOneByOneAndCountAsSuch() throws KernelException {
    final PoolFixture at = onTwoNodes();
    final PagePool pool =
        at.create(new PagePoolParams(16, 2, true, true, 16384, false, 0, null, 0));
    take(pool, 3);
    assertThat(pool.stats().allocSlowHighOrder()).isEqualTo(3);
    assertThat(pool.stats().allocSlow()).isZero();
    assertThat(pool.inflight()).isEqualTo(3);
    assertThat(pool.inflightBytes()).isEqualTo(3 * 16384);
    assertThat(at.hostMemory.allocated()).isEqualTo(12);
  }

  @Test
  void pageThatSomebodyElseHoldsIsReleasedNotRecycled() throws KernelException {
    final PoolFixture at = onTwoNodes();
    final Page page = (Page) at.take();
    page.getPage();
    page.put();
    assertThat(at.stat("rx_pp_recycle_released_ref")).isEqualTo(1);
    assertThat(at.stat("inflight")).isEqualTo(63);
    assertThat(at.hostMemory.allocated()).isEqualTo(64);
    page.putPage();
    assertThat(at.hostMemory.allocated()).isEqualTo(63);
  }

  @Test
  void allocatorThatFailsLeavesTheCallerWithoutABuffer() throws KernelException {
    final PoolFixture at = onTwoNodes();
    at.hostMemory.failNext(1);
    assertThat(at.pool.allocate()).isNull();
    assertThat(at.stat("rx_pp_alloc_slow")).isZero();
    at.take();
    assertThat(at.stat("inflight")).isEqualTo(64);
  }
}
