package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;

import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.DriverSwitch;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.junit.jupiter.api.Test;

/**
 * Edge case C3 and kernel-facts.md 7.2: gve refills from its poll only; E. Phillips, "gve: fix Rx
 * queue stall on alloc failure", July 2026.
 */
class StarvationTest {
  private static final long MS = Picoseconds.PER_MS;

  private static NicTestbed drained(final KernelProfile kernel) {
    final NicOptions options = new NicOptions();
    options.kernel = kernel;
    final NicTestbed at = new NicTestbed(options);
    at.split(NetDevice.TcpDataSplit.ON);
    at.steerTo(1);
    assertThat(at.bind(at.dmabuf(64), 1).ok()).isTrue();
    at.simulator.runFor(MS);
    assertThat(at.metric("eth1/rxq1/visible")).isEqualTo(64);
    at.arrive(64, 1000);
    at.simulator.runFor(MS);
    assertThat(at.received).hasSize(64);
    assertThat(at.metric("eth1/rxq1/visible")).isZero();
    assertThat(at.metric("eth1/rxq1/rx_buf_alloc_fail")).isPositive();
    return at;
  }

  @Test
  void withoutTheTimerReturnedBuffersDoNotWakeADryRing() {
    final NicTestbed at = drained(KernelProfile.V6_12);
    final long polls = at.metric("eth1/rxq1/napi_polls");
    at.freeReceived();
    at.simulator.runFor(3000 * MS);
    at.arrive(5, 1000);
    at.simulator.runFor(MS);
    assertThat(at.received).isEmpty();
    assertThat(at.metric("eth1/rxq1/rx_hw_drop_overruns")).isEqualTo(5);
    assertThat(at.metric("eth1/rxq1/napi_polls")).isEqualTo(polls);
    at.assertBalanced(0);
  }

  @Test
  void withTheTimerADryRingIsFilledWithin20Ms() {
    final NicTestbed at =
        drained(KernelProfile.V6_12.with(DriverSwitch.GVE_STARVATION_TIMER, true));
    final long fails = at.metric("eth1/rxq1/rx_buf_alloc_fail");
    at.simulator.runFor(100 * MS);
    assertThat(at.metric("eth1/rxq1/rx_buf_alloc_fail") - fails)
        .as("one try every 20 ms")
        .isEqualTo(5);
    at.freeReceived();
    at.simulator.runFor(20 * MS);
    assertThat(at.metric("eth1/rxq1/visible")).isEqualTo(64);
    at.arrive(5, 1000);
    at.simulator.runFor(MS);
    assertThat(at.received).hasSize(5);
    at.assertBalanced(0);
  }

  /** Fewer than 32 visible descriptors arm it although some are left: a doorbell unit's worth. */
  @Test
  void timerRunsOnlyBelow32VisibleDescriptors() {
    final NicOptions options = new NicOptions();
    options.kernel = KernelProfile.V6_12.with(DriverSwitch.GVE_STARVATION_TIMER, true);
    final NicTestbed at = new NicTestbed(options);
    at.split(NetDevice.TcpDataSplit.ON);
    at.steerTo(1);
    assertThat(at.bind(at.dmabuf(64), 1).ok()).isTrue();
    at.simulator.runFor(MS);
    at.arrive(32, 1000);
    at.simulator.runFor(MS);
    final long polls = at.metric("eth1/rxq1/napi_polls");
    at.simulator.runFor(100 * MS);
    assertThat(at.metric("eth1/rxq1/visible")).isEqualTo(32);
    assertThat(at.metric("eth1/rxq1/napi_polls")).isEqualTo(polls);
    at.arrive(1, 1000);
    at.simulator.runFor(100 * MS);
    assertThat(at.metric("eth1/rxq1/visible")).isEqualTo(31);
    assertThat(at.metric("eth1/rxq1/napi_polls")).isGreaterThanOrEqualTo(polls + 5);
  }

  @Test
  void timerOfAStoppedQueueIsOff() {
    final NicTestbed at =
        drained(KernelProfile.V6_12.with(DriverSwitch.GVE_STARVATION_TIMER, true));
    at.nic.close();
    at.simulator.runFor(100 * MS);
    final long polls = at.metric("eth1/rxq1/napi_polls");
    at.freeReceived();
    at.simulator.runFor(1000 * MS);
    at.open();
    at.simulator.runFor(100 * MS);
    assertThat(at.metric("eth1/rxq1/napi_polls")).isEqualTo(polls);
    assertThat(at.metric("eth1/rxq1/visible")).isEqualTo(64);
  }

  /** Edge case C12: what one queue's readers hold, another queue of the binding cannot have. */
  @Test
  void queuesOfOneBindingCompeteForItsGenPool() {
    final NicTestbed at = new NicTestbed(new NicOptions());
    at.split(NetDevice.TcpDataSplit.ON);
    assertThat(at.bind(at.dmabuf(127 + 60), 1, 2).ok()).isTrue();
    assertThat(at.metric("eth1/rxq1/posted")).isEqualTo(127);
    assertThat(at.metric("eth1/rxq2/posted")).isEqualTo(60);
    assertThat(at.metric("eth1/rxq2/rx_buf_alloc_fail")).isPositive();
    at.assertBalanced(0);
  }
}
