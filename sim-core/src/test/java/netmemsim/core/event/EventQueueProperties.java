package netmemsim.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The event list against a sorted set, operation by operation. */
class EventQueueProperties {
  /** One thing done to the list. */
  private record Operation(int kind, int which, long timePs) {}

  @Provide
  Arbitrary<Operation> operations() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9),
            Arbitraries.integers().between(0, 39),
            Arbitraries.longs().between(0, 30))
        .as(Operation::new);
  }

  /** What the list is to hold: an event, and the key that the documentation promises. */
  private record Entry(Tick event, long timePs, int priority, long rank) {
    static final Comparator<Entry> ORDER =
        Comparator.comparingLong(Entry::timePs)
            .thenComparing(Comparator.comparingInt(Entry::priority).reversed())
            .thenComparingLong(Entry::rank);
  }

  private static final class Tick extends Event {
    @Nullable Entry entry;

    Tick(final int priority) {
      super(null, (short) priority);
    }

    @Override
    public void fire(final long nowPs) {
      throw new AssertionError("only taken here");
    }
  }

  @Property(tries = 2000)
  void aListThatKeepsAllNearAgreesWithASortedSet(
      @ForAll @Size(max = 300) final List<@From("operations") Operation> operations) {
    check(new EventQueue(), operations);
  }

  @Property(tries = 2000)
  void aListThatSendsMostAwayAgreesWithASortedSet(
      @ForAll @Size(max = 300) final List<@From("operations") Operation> operations,
      @ForAll @IntRange(min = 2, max = 12) final int maxNear) {
    check(new EventQueue(maxNear), operations);
  }

  private static void check(final EventQueue queue, final List<Operation> operations) {
    final List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ticks.add(new Tick(i % 5 == 0 ? 1 + i / 5 : 5));
    }
    final TreeSet<Entry> expected = new TreeSet<>(Entry.ORDER);
    long rank = 0;
    for (final Operation operation : operations) {
      final Tick tick = ticks.get(operation.which);
      final Entry old = tick.entry;
      if (operation.kind < 6) {
        if (old != null) {
          expected.remove(old);
          queue.reschedule(tick, operation.timePs);
        } else if (operation.kind < 3) {
          queue.schedule(tick, operation.timePs);
        } else {
          queue.reschedule(tick, operation.timePs);
        }
        tick.entry = new Entry(tick, operation.timePs, tick.getPriority(), rank++);
        expected.add(tick.entry);
      } else if (operation.kind == 6) {
        assertThat(queue.cancel(tick)).isEqualTo(old != null);
        if (old != null) {
          expected.remove(old);
          tick.entry = null;
        }
      } else {
        final Entry first = expected.pollFirst();
        final Event taken = queue.takeUntil(Long.MAX_VALUE);
        assertThat(taken).isSameAs(first == null ? null : first.event);
        if (first != null) {
          first.event.entry = null;
          assertThat(first.event.isScheduled()).isFalse();
          assertThat(first.event.timePs()).isEqualTo(first.timePs);
        }
      }
      assertThat(queue.size()).isEqualTo(expected.size());
      assertThat(queue.contains(tick)).isEqualTo(tick.entry != null);
      if (operation.kind == 9) {
        assertThat(queue.firstTimePs())
            .isEqualTo(expected.isEmpty() ? Long.MAX_VALUE : expected.first().timePs);
        assertThat(queue.iterator())
            .toIterable()
            .containsExactlyElementsOf(expected.stream().map(Entry::event).toList());
      }
    }
    for (final Entry entry : expected) {
      assertThat(queue.takeUntil(Long.MAX_VALUE)).isSameAs(entry.event);
    }
    assertThat(queue.takeUntil(Long.MAX_VALUE)).isNull();
  }
}
