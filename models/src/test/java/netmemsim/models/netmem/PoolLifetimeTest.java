package netmemsim.models.netmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.PagePoolSwitch;
import netmemsim.models.testbed.Traced;
import org.junit.jupiter.api.Test;

/** The end of page pools, edge cases G1, G2, G4, G8. */
class PoolLifetimeTest {
  private static final KernelProfile WARNS =
      KernelProfile.V6_12.with(PagePoolSwitch.PAGE_POOL_WARNS_VISIBLE, true);

  /**
   * The log of a fec device with 1389 pages out (20f797399035): reports at 60, 120, 181, 241 and
   * 302 s. Each look is one second and the timer wheel's rounding after the one before.
   */
  @Test
  void stalledPoolWarnsAtTheSecondsOfThePublishedLog() throws KernelException {
    final PoolFixture at = new PoolFixture(WARNS, 16, 0);
    final Traced traced = new Traced(at.tree, "page_pool_stalled");
    for (int i = 0; i < 1389; i++) {
      at.take();
    }
    at.pool.destroy();
    at.simulator.runUntil(310 * Picoseconds.PER_S);
    assertThat(traced.records().stream().map(record -> record.replaceAll(".* ", "")))
        .containsExactly("60", "120", "181", "241", "302");
    assertThat(at.stat("stalled_warnings")).isEqualTo(5);
    assertThat(at.stat("inflight")).isEqualTo(1389);
  }

  @Test
  void poolThatCanBeSeenDoesNotWarnAndOneWhoseDeviceIsGoneDoes() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_12, 16, 0);
    at.take();
    at.pool.destroy();
    at.simulator.runUntil(130 * Picoseconds.PER_S);
    assertThat(at.stat("stalled_warnings")).isZero();
    at.pool.orphan();
    at.simulator.runUntil(190 * Picoseconds.PER_S);
    assertThat(at.stat("stalled_warnings")).isEqualTo(1);
  }

  @Test
  void negativeInflightIsNeverLookedAtAgainAndThePoolNeverFreed() throws KernelException {
    final PoolFixture at = new PoolFixture(1024);
    at.pool.releaseTwiceEvery(10);
    for (int i = 0; i < 1000; i++) {
      at.take().put();
    }
    // 64 pages were taken in bulk, 100 were counted out that never left.
    assertThat(at.stat("inflight")).isEqualTo(64 - 100);
    at.pool.destroy();
    assertThat(at.stat("inflight")).isEqualTo(-100);
    at.simulator.runUntil(10 * Picoseconds.PER_S);
    assertThat(at.pool.isDestroyed()).isFalse();
    assertThat(at.tree.violations()).isEmpty();
  }

  @Test
  void countersWrapAt32BitsAndOnlyTheirDistanceCounts() throws KernelException {
    final PoolFixture at = new PoolFixture(1);
    at.pool.setCounts(0xffff_fff0, 0xffff_fff0);
    final List<Netmem> out = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      out.add(at.take());
    }
    assertThat(at.stat("inflight")).isEqualTo(64);
    out.forEach(Netmem::put);
    at.pool.destroy();
    assertThat(at.pool.isDestroyed()).isTrue();
  }

  /** Before v5.5 a pool was freed after 120 s; a page that came at 121 s hit freed memory. */
  @Test
  void forcedFreeAt120SecondsMeetsThePageThatComesAt121() throws KernelException {
    for (final boolean force : new boolean[] {true, false}) {
      final PoolFixture at =
          new PoolFixture(
              KernelProfile.V6_12.with(PagePoolSwitch.PAGE_POOL_FORCE_FREE, force), 16, 0);
      final Netmem page = at.take();
      at.pool.destroy();
      at.simulator.runUntil(122 * Picoseconds.PER_S);
      assertThat(at.pool.isDestroyed()).isEqualTo(force);
      page.put();
      assertThat(at.stat("returned_after_free")).isEqualTo(force ? 1 : 0);
      at.simulator.runUntil(124 * Picoseconds.PER_S);
      assertThat(at.pool.isDestroyed()).isTrue();
      assertThat(at.tree.violations()).isEmpty();
    }
  }

  /** RFC v3: in flight is all that was ever allocated, and the pool never dies. */
  @Test
  void uncountedReleaseLooksLikeALeakOfAllThatWasEverAllocated() throws KernelException {
    final KernelProfile rfc =
        KernelProfile.V6_12.with(PagePoolSwitch.PROVIDER_RELEASE_UNCOUNTED, true);
    final PoolFixture at = new PoolFixture(rfc, 16, 4);
    for (int i = 0; i < 500; i++) {
      at.take().put();
    }
    assertThat(at.stat("inflight")).isEqualTo(500);
    assertThat(Objects.requireNonNull(at.binding).available()).isEqualTo(4);
    at.pool.destroy();
    at.simulator.runUntil(10 * Picoseconds.PER_S);
    assertThat(at.pool.isDestroyed()).isFalse();
    assertThat(at.tree.violations()).isEmpty();
  }
}
