package netmemsim.models.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import netmemsim.models.host.CoreFixture.Polls;
import org.junit.jupiter.api.Test;

/** napi_schedule, napi_disable and napi_enable, net/core/dev.c v6.12. */
class NapiTest {
  private final CoreFixture at = new CoreFixture(Map.of());

  @Test
  void schedulingTwiceIsOnePoll() {
    final Polls napi = at.new Polls("n", 100, 0);
    at.at(0, napi::schedule);
    at.at(0, napi::schedule);
    at.at(50, napi::schedule);
    at.simulator.runUntil(1000);
    assertThat(at.log).containsExactly("0 n polls", "100 n completes");
  }

  @Test
  void wishWhileDisabledIsServedWhenEnabled() {
    final Polls napi = at.new Polls("n", 100, 0);
    at.at(0, napi::disable);
    at.at(10, napi::interrupt);
    at.at(500, napi::enable);
    at.simulator.runUntil(1000);
    assertThat(at.log).containsExactly("500 n polls", "600 n completes");
  }

  @Test
  void enableWithoutWishDoesNotPoll() {
    final Polls napi = at.new Polls("n", 100, 0);
    at.at(0, napi::disable);
    at.at(500, napi::enable);
    at.simulator.runUntil(1000);
    assertThat(at.log).isEmpty();
  }

  /** The poll in progress does its work, no further one begins, and nothing is forgotten. */
  @Test
  void disableDuringAPollEndsItWithoutCompletingAndEnableGoesOn() {
    final Polls napi = at.new Polls("n", 100, 3);
    at.at(0, napi::schedule);
    at.at(50, napi::disable);
    at.at(700, napi::enable);
    at.simulator.runUntil(2000);
    assertThat(at.log)
        .containsExactly(
            "0 n polls", "700 n polls", "800 n polls", "900 n polls", "1000 n completes");
    assertThat(napi.isScheduled()).isFalse();
  }

  @Test
  void disableAndEnableDuringOnePollLeaveItAlone() {
    final Polls napi = at.new Polls("n", 100, 0);
    at.at(0, napi::schedule);
    at.at(30, napi::disable);
    at.at(60, napi::enable);
    at.simulator.runUntil(2000);
    assertThat(at.log).containsExactly("0 n polls", "100 n completes");
  }

  @Test
  void disabledWhileItWaitsForTheCoreItIsPolledAfterEnable() {
    final Polls busy = at.new Polls("b", 100, 0);
    final Polls napi = at.new Polls("n", 10, 0);
    at.at(0, busy::schedule);
    at.at(20, napi::schedule);
    at.at(40, napi::disable);
    at.at(300, napi::enable);
    at.simulator.runUntil(2000);
    assertThat(at.log)
        .containsExactly("0 b polls", "100 b completes", "300 n polls", "310 n completes");
  }

  @Test
  void disabledAndEnabledWhileItWaitsItKeepsItsPlace() {
    final Polls busy = at.new Polls("b", 100, 0);
    final Polls napi = at.new Polls("n", 10, 0);
    at.at(0, busy::schedule);
    at.at(20, napi::schedule);
    at.at(40, napi::disable);
    at.at(50, napi::enable);
    at.simulator.runUntil(2000);
    assertThat(at.log)
        .containsExactly("0 b polls", "100 b completes", "100 n polls", "110 n completes");
  }
}
