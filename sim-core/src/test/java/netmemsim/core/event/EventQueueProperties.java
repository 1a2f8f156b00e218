package netmemsim.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The heap against a plain sorted list, under random scheduling, moving, cancelling and taking. */
final class EventQueueProperties {
  private static final int EVENTS = 24;

  /** What is done next: 0 schedule, 1 reschedule, 2 cancel, 3 take. */
  record Step(int action, int event, long timePs) {}

  private static final class Plain extends Event {
    Plain(final short priority) {
      super(null, priority);
    }

    @Override
    public void fire(final long nowPs) {}
  }

  /** An entry of the model: equal times run by priority, then in the order of scheduling. */
  private record Entry(Event event, long timePs, short priority, long rank) {
    static final Comparator<Entry> ORDER =
        Comparator.comparingLong(Entry::timePs)
            .thenComparing(Entry::priority, Comparator.reverseOrder())
            .thenComparingLong(Entry::rank);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, EVENTS - 1),
            Arbitraries.longs().between(0, 20))
        .as(Step::new)
        .list()
        .ofMaxSize(300);
  }

  @Property
  void takesEventsInTheOrderOfTimePriorityAndScheduling(@ForAll("steps") final List<Step> steps) {
    final EventQueue queue = new EventQueue();
    final List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(new Plain((short) (1 + i % 10)));
    }
    final List<Entry> model = new ArrayList<>();
    long rank = 0;
    for (final Step step : steps) {
      final Event event = events.get(step.event());
      final boolean scheduled = model.stream().anyMatch(entry -> entry.event() == event);
      assertThat(event.isScheduled()).isEqualTo(scheduled);
      switch (step.action()) {
        case 0, 1 -> {
          if (step.action() == 1) {
            model.removeIf(entry -> entry.event() == event);
            queue.reschedule(event, step.timePs());
          } else if (!scheduled) {
            queue.schedule(event, step.timePs());
          } else {
            continue;
          }
          model.add(new Entry(event, step.timePs(), event.getPriority(), rank++));
        }
        case 2 -> {
          assertThat(queue.cancel(event)).isEqualTo(scheduled);
          model.removeIf(entry -> entry.event() == event);
        }
        default -> {
          if (!model.isEmpty()) {
            takeAndCompare(queue, model);
          }
        }
      }
      model.sort(Entry.ORDER);
      assertThat(queue.size()).isEqualTo(model.size());
      assertThat(queue.firstTimePs())
          .isEqualTo(model.isEmpty() ? Long.MAX_VALUE : model.get(0).timePs());
    }
    while (!model.isEmpty()) {
      takeAndCompare(queue, model);
    }
    assertThat(queue.isEmpty()).isTrue();
  }

  private static void takeAndCompare(final EventQueue queue, final List<Entry> model) {
    model.sort(Entry.ORDER);
    assertThat(queue.takeUntil(Long.MAX_VALUE)).isSameAs(model.remove(0).event());
  }

  @Property
  void iteratesInTheOrderOfExecutionWithoutTakingAnything(
      @ForAll final List<@net.jqwik.api.constraints.LongRange(min = 0, max = 50) Long> times) {
    final EventQueue queue = new EventQueue();
    for (final long timePs : times) {
      queue.schedule(new Plain((short) 5), timePs);
    }
    final List<Long> seen = new ArrayList<>();
    queue.iterator().forEachRemaining(event -> seen.add(event.getAbsoluteExecutionTime()));
    assertThat(seen).isEqualTo(times.stream().sorted().toList());
    assertThat(queue.size()).isEqualTo(times.size());
  }
}
