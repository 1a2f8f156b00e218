package netmemsim.models.netmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import org.jspecify.annotations.Nullable;

/** A page pool under any sequence of operations behaves as kernel-facts.md 3.5 to 3.9 says. */
class PagePoolProperties {
  private enum Step {
    ALLOCATE,
    ALLOCATE_MANY,
    ALLOCATE_FRAGMENT,
    GET,
    PUT_IN_NAPI,
    PUT_MANY_IN_NAPI,
    PUT_IN_PROCESS,
    PUT_MANY_IN_PROCESS
  }

  private static final int MANY = 70;

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.of(Step.class).list().ofMinSize(1).ofMaxSize(60);
  }

  @Property(tries = 300)
  void hostPagesAgreeWithReference(
      @ForAll("steps") final List<Step> steps,
      @ForAll @IntRange(min = 1, max = 200) final int ring,
      @ForAll @IntRange(max = 1000) final int choice)
      throws KernelException {
    run(steps, ring, 0, choice);
  }

  @Property(tries = 300)
  void netIovsAgreeWithReference(
      @ForAll("steps") final List<Step> steps,
      @ForAll @IntRange(min = 1, max = 200) final int ring,
      @ForAll @IntRange(min = 1, max = 300) final int pages,
      @ForAll @IntRange(max = 1000) final int choice)
      throws KernelException {
    run(steps, ring, pages, choice);
  }

  private static void run(final List<Step> steps, final int ring, final int pages, final int choice)
      throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_18, ring, pages);
    final Reference expected = new Reference(ring, pages);
    final List<Netmem> out = new ArrayList<>();
    int pick = choice;
    for (final Step step : steps) {
      final int times = step.name().contains("MANY") ? MANY : 1;
      for (int i = 0; i < times; i++) {
        pick = (pick * 31 + 7) & 0xFFFF;
        one(at, expected, out, step, pick);
      }
      expected.compareWith(at);
      assertThat(at.tree.violations()).isEmpty();
      assertThat(at.pool.users() - at.pool.ownReferences()).isEqualTo(out.size());
    }
    finish(at, out);
  }

  private static void one(
      final PoolFixture at,
      final Reference expected,
      final List<Netmem> out,
      final Step step,
      final int pick) {
    switch (step) {
      case ALLOCATE, ALLOCATE_MANY -> keep(out, at.pool.allocate(), expected.allocate());
      case ALLOCATE_FRAGMENT ->
          keep(out, at.pool.allocateFragment(2048), expected.allocateFragment());
      case GET -> {
        if (!out.isEmpty()) {
          final Netmem netmem = out.get(pick % out.size());
          netmem.get();
          expected.references.merge(netmem, 1, Integer::sum);
          out.add(netmem);
        }
      }
      case PUT_IN_NAPI, PUT_MANY_IN_NAPI -> {
        if (!out.isEmpty()) {
          final Netmem netmem = out.remove(pick % out.size());
          at.putInNapi(netmem);
          expected.put(netmem, true);
        }
      }
      case PUT_IN_PROCESS, PUT_MANY_IN_PROCESS -> {
        if (!out.isEmpty()) {
          final Netmem netmem = out.remove(pick % out.size());
          netmem.put();
          expected.put(netmem, false);
        }
      }
      default -> throw new AssertionError(step);
    }
    expected.learn(at, step, out);
  }

  private static void keep(
      final List<Netmem> out, final @Nullable Netmem netmem, final boolean expected) {
    assertThat(netmem != null).as("there is a buffer").isEqualTo(expected);
    if (netmem != null) {
      out.add(netmem);
    }
  }

  /** The pool dies at the first look after the last buffer is home: 256 ticks of 4 ms. */
  private static void finish(final PoolFixture at, final List<Netmem> out) {
    at.pool.destroy();
    assertThat(at.pool.isDestroyed()).isEqualTo(out.isEmpty());
    for (final Netmem netmem : out) {
      at.putInNapi(netmem);
    }
    at.simulator.runUntil(1024 * Picoseconds.PER_MS - 1);
    assertThat(at.pool.isDestroyed()).isEqualTo(out.isEmpty());
    at.simulator.runUntil(1024 * Picoseconds.PER_MS);
    assertThat(at.pool.isDestroyed()).isTrue();
    assertThat(at.pool.users()).isZero();
    assertThat(at.hostMemory.allocated()).isZero();
    if (at.binding != null) {
      assertThat(at.binding.available()).isEqualTo(at.binding.size());
    }
    assertThat(at.tree.violations()).isEmpty();
  }

  /** Counts only: which buffer is where matters as far as the order of cache and ring shows it. */
  private static final class Reference {
    private final int ringSize;
    private final boolean hasProvider;
    private int providerFree;
    private int cache;
    private int ring;
    private long hold;
    private long release;
    private long fast;
    private long slow;
    private long empty;
    private long refill;
    private long cached;
    private long cacheFull;
    private long toRing;
    private long ringFull;
    private @Nullable Netmem fragment;
    private int fragmentParts;
    private boolean newFragment;
    private final IdentityHashMap<Netmem, Integer> references = new IdentityHashMap<>();

    Reference(final int ringSize, final int pages) {
      this.ringSize = ringSize;
      this.hasProvider = pages > 0;
      this.providerFree = pages;
    }

    boolean allocate() {
      if (cache > 0) {
        fast++;
        cache--;
        return true;
      }
      if (ring > 0) {
        final int moved = Math.min(64, ring);
        ring -= moved;
        cache = moved - 1;
        refill++;
        return true;
      }
      empty++;
      if (!hasProvider) {
        hold += 64;
        cache = 63;
        slow++;
        return true;
      }
      if (providerFree == 0) {
        return false;
      }
      providerFree--;
      hold++;
      return true;
    }

    boolean allocateFragment() {
      newFragment = false;
      final Netmem current = fragment;
      if (current != null && fragmentParts < 2) {
        fragmentParts++;
        references.merge(current, 1, Integer::sum);
        return true;
      }
      if (current != null) {
        if (Objects.requireNonNull(references.get(current)) == 1) {
          cached++;
          fast++;
          fragmentParts = 1;
          references.merge(current, 1, Integer::sum);
          return true;
        }
        references.merge(current, -1, Integer::sum);
        fragment = null;
      }
      if (!allocate()) {
        return false;
      }
      newFragment = true;
      fragmentParts = 1;
      return true;
    }

    /** Which buffer an allocation gave is the pool's choice; the reference only notes it. */
    void learn(final PoolFixture at, final Step step, final List<Netmem> out) {
      if (step == Step.ALLOCATE || step == Step.ALLOCATE_MANY) {
        if (!out.isEmpty() && !references.containsKey(out.get(out.size() - 1))) {
          references.put(out.get(out.size() - 1), 1);
        }
      } else if (step == Step.ALLOCATE_FRAGMENT && newFragment) {
        final Netmem made = out.get(out.size() - 1);
        references.put(made, 2);
        fragment = made;
        newFragment = false;
      }
      assertThat(at.pool.ownReferences()).isEqualTo(fragment == null ? 0 : 1);
    }

    void put(final Netmem netmem, final boolean inNapi) {
      if (references.merge(netmem, -1, Integer::sum) > 0) {
        return;
      }
      references.remove(netmem);
      if (inNapi && cache < 128) {
        cached++;
        cache++;
        return;
      }
      if (inNapi) {
        cacheFull++;
      }
      if (ring < ringSize) {
        toRing++;
        ring++;
        return;
      }
      ringFull++;
      release++;
      providerFree++;
    }

    void compareWith(final PoolFixture at) {
      assertThat(at.stat("cache")).isEqualTo(cache);
      assertThat(at.stat("ring")).isEqualTo(ring);
      assertThat(at.stat("inflight")).isEqualTo(hold - release);
      assertThat(at.stat("rx_pp_alloc_fast")).isEqualTo(fast);
      assertThat(at.stat("rx_pp_alloc_slow")).isEqualTo(slow);
      assertThat(at.stat("rx_pp_alloc_empty")).isEqualTo(empty);
      assertThat(at.stat("rx_pp_alloc_refill")).isEqualTo(refill);
      assertThat(at.stat("rx_pp_recycle_cached")).isEqualTo(cached);
      assertThat(at.stat("rx_pp_recycle_cache_full")).isEqualTo(cacheFull);
      assertThat(at.stat("rx_pp_recycle_ring")).isEqualTo(toRing);
      assertThat(at.stat("rx_pp_recycle_ring_full")).isEqualTo(ringFull);
      if (at.binding != null) {
        assertThat(at.binding.available()).isEqualTo(providerFree);
      }
    }
  }
}
