package netmemsim.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import netmemsim.core.TestRun;
import nl.tudelft.simulation.dsol.SimRuntimeException;
import nl.tudelft.simulation.dsol.eventlists.RedBlackTree;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import org.djutils.event.EventListener;
import org.junit.jupiter.api.Test;

class NetSimulatorTest {
  private final NetSimulator simulator = TestRun.simulator();
  private final List<String> log = new ArrayList<>();

  private static Event event(final LongConsumer action) {
    return event(5, action);
  }

  private static Event event(final int priority, final LongConsumer action) {
    return new Event(null, (short) priority) {
      @Override
      public void fire(final long nowPs) {
        action.accept(nowPs);
      }
    };
  }

  private Event logging(final int priority, final String name) {
    return event(priority, nowPs -> log.add(nowPs + " " + name));
  }

  @Test
  void equalTimesRunInOrderOfPriorityThenOfScheduling() {
    final Event first = logging(5, "first");
    final Event second = logging(5, "second");
    simulator.scheduleAt(logging(1, "low"), 10);
    simulator.scheduleAt(second, 10);
    simulator.scheduleAt(first, 10);
    simulator.scheduleAt(logging(10, "high"), 10);
    simulator.scheduleAt(logging(5, "before"), 9);
    simulator.moveTo(second, 10);
    TestRun.run(simulator);
    assertThat(log).containsExactly("9 before", "10 high", "10 first", "10 second", "10 low");
    // And DSOL's own two: the end of the warm-up and of the replication.
    assertThat(simulator.eventsFired()).isEqualTo(7);
    assertThat(simulator.nowPs()).isEqualTo(TestRun.END_PS);
  }

  @Test
  void anEventMovesItselfAndOthersAndCancelsOthers() {
    final Event victim = logging(5, "victim");
    final Event late = logging(5, "late");
    simulator.scheduleAt(victim, 20);
    simulator.scheduleAt(late, 30);
    final int[] left = {3};
    simulator.scheduleAt(
        new Event(null) {
          @Override
          public void fire(final long nowPs) {
            log.add(nowPs + " self");
            assertThat(isScheduled()).isFalse();
            assertThat(simulator.cancel(victim)).isEqualTo(left[0] == 3);
            simulator.moveTo(late, 12);
            if (--left[0] > 0) {
              simulator.scheduleIn(this, 1);
            }
          }
        },
        10);
    TestRun.run(simulator);
    assertThat(log).containsExactly("10 self", "11 self", "12 late", "12 self", "12 late");
    assertThat(simulator.failure()).isNull();
  }

  @Test
  void thePastIsRefused() {
    simulator.scheduleAt(
        event(
            nowPs -> {
              final Event other = logging(5, "other");
              assertThatExceptionOfType(SimRuntimeException.class)
                  .isThrownBy(() -> simulator.scheduleAt(other, nowPs - 1))
                  .withMessageContaining("100>99");
              assertThatExceptionOfType(SimRuntimeException.class)
                  .isThrownBy(() -> simulator.scheduleIn(other, -1));
              assertThatExceptionOfType(SimRuntimeException.class)
                  .isThrownBy(() -> simulator.scheduleIn(other, Long.MAX_VALUE));
              assertThatExceptionOfType(SimRuntimeException.class)
                  .isThrownBy(() -> simulator.moveTo(other, 0));
              assertThat(other.isScheduled()).isFalse();
              log.add("checked");
            }),
        100);
    TestRun.run(simulator);
    assertThat(log).containsExactly("checked");
    assertThat(simulator.failure()).isNull();
  }

  @Test
  void anExceptionStopsTheRunAndIsKept() {
    final RuntimeException thrown = new IllegalStateException("broken");
    simulator.scheduleAt(
        event(
            nowPs -> {
              throw thrown;
            }),
        100);
    simulator.scheduleAt(logging(5, "never"), 101);
    TestRun.run(simulator);
    assertThat(simulator.failure()).isSameAs(thrown);
    assertThat(simulator.nowPs()).isEqualTo(100);
    assertThat(log).isEmpty();
  }

  @Test
  void anErrorStopsTheRunAndIsKept() {
    final Error thrown = new AssertionError("broken");
    simulator.scheduleAt(
        event(
            nowPs -> {
              throw thrown;
            }),
        100);
    simulator.scheduleAt(logging(5, "never"), 101);
    TestRun.run(simulator);
    assertThat(simulator.failure()).hasCause(thrown);
    assertThat(log).isEmpty();
  }

  @Test
  void anotherThreadSchedulesThroughDsolDuringARun() throws InterruptedException {
    final AtomicInteger fired = new AtomicInteger();
    final int count = 200;
    final Thread other =
        new Thread(
            () -> {
              for (int i = 0; i < count; i++) {
                simulator.scheduleEventAbs(TestRun.END_PS - 1 - i % 7, fired::incrementAndGet);
              }
            });
    simulator.scheduleAt(
        new Event(null) {
          @Override
          public void fire(final long nowPs) {
            if (nowPs == 0) {
              other.start();
            }
            // Goes on until the other has done, and then lets time pass.
            final long delayPs = other.isAlive() ? 1 : TestRun.END_PS / 4;
            simulator.scheduleIn(this, Math.min(delayPs, TestRun.END_PS + 1 - nowPs));
          }
        },
        0);
    TestRun.run(simulator);
    other.join();
    assertThat(simulator.failure()).isNull();
    assertThat(fired.get()).isEqualTo(count);
  }

  @Test
  void whoListensToTheTimeHearsItFromTheNextEventOn() {
    final EventListener listener = heard -> log.add("time");
    simulator.scheduleAt(
        event(nowPs -> simulator.addListener(listener, SimulatorInterface.TIME_CHANGED_EVENT)), 5);
    simulator.scheduleAt(logging(5, "a"), 6);
    simulator.scheduleAt(logging(5, "b"), 6);
    simulator.scheduleAt(
        event(nowPs -> simulator.removeListener(listener, SimulatorInterface.TIME_CHANGED_EVENT)),
        7);
    simulator.scheduleAt(logging(5, "c"), 8);
    TestRun.run(simulator);
    assertThat(log).containsExactly("time", "6 a", "6 b", "time", "8 c");
  }

  @Test
  void aSecondInitialisationStartsAfresh() {
    simulator.scheduleAt(logging(5, "old"), 10);
    simulator.step();
    simulator.step();
    simulator.initialize(
        java.util.Objects.requireNonNull(simulator.getModel()),
        new SingleReplication<>("again", 3L, 0L, 50L));
    assertThat(simulator.nowPs()).isEqualTo(3);
    assertThat(simulator.getSimulatorTime()).isEqualTo(3L);
    assertThat(simulator.eventsFired()).isZero();
    simulator.scheduleIn(logging(5, "new"), 4);
    TestRun.run(simulator);
    assertThat(log).containsExactly("10 old", "7 new");
    assertThat(simulator.nowPs()).isEqualTo(53);
  }

  @Test
  void whatThisSimulatorCannotDoIsRefused() {
    assertThatExceptionOfType(SimRuntimeException.class)
        .isThrownBy(() -> simulator.setEventList(new RedBlackTree<>()));
    assertThatExceptionOfType(SimRuntimeException.class)
        .isThrownBy(
            () ->
                simulator.initialize(
                    java.util.Objects.requireNonNull(simulator.getModel()),
                    new SingleReplication<>("early", -1L, 0L, 50L)));
    simulator.cleanUp();
  }
}
