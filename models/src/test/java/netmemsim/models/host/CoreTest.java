package netmemsim.models.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import netmemsim.models.host.CoreFixture.Polls;
import netmemsim.models.host.CoreFixture.Steps;
import org.junit.jupiter.api.Test;

/** net/core/dev.c (net_rx_action), kernel/softirq.c, v6.12. */
class CoreTest {
  private final CoreFixture at = new CoreFixture(Map.of());

  @Test
  void pollTakesItsTimeAndCompletesAtItsEnd() {
    final Polls napi = at.new Polls("n", 100, 0);
    at.at(50, napi::schedule);
    at.simulator.runUntil(1000);
    assertThat(at.log).containsExactly("50 n polls", "150 n completes");
    assertThat(at.metric("busy_ps")).isEqualTo(100);
    assertThat(at.metric("softirq_ps")).isEqualTo(100);
    assertThat(at.metric("napi_polls")).isEqualTo(1);
  }

  @Test
  void fullPollsAreRepeatedWithoutInterrupt() {
    final Polls napi = at.new Polls("n", 100, 2);
    at.at(0, napi::interrupt);
    at.simulator.runUntil(1000);
    assertThat(at.log)
        .containsExactly("0 n polls", "100 n polls", "200 n polls", "300 n completes");
    assertThat(at.metric("interrupts")).isEqualTo(1);
  }

  @Test
  void interruptIsCountedAndCostsItsTimeOnce() {
    final CoreFixture with = new CoreFixture(Map.of(Cost.INTERRUPT, 7L));
    final Polls napi = with.new Polls("n", 100, 1);
    with.at(0, napi::interrupt);
    with.simulator.runUntil(1000);
    assertThat(with.log).containsExactly("0 n polls", "107 n polls", "207 n completes");
    assertThat(with.metric("busy_ps")).isEqualTo(207);
  }

  @Test
  void twoNapisTakeTurns() {
    final Polls first = at.new Polls("a", 10, 1);
    final Polls second = at.new Polls("b", 10, 1);
    at.at(0, first::schedule);
    at.at(0, second::schedule);
    at.simulator.runUntil(1000);
    assertThat(at.log)
        .containsExactly(
            "0 a polls",
            "10 b polls",
            "20 a polls",
            "30 a completes",
            "30 b polls",
            "40 b completes");
  }

  /** Budget of 300: after five full polls a waiting thread gets a step (ksoftirqd). */
  @Test
  void threadGetsAStepAfterFivePolls() {
    final Polls napi = at.new Polls("n", 10, 11);
    final Steps thread = at.new Steps("t", 3L, 3L, 3L);
    at.at(0, napi::schedule);
    at.at(0, thread::wake);
    at.simulator.runUntil(1000);
    assertThat(at.log.stream().filter(line -> line.contains("t steps")))
        .containsExactly("50 t steps", "103 t steps", "126 t steps");
    assertThat(at.log).contains("126 n completes");
    assertThat(at.metric("busy_ps")).isEqualTo(12 * 10 + 9);
  }

  @Test
  void softirqInterruptsAThreadsStepWhichThenGoesOn() {
    final Steps thread = at.new Steps("t", 1000L, 50L);
    final Polls napi = at.new Polls("n", 100, 0);
    at.at(0, thread::wake);
    at.at(400, napi::schedule);
    at.simulator.runUntil(5000);
    assertThat(at.log)
        .containsExactly(
            "0 t steps", "400 n polls", "500 n completes", "1100 t steps", "1150 t sleeps");
    assertThat(at.metric("busy_ps")).isEqualTo(1150);
    assertThat(at.metric("softirq_ps")).isEqualTo(100);
  }

