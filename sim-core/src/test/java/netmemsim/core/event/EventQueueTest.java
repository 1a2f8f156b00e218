package netmemsim.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEvent;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private static final class Tick extends Event {
    Tick() {
      super(null);
    }

    @Override
    public void fire(final long nowPs) {
      throw new AssertionError("only taken here");
    }
  }

  @Test
  void aHundredThousandEventsComeInOrderWhileTheyMoveAndAreCancelled() {
    final Random random = new Random(1);
    final EventQueue queue = new EventQueue();
    final List<Event> ticks = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      final Event tick = new Tick();
      ticks.add(tick);
      // Half of them at few times, so that many are equal where the heap and the list part.
      queue.schedule(tick, i % 2 == 0 ? random.nextInt(20) * 1000 : random.nextInt(1_000_000));
    }
    for (int i = 0; i < 50_000; i++) {
      queue.reschedule(ticks.get(random.nextInt(ticks.size())), random.nextInt(500_000));
      queue.cancel(ticks.get(random.nextInt(ticks.size())));
    }
    final List<Event> expected =
        new ArrayList<>(ticks.stream().filter(Event::isScheduled).toList());
    expected.sort(Comparator.comparingLong(Event::timePs).thenComparingLong(Event::getId));
    assertThat(queue.size()).isEqualTo(expected.size()).isGreaterThan(50_000);

    final List<Event> taken = new ArrayList<>();
    for (Event first = queue.takeUntil(Long.MAX_VALUE);
        first != null;
        first = queue.takeUntil(Long.MAX_VALUE)) {
      taken.add(first);
    }
    assertThat(taken).isEqualTo(expected);
  }

  @Test
  void manyMoreEventsAtOneTimeThanTheHeapHoldsComeInOrderOfScheduling() {
    final EventQueue queue = new EventQueue(16);
    final List<Event> ticks = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      final Event tick = new Tick();
      ticks.add(tick);
      queue.schedule(tick, 7);
    }
    for (final Event tick : ticks) {
      assertThat(queue.takeUntil(7)).isSameAs(tick);
    }
  }

  @Test
  void anEventThatIsNotDueStays() {
    final EventQueue queue = new EventQueue();
    queue.schedule(new Tick(), 8);
    assertThat(queue.takeUntil(7)).isNull();
    assertThat(queue.takeUntil(8)).isNotNull();
  }

  @Test
  void anEventIsInOneListOnceAtMost() {
    final EventQueue one = new EventQueue();
    final EventQueue other = new EventQueue();
    final Event tick = new Tick();
    one.schedule(tick, 1);
    assertThatIllegalStateException().isThrownBy(() -> one.schedule(tick, 2));
    assertThatIllegalStateException().isThrownBy(() -> other.schedule(tick, 2));
    assertThatIllegalStateException().isThrownBy(() -> other.reschedule(tick, 2));
    assertThat(other.cancel(tick)).isFalse();
    assertThat(other.contains(tick)).isFalse();
    assertThat(one.takeUntil(1)).isSameAs(tick);
    other.schedule(tick, 2);
    assertThat(one.contains(tick)).isFalse();
    assertThat(one.cancel(tick)).isFalse();
  }

  @Test
  void aClearedListLetsItsEventsGo() {
    final EventQueue queue = new EventQueue(2);
    final List<Event> ticks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      final Event tick = new Tick();
      ticks.add(tick);
      queue.schedule(tick, i);
    }
    queue.takeUntil(100);
    queue.clear();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.first()).isNull();
    assertThat(queue.removeFirst()).isNull();
    assertThat(ticks).noneMatch(Event::isScheduled);
    queue.schedule(ticks.get(3), 5);
    assertThat(queue.first()).isSameAs(ticks.get(3));
  }

  @Test
  void anEventOfDsolIsFoundRemovedAndKeptOnceOnly() {
    final EventQueue queue = new EventQueue();
    final SimEventInterface<Long> foreign = new SimEvent<>(3L, this, "toString", null);
    queue.add(foreign);
    queue.add(foreign);
    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.contains(foreign)).isTrue();
    assertThat(queue.first()).isSameAs(foreign);
    assertThat(queue.iterator()).toIterable().containsExactly(foreign);
    assertThat(queue.remove(foreign)).isTrue();
    assertThat(queue.remove(foreign)).isFalse();
    assertThat(queue.isEmpty()).isTrue();
    queue.add(foreign);
    assertThat(queue.removeFirst()).isSameAs(foreign);
    assertThat(queue.contains(foreign)).isFalse();
  }
}
