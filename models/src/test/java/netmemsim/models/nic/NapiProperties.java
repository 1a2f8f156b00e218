package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.host.Cost;
import netmemsim.models.testbed.Costs;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;

/** No wake-up is lost: what the ring took is handed up, whenever it came. */
class NapiProperties {
  private record Step(int kind, long waitPs, int packets) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            Arbitraries.longs().between(0, 3000),
            Arbitraries.integers().between(1, 40))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property(tries = 500)
  void everyPacketThatTheRingTookIsHandedUp(
      @ForAll("steps") final List<Step> steps,
      @ForAll @IntRange(max = 1500) final int dmaPs,
      @ForAll @LongRange(max = 2500) final long coalescePs,
      @ForAll @IntRange(min = 1, max = 800) final int pollPs,
      @ForAll @IntRange(min = 1, max = 60) final int packetPs) {
    final NicOptions options = new NicOptions();
    options.dmaPs = dmaPs;
    options.coalescePs = coalescePs;
    options.cores = 1;
    options.costs =
        Costs.only(
            Map.of(
                Cost.NAPI_POLL,
                (long) pollPs,
                Cost.NAPI_PACKET,
                (long) packetPs,
                Cost.NAPI_REFILL,
                3L,
                Cost.INTERRUPT,
                11L));
    final NicTestbed at = new NicTestbed(options);
    int sent = 0;
    for (final Step step : steps) {
      switch (step.kind()) {
        case 0 -> at.nic.setQuiesced(true);
        case 1 -> at.nic.setQuiesced(false);
        default -> {
          at.steerTo(step.kind() % 3);
          at.arrive(step.packets(), 500);
          sent += step.packets();
        }
      }
      at.simulator.runFor(step.waitPs());
    }
    at.nic.setQuiesced(false);
    at.simulator.runFor(100 * Picoseconds.PER_US);
    long overruns = 0;
    for (int queue = 0; queue < 3; queue++) {
      overruns += at.metric("eth1/rxq" + queue + "/rx_hw_drop_overruns");
      assertThat(at.rxq(queue).napi().isScheduled()).isFalse();
      assertThat(at.metric("eth1/rxq" + queue + "/posted")).isEqualTo(127);
    }
    assertThat(at.received).hasSize(sent - (int) overruns);
    assertThat(at.packets.live()).isZero();
    at.assertBalanced(0);
    at.freeReceived();
    at.assertBalanced(0);
  }
}
