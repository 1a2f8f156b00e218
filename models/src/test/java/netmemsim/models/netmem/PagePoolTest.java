package netmemsim.models.netmem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** net/core/page_pool.c, v6.12 to v6.18, as kernel-facts.md 3 restates it. */
class PagePoolTest {
  @Test
  void coldAllocationTakesBulkOf64PagesAndCountsOneSlow() throws KernelException {
    final PoolFixture at = new PoolFixture(1024);
    at.take();
    assertThat(at.stat("rx_pp_alloc_empty")).isEqualTo(1);
    assertThat(at.stat("rx_pp_alloc_slow")).isEqualTo(1);
    assertThat(at.stat("cache")).isEqualTo(63);
    assertThat(at.stat("inflight")).isEqualTo(64);
    for (int i = 0; i < 63; i++) {
      at.take();
    }
    assertThat(at.stat("rx_pp_alloc_fast")).isEqualTo(63);
    assertThat(at.stat("rx_pp_alloc_slow")).isEqualTo(1);
    at.take();
    assertThat(at.stat("rx_pp_alloc_slow")).isEqualTo(2);
  }

  @Test
  void providerIsAskedForOneBufferEachTimeAndSlowIsNotCounted() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_18, 1024, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(at.take().isNetIov()).isTrue();
    }
    assertThat(at.pool.allocate()).isNull();
    assertThat(at.stat("rx_pp_alloc_empty")).isEqualTo(4);
    assertThat(at.stat("rx_pp_alloc_slow")).isZero();
    assertThat(at.stat("cache")).isZero();
    assertThat(at.stat("inflight")).isEqualTo(3);
    assertThat(at.tree.violations()).isEmpty();
  }

  @Test
  void cacheIsLastInFirstOut() throws KernelException {
    final PoolFixture at = new PoolFixture(1024);
    final Netmem first = at.take();
    final Netmem second = at.take();
    at.putInNapi(first);
    at.putInNapi(second);
    assertThat(at.take()).isSameAs(second);
    assertThat(at.take()).isSameAs(first);
    assertThat(at.stat("rx_pp_recycle_cached")).isEqualTo(2);
  }

  @Test
  void returnFromProcessContextGoesToRing() throws KernelException {
    final PoolFixture at = new PoolFixture(1024);
    final Netmem netmem = at.take();
    at.context.enter(PoolFixture.NAPI_CPU, false);
    netmem.put();
    at.context.leave();
    assertThat(at.stat("rx_pp_recycle_ring")).isEqualTo(1);
    assertThat(at.stat("rx_pp_recycle_cached")).isZero();
  }

  @Test
  void returnFromSoftirqOfAnotherCpuGoesToRing() throws KernelException {
    final PoolFixture at = new PoolFixture(1024);
    at.putOn(1, at.take());
    assertThat(at.stat("rx_pp_recycle_ring")).isEqualTo(1);
  }

  @Test
  void returnFromOtherSoftirqOfSameCpuGoesToRingWhileNapiIsNotScheduled() throws KernelException {
    final PoolFixture at = new PoolFixture(1024);
    final boolean[] scheduled = {false};
    at.pool.linkNapi(() -> scheduled[0] ? PoolFixture.NAPI_CPU : -1);
    at.putInNapi(at.take());
    assertThat(at.stat("rx_pp_recycle_ring")).isEqualTo(1);
    scheduled[0] = true;
    at.putInNapi(at.take());
    assertThat(at.stat("rx_pp_recycle_cached")).isEqualTo(1);
  }

  @Test
  void cacheHolds128ThenRingThenAllocator() throws KernelException {
    final PoolFixture at = new PoolFixture(10);
    final Deque<Netmem> out = new ArrayDeque<>();
    for (int i = 0; i < 192; i++) {
      out.add(at.take());
    }
    assertThat(at.stat("cache")).isZero();
    out.forEach(at::putInNapi);
    assertThat(at.stat("rx_pp_recycle_cached")).isEqualTo(128);
    assertThat(at.stat("rx_pp_recycle_cache_full")).isEqualTo(64);
    assertThat(at.stat("rx_pp_recycle_ring")).isEqualTo(10);
    assertThat(at.stat("rx_pp_recycle_ring_full")).isEqualTo(54);
    assertThat(at.stat("inflight")).isEqualTo(138);
    assertThat(at.hostMemory.allocated()).isEqualTo(138);
    assertThat(at.tree.violations()).isEmpty();
  }

  @Test
  void refillMoves64FromRingAndReturnsTheOneConsumedLast() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_18, 1024, 100);
    final List<Netmem> out = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      out.add(at.take());
    }
    out.forEach(Netmem::put);
    assertThat(at.stat("ring")).isEqualTo(100);
    assertThat(at.take()).isSameAs(out.get(63));
    assertThat(at.stat("rx_pp_alloc_refill")).isEqualTo(1);
    assertThat(at.stat("cache")).isEqualTo(63);
    assertThat(at.stat("ring")).isEqualTo(36);
    assertThat(at.take()).isSameAs(out.get(62));
  }

  @Test
  void ringFullReturnsNetIovToGenPoolWhereAnotherPoolFindsIt() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_18, 1, 2);
    final PagePool other = at.create(at.params(1, true, true, 4096, true));
    final Netmem first = at.take();
    final Netmem second = at.take();
    assertThat(other.allocate()).isNull();
    first.put();
    assertThat(other.allocate()).as("in the first pool's ring").isNull();
    second.put();
    assertThat(at.stat("rx_pp_recycle_ring_full")).isEqualTo(1);
    assertThat(other.allocate()).isSameAs(second);
  }

  @Test
  void onlyLastReferenceRecycles() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_18, 16, 1);
    final Netmem netmem = at.take();
    netmem.get();
    netmem.get();
    assertThat(at.pool.users()).isEqualTo(3);
    netmem.put();
    netmem.put();
    assertThat(at.stat("ring")).isZero();
    assertThat(netmem.refCount()).isEqualTo(1);
    netmem.put();
    assertThat(at.stat("ring")).isEqualTo(1);
    assertThat(at.pool.users()).isZero();
  }

  @Test
  void twoFragmentsOf2048ShareBuffer() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_18, 16, 2);
    final Netmem first = Objects.requireNonNull(at.pool.allocateFragment(2048));
    assertThat(at.pool.lastFragmentOffset()).isZero();
    assertThat(at.pool.allocateFragment(2048)).isSameAs(first);
    assertThat(at.pool.lastFragmentOffset()).isEqualTo(2048);
    assertThat(first.refCount()).as("two parts and the pool").isEqualTo(3);
    final Netmem third = Objects.requireNonNull(at.pool.allocateFragment(2048));
    assertThat(third).isNotSameAs(first);
    assertThat(at.pool.lastFragmentOffset()).isZero();
    assertThat(first.refCount()).as("the pool let go of it").isEqualTo(2);
  }

  /** page_pool_drain_frag: nobody has a part any more, so the same buffer is handed out anew. */
  @Test
  void drainedFragmentBufferIsReusedAtOnceEvenOutsideSoftirq() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_18, 16, 2);
    final Netmem first = Objects.requireNonNull(at.pool.allocateFragment(2048));
    at.pool.allocateFragment(2048);
    first.put();
    first.put();
    assertThat(at.pool.allocateFragment(2048)).isSameAs(first);
    assertThat(at.pool.lastFragmentOffset()).isZero();
    assertThat(at.stat("rx_pp_recycle_cached")).isEqualTo(1);
    assertThat(at.stat("rx_pp_alloc_fast")).isEqualTo(1);
    assertThat(at.stat("ring")).isZero();
    assertThat(at.tree.violations()).isEmpty();
  }

  @Test
  void destroyReleasesPartlyUsedFragmentBufferWithoutRecyclingIt() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_18, 16, 2);
    Objects.requireNonNull(at.pool.allocateFragment(2048)).put();
    at.pool.destroy();
    assertThat(at.pool.isDestroyed()).isTrue();
    assertThat(at.stat("rx_pp_recycle_ring")).isZero();
    assertThat(Objects.requireNonNull(at.binding).available()).isEqualTo(2);
    assertThat(at.tree.violations()).isEmpty();
  }

  @Test
  void detachedPoolLooksAgainASecondLaterAsTheTimerWheelRoundsItAndFreesWhatCameHome()
      throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_18, 16, 3);
    final DmabufBinding binding = Objects.requireNonNull(at.binding);
    final Netmem early = at.take();
    final Netmem late = at.take();
    at.simulator.runUntil(5 * Picoseconds.PER_MS);
    at.pool.destroy();
    assertThat(at.pool.isDetached()).isTrue();
    assertThat(at.pool.detachTimePs()).isEqualTo(5 * Picoseconds.PER_MS);
    early.put();
    assertThat(at.stat("ring")).as("a detached pool still uses its ring").isEqualTo(1);
    assertThat(binding.available()).isEqualTo(1);
    at.simulator.runUntil(1023 * Picoseconds.PER_MS);
    assertThat(binding.available()).isEqualTo(1);
    at.simulator.runUntil(1024 * Picoseconds.PER_MS);
    assertThat(binding.available()).isEqualTo(2);
    late.put();
    at.simulator.runUntil(2047 * Picoseconds.PER_MS);
    assertThat(at.pool.isDestroyed()).isFalse();
    at.simulator.runUntil(2048 * Picoseconds.PER_MS);
    assertThat(at.pool.isDestroyed()).isTrue();
    assertThat(at.stat("detached")).isZero();
    assertThat(at.stat("destroyed")).isEqualTo(1);
    assertThat(at.tree.violations()).isEmpty();
  }

  @Test
  void detachedPoolNeverUsesItsCache() throws KernelException {
    final PoolFixture at = new PoolFixture(16);
    final Netmem netmem = at.take();
    at.pool.destroy();
    at.putInNapi(netmem);
    assertThat(at.stat("rx_pp_recycle_cached")).isZero();
    assertThat(at.stat("rx_pp_recycle_ring")).isEqualTo(1);
  }

  @Test
  void destroyingTwiceIsRefused() throws KernelException {
    final PoolFixture at = new PoolFixture(16);
    at.pool.destroy();
    assertThatThrownBy(at.pool::destroy).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void ringDefaultsTo1024() throws KernelException {
    final PoolFixture at = new PoolFixture(0);
    final List<Netmem> out = new ArrayList<>();
    for (int i = 0; i < 1025; i++) {
      out.add(at.take());
    }
    out.forEach(Netmem::put);
    assertThat(at.stat("rx_pp_recycle_ring")).isEqualTo(1024);
    assertThat(at.stat("rx_pp_recycle_ring_full")).isEqualTo(1);
  }

  /** Edge case G6: refused above 32768 before v6.18, clamped to 16384 since. */
  @Test
  void ringSizeCapDependsOnVersion() throws KernelException {
    final PoolFixture old = new PoolFixture(KernelProfile.V6_12, 16, 0);
    old.create(old.params(32768, true, true, 4096, false));
    assertErrno(Errno.E2BIG, () -> old.create(old.params(32769, true, true, 4096, false)));
    final PoolFixture clamped = new PoolFixture(KernelProfile.V6_18, 40000, 0);
    final List<Netmem> out = new ArrayList<>();
    for (int i = 0; i < 16385; i++) {
      out.add(clamped.take());
    }
    out.forEach(Netmem::put);
    assertThat(clamped.stat("rx_pp_recycle_ring")).isEqualTo(16384);
    assertThat(clamped.stat("rx_pp_recycle_ring_full")).isEqualTo(1);
  }

  /** Edge case G7: a provider needs DMA_MAP and DMA_SYNC_DEV; SYNC needs MAP and a max_len. */
  @Test
  void flagMatrixWithAndWithoutProvider() throws KernelException {
    for (final int pages : new int[] {0, 8}) {
      final PoolFixture at = new PoolFixture(KernelProfile.V6_18, 16, pages);
      final boolean provider = pages > 0;
      assertErrno(Errno.EINVAL, () -> at.create(at.params(16, false, true, 4096, true)));
      assertErrno(Errno.EINVAL, () -> at.create(at.params(16, true, true, 0, true)));
      if (provider) {
        assertErrno(Errno.EOPNOTSUPP, () -> at.create(at.params(16, false, false, 4096, true)));
        assertErrno(Errno.EOPNOTSUPP, () -> at.create(at.params(16, true, false, 4096, true)));
      } else {
        at.create(at.params(16, false, false, 4096, true));
        at.create(at.params(16, true, false, 4096, true));
      }
      assertThat(at.create(at.params(16, true, true, 4096, true)).provider() != null)
          .isEqualTo(provider);
    }
  }

  @Test
  void poolWithoutAllowUnreadableIgnoresProvider() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_12, 16, 8);
    final PagePool pool = at.create(at.params(16, true, true, 4096, false));
    assertThat(pool.provider()).isNull();
    assertThat(Objects.requireNonNull(pool.allocate()).isNetIov()).isFalse();
  }

  @Test
  void providerRefusesHighOrderPool() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_18, 16, 8);
    assertErrno(
        Errno.E2BIG,
        () -> at.create(new PagePoolParams(16, 1, true, true, 8192, true, 3, at.binding, 0)));
  }

  private static void assertErrno(final Errno errno, final ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(KernelException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }
}
