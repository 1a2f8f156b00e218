package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where the timer wheel rounds expiries to (kernel/time/timer.c). */
class JiffiesTest {
  private final Jiffies jiffies = new Jiffies(250);

  @Test
  void timesAreRoundedUpToTicks() {
    assertThat(jiffies.ofUs(1)).isOne();
    assertThat(jiffies.ofUs(4000)).isOne();
    assertThat(jiffies.ofUs(4001)).isEqualTo(2);
    assertThat(jiffies.at(7 * VirtualTime.MS)).isOne();
    assertThat(jiffies.at(8 * VirtualTime.MS)).isEqualTo(2);
    assertThat(jiffies.at(3 * VirtualTime.MS)).isZero();
  }

  @Test
  void nearTimerFiresWithinATickAfterItsExpiry() {
    assertThat(jiffies.firePs(110, 100)).isEqualTo(111 * jiffies.tickPs);
  }

  @Test
  void farTimerFiresInACoarserSlotAndNeverEarly() {
    for (long delta = 0; delta < 40_000; delta += 37) {
      final long slot =
          delta < 63 ? 1 : delta < 504 ? 8 : delta < 4032 ? 64 : delta < 32256 ? 512 : 4096;
      final long fires = jiffies.firePs(1000 + delta, 1000) / jiffies.tickPs;
      assertThat(fires).isGreaterThan(1000 + delta);
      assertThat(fires - (1000 + delta)).isLessThanOrEqualTo(slot);
      assertThat(fires % slot).isZero();
    }
  }
}
