package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.host.Cost;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.testbed.Costs;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;

class QueueRestartProperties {
  /**
   * kernel-facts.md 2.2: whatever step fails, references balance, and the queue runs or is marked
   * unhealthy; packets come in and are held by a reader all the while.
   */
  @Property(tries = 400)
  void everyCombinationOfFailuresLeavesABalancedQueue(
      @ForAll final Set<RestartStep> failing,
      @ForAll final boolean bound,
      @ForAll final boolean newKernel,
      @ForAll("drivers") final String driver,
      @ForAll @IntRange(min = 1, max = 300) final int pages,
      @ForAll @IntRange(max = 40) final int packets) {
    final NicOptions options = new NicOptions();
    options.kernel = newKernel ? KernelProfile.V6_18 : KernelProfile.V6_12;
    options.driver = driver;
    options.postUnit = driver.equals("mlx5_core") ? 32 : 1;
    // A driver that polls itself would do so for ever at one instant if that took no time.
    options.costs = Costs.only(Map.of(Cost.NAPI_POLL, Picoseconds.PER_US));
    options.resetPs = 50 * Picoseconds.PER_US;
    final NicTestbed at = new NicTestbed(options);
    at.split(NetDevice.TcpDataSplit.ON);
    at.steerTo(1);
    final Dmabuf dmabuf = at.dmabuf(pages);
    if (bound) {
      assertThat(at.bind(dmabuf, 1).ok()).isTrue();
    }
    dmabuf.put();
    at.simulator.runFor(5 * Picoseconds.PER_US);
    for (final RestartStep step : failing) {
      at.nic.faults().inject(1, step, Errno.EIO, 1);
    }
    final PagePool before = at.pool(1);
    final long restarts = at.metric("eth1/rxq1/restarts");
    at.arrive(packets, 3000);
    final List<Result> results = at.restart(1);
    for (int i = 0; i < 40; i++) {
      at.simulator.runFor(50 * Picoseconds.PER_US);
      at.arrive(1, 3000);
      at.assertBalanced(0);
    }
    assertThat(results).hasSize(1);
    assertThat(at.metric("eth1/quiesced")).isZero();
    final boolean untouched =
        failing.contains(RestartStep.MEM_ALLOC) || failing.contains(RestartStep.STOP);
    final boolean startFails = !untouched && failing.contains(RestartStep.START);
    final boolean dead = startFails && failing.contains(RestartStep.RESTART_OLD);
    assertThat(results.get(0).errno()).isEqualTo(untouched || startFails ? Errno.EIO : Errno.OK);
    final boolean stopFails =
        !failing.contains(RestartStep.MEM_ALLOC) && failing.contains(RestartStep.STOP);
    final boolean reset =
        (driver.equals("gve") && (stopFails || startFails))
            || (driver.equals("bnxt_en") && newKernel && startFails);
    assertThat(at.metric("eth1/resets")).isEqualTo(reset ? 1 : 0);
    assertThat(at.rxq(1).isUnhealthy()).isEqualTo(dead && !reset);
    assertThat(at.rxq(1).isRunning()).isEqualTo(!dead || reset);
    if (reset) {
      assertThat(at.pool(1)).isNotSameAs(before);
    } else if (untouched || (startFails && !dead)) {
      assertThat(at.pool(1)).isSameAs(before);
    } else if (!dead) {
      assertThat(at.pool(1)).isNotSameAs(before);
    }
    if (!reset) {
      assertThat(at.metric("eth1/rxq1/restarts") - restarts).isEqualTo(untouched || dead ? 0 : 1);
    }
    at.freeReceived();
    at.closeSocket();
    // A fault that was left may have kept the queue on its old pool; down frees that too.
    at.nic.close();
    at.freeReceived();
    at.simulator.runFor(2 * Picoseconds.PER_S);
    assertThat(at.nic.pagePools()).isEmpty();
    assertThat(dmabuf.isReleased()).isTrue();
    assertThat(at.metric("pages")).isZero();
    at.assertBalanced(0);
  }

  @Provide
  Arbitrary<String> drivers() {
    return Arbitraries.of("gve", "bnxt_en", "mlx5_core", "fbnic");
  }
}