  @Test
  void stepThatRaisesASoftirqLetsItRunBeforeItsTimePasses() {
    final Polls napi = at.new Polls("n", 100, 0);
    final ProcessThread thread =
        new ProcessThread(at.core) {
          private int steps;

          @Override
          protected long step(final long nowPs) {
            at.note("t steps");
            if (steps++ == 0) {
              napi.schedule();
              return 1000;
            }
            return SLEEP;
          }
        };
    at.at(0, thread::wake);
    at.simulator.runUntil(5000);
    assertThat(at.log).containsExactly("0 t steps", "0 n polls", "100 n completes", "1100 t steps");
  }

  /** Work found at the end of a poll is paid before the core takes up anything else. */
  @Test
  void chargedWorkDelaysTheThreadThatItWoke() {
    final Polls napi = at.new Polls("n", 100, 0);
    final Steps thread = at.new Steps("t", 10L);
    napi.chargePs = 500;
    napi.onEnd = thread::wake;
    at.at(0, napi::schedule);
    at.simulator.runUntil(5000);
    assertThat(at.log)
        .containsExactly("0 n polls", "100 n completes", "600 t steps", "610 t sleeps");
    assertThat(at.metric("busy_ps")).isEqualTo(610);
    assertThat(at.metric("softirq_ps")).isEqualTo(600);
  }

  @Test
  void chargedWorkDelaysTheNextPoll() {
    final Polls napi = at.new Polls("n", 100, 1);
    napi.chargePs = 50;
    at.at(0, napi::schedule);
    at.simulator.runUntil(5000);
    assertThat(at.log).containsExactly("0 n polls", "150 n polls", "250 n completes");
  }

  /**
   * Work of a device's interrupt during a poll comes on top of it; it cannot be had for nothing.
   */
  @Test
  void workChargedWhileTheCoreIsBusyIsAddedToItsEnd() {
    final Polls napi = at.new Polls("n", 100, 1);
    at.at(0, napi::schedule);
    at.at(
        30,
        () -> {
          at.host.context().enter(0, true);
          at.host.charge(40);
          at.host.context().leave();
        });
    at.simulator.runUntil(5000);
    assertThat(at.log).containsExactly("0 n polls", "140 n polls", "240 n completes");
    assertThat(at.metric("busy_ps")).isEqualTo(240);
  }

  @Test
  void workChargedToAnIdleCoreDelaysWhatComesNext() {
    final Steps thread = at.new Steps("t", 5L);
    at.at(
        0,
        () -> {
          at.host.context().enter(0, true);
          at.host.charge(100);
          at.host.context().leave();
        });
    at.at(40, thread::wake);
    at.simulator.runUntil(5000);
    assertThat(at.log).containsExactly("100 t steps", "105 t sleeps");
  }

  @Test
  void chargeWithoutCoreHasNoEffect() {
    at.host.charge(100);
    assertThat(at.metric("busy_ps")).isZero();
  }

  @Test
  void sleepingThreadRunsAfterTheWakeUpCost() {
    final CoreFixture with = new CoreFixture(Map.of(Cost.WAKEUP, 20L));
    final Steps thread = with.new Steps("t", 5L);
    with.at(100, thread::wake);
    with.simulator.runUntil(1000);
    assertThat(with.log).containsExactly("120 t steps", "125 t sleeps");
  }

  @Test
  void wakeDuringAStepIsNotLost() {
    final Steps thread = at.new Steps("t", 100L);
    at.at(0, thread::wake);
    at.at(
        60,
        () -> {
          thread.add(30);
          thread.wake();
        });
    at.simulator.runUntil(1000);
    assertThat(at.log).containsExactly("0 t steps", "100 t steps", "130 t sleeps");
  }

  @Test
  void threadsTakeTurnsStepByStep() {
    final Steps first = at.new Steps("a", 10L, 10L);
    final Steps second = at.new Steps("b", 10L, 10L);
    at.at(0, first::wake);
    at.at(0, second::wake);
    at.simulator.runUntil(1000);
    assertThat(at.log.stream().filter(line -> line.endsWith("steps")))
        .containsExactly("0 a steps", "10 b steps", "20 a steps", "30 b steps");
  }
}
