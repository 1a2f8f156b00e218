package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.QueueSwitch;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.packet.Skb;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import netmemsim.models.testbed.Traced;
import org.junit.jupiter.api.Test;

/** net/core/netdev_rx_queue.c, v6.12 to v6.18 (kernel-facts.md 2.2) with gve's operations (2.4). */
class QueueRestartTest {
  private static final long US = Picoseconds.PER_US;

  private final NicOptions options = new NicOptions();

  private NicTestbed testbed() {
    final NicTestbed at = new NicTestbed(options);
    at.steerTo(1);
    at.simulator.runFor(US);
    return at;
  }

  @Test
  void phasesFollowEachOtherInTheDriversTime() {
    final NicTestbed at = testbed();
    final Traced phases = new Traced(at.tree, "netdev_rx_queue_restart");
    final PagePool before = at.pool(1);
    final List<Result> results = at.restart(1);
    at.simulator.runFor(10 * Picoseconds.PER_MS);
    assertThat(results).containsExactly(Result.OK);
    assertThat(phases.records())
        .containsExactly(
            "101000000 server/eth1 1 0 0",
            "301000000 server/eth1 1 1 0",
            "601000000 server/eth1 1 2 0",
            "601000000 server/eth1 1 4 0");
    assertThat(at.pool(1)).isNotSameAs(before);
    assertThat(before.isDestroyed()).isTrue();
    assertThat(at.metric("eth1/rxq1/restarts")).isEqualTo(1);
    assertThat(at.metric("eth1/page_pools")).isEqualTo(4);
    at.assertBalanced(0);
  }

  @Test
  void oldQueueReceivesWhileNewMemoryIsAllocated() {
    final NicTestbed at = testbed();
    at.restart(1);
    at.simulator.runFor(99 * US);
    at.arrive(3, 1000);
    at.simulator.runFor(US);
    assertThat(at.received).hasSize(3);
  }

  /** gve quiesces the whole device: other queues' packets wait, the stopped queue's are lost. */
  @Test
  void otherQueuesStandStillAndTheStoppedOneDrops() {
    final NicTestbed at = testbed();
    at.restart(1);
    at.simulator.runFor(150 * US);
    at.arrive(2, 1000);
    at.steerTo(2);
    at.arrive(5, 1000);
    at.simulator.runFor(200 * US);
    assertThat(at.received).isEmpty();
    // Between stop and start: the two that waited in the ring are lost with it.
    assertThat(at.metric("eth1/rxq1/rx_hw_drops")).isEqualTo(2);
    at.steerTo(1);
    at.arrive(4, 1000);
    assertThat(at.metric("eth1/rxq1/rx_hw_drops")).isEqualTo(6);
    at.simulator.runFor(249 * US);
    assertThat(at.received).isEmpty();
    at.simulator.runFor(US);
    assertThat(at.received).hasSize(5);
    assertThat(at.received).allMatch(skb -> skb.queue == 2);
    assertThat(at.receivedAtPs).containsOnly(601 * US);
    at.assertBalanced(0);
  }

  /** Edge case B8: frames of before the restart go home to the old pool, not to the new one. */
  @Test
  void buffersInSocketsKeepTheOldPoolUntilItsNextRetry() {
    final NicTestbed at = testbed();
    at.arrive(10, 1000);
    at.simulator.runFor(US);
    final PagePool old = at.pool(1);
    at.restart(1);
    at.simulator.runFor(1000 * US);
    assertThat(old.isDetached()).isTrue();
    assertThat(old.inflight()).isEqualTo(10);
    assertThat(at.metric("eth1/page_pools")).isEqualTo(5);
    at.freeReceived();
    assertThat(at.pool(1).users()).isEqualTo(127);
    // 250 ticks of 4 ms, which the timer wheel rounds up to a multiple of 8.
    at.simulator.runUntil(1024 * Picoseconds.PER_MS - 1);
    assertThat(old.isDestroyed()).isFalse();
    at.simulator.runUntil(1024 * Picoseconds.PER_MS);
    assertThat(old.isDestroyed()).isTrue();
    assertThat(at.metric("eth1/page_pools")).isEqualTo(4);
    at.assertBalanced(0);
  }

  /** Edge case B7: no restart leaves a pool behind. */
  @Test
  void hundredRestartsLeaveFourPoolsAndTheSamePages() {
    final NicTestbed at = testbed();
    final long pages = at.metric("pages");
    for (int i = 0; i < 100; i++) {
      assertThat(at.restartNow(1).ok()).isTrue();
    }
    assertThat(at.metric("eth1/page_pools")).isEqualTo(4);
    assertThat(at.metric("pages")).isEqualTo(pages);
    assertThat(at.metric("eth1/rxq1/restarts")).isEqualTo(100);
  }

  @Test
  void queueZeroCannotBeStopped() {
    final NicTestbed at = testbed();
    final PagePool before = at.pool(0);
    assertThat(at.restartNow(0).errno()).isEqualTo(Errno.ERANGE);
    assertThat(at.pool(0)).isSameAs(before);
    assertThat(at.metric("eth1/page_pools")).isEqualTo(4);
    at.steerTo(0);
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.received).hasSize(1);
    at.assertBalanced(0);
  }

  @Test
  void driverWithoutQueueManagementIsRefused() {
    options.queueManagement = false;
    assertThat(testbed().restartNow(1).errno()).isEqualTo(Errno.EOPNOTSUPP);
  }

  @Test
  void gveHasNoMemoryForQueuesOfADeviceThatIsDown() {
    for (final KernelProfile kernel : KernelProfile.ALL) {
      options.kernel = kernel;
      final NicTestbed at = testbed();
      at.nic.close();
      // Without the queue API a restart waits for the next reset and fails on nothing.
      assertThat(at.restartNow(1).errno())
          .as(kernel.name())
          .isEqualTo(kernel.has(QueueSwitch.QUEUE_API) ? Errno.EAGAIN : Errno.OK);
      assertThat(at.nic.pagePools()).isEmpty();
    }
  }

  /**
   * Edge cases B2, B8: whether the old pool serves its NAPI's cache again is a matter of version.
   */
  @Test
  void oldQueueThatCameBackRecyclesDirectlySinceV617() {
    assertThat(recycledDirectlyAfterAFailedRestart(KernelProfile.V6_16)).isZero();
    assertThat(recycledDirectlyAfterAFailedRestart(KernelProfile.V6_18)).isEqualTo(10);
  }

  private long recycledDirectlyAfterAFailedRestart(final KernelProfile kernel) {
    options.kernel = kernel;
    options.driver = "fbnic";
    final NicTestbed at = testbed();
    at.nic.faults().inject(1, RestartStep.START, Errno.EIO, 1);
    assertThat(at.restartNow(1).errno()).isEqualTo(Errno.EIO);
    at.nic.attachStack(Skb::free);
    at.simulator.runFor(US);
    final long before = at.metric("eth1/page_pool2/rx_pp_recycle_cached");
    at.arrive(10, 1000);
    at.simulator.runFor(US);
    return at.metric("eth1/page_pool2/rx_pp_recycle_cached") - before;
  }

  /** kernel-facts.md 2.4: gve resets the whole device, which also heals the queue. */
  @Test
  void gveResetsTheDeviceAfterAFailedStopOrStart() {
    for (final RestartStep step : List.of(RestartStep.STOP, RestartStep.START)) {
      final NicTestbed at = testbed();
      at.nic.faults().inject(1, step, Errno.EIO, 1);
      final PagePool before = at.pool(1);
      final List<Result> results = at.restart(1);
      at.simulator.runFor(299 * US);
      assertThat(at.metric("eth1/resets")).isZero();
      at.simulator.runFor(1200 * US);
      assertThat(results).containsExactly(Result.error(Errno.EIO));
      assertThat(at.metric("eth1/resets")).isEqualTo(1);
      assertThat(at.metric("eth1/quiesced")).isZero();
      assertThat(at.rxq(1).isRunning()).isTrue();
      assertThat(at.pool(1)).isNotSameAs(before);
      assertThat(at.metric("eth1/page_pools")).isEqualTo(4);
      at.arrive(3, 1000);
      at.simulator.runFor(US);
      assertThat(at.received).hasSize(3);
      at.assertBalanced(0);
    }
  }

  @Test
  void bnxtResetsTheDeviceAfterAFailedStartSinceV615() {
    for (final KernelProfile kernel : List.of(KernelProfile.V6_14, KernelProfile.V6_15)) {
      options.kernel = kernel;
      options.driver = "bnxt_en";
      final NicTestbed at = testbed();
      at.nic.faults().inject(1, RestartStep.START, Errno.EIO, 1);
      at.restart(1);
      at.simulator.runFor(3000 * US);
      assertThat(at.metric("eth1/resets"))
          .as(kernel.name())
          .isEqualTo(kernel == KernelProfile.V6_15 ? 1 : 0);
      at.arrive(3, 1000);
      at.simulator.runFor(US);
      assertThat(at.received).hasSize(3);
      at.assertBalanced(0);
    }
  }

  /** Edge case B3: dead until the interface is cycled; the others go on. */
  @Test
  void doubleFailureLeavesADeadQueueThatDownAndUpHeals() {
    options.driver = "fbnic";
    final NicTestbed at = testbed();
    at.nic.faults().inject(1, RestartStep.START, Errno.EIO, 1);
    at.nic.faults().inject(1, RestartStep.RESTART_OLD, Errno.ENOMEM, 1);
    final List<Result> results = at.restart(1);
    at.simulator.runFor(2000 * US);
    assertThat(results).containsExactly(Result.error(Errno.EIO));
    assertThat(at.rxq(1).isUnhealthy()).isTrue();
    assertThat(at.rxq(1).isRunning()).isFalse();
    assertThat(at.metric("eth1/page_pools")).isEqualTo(3);
    at.arrive(2, 1000);
    assertThat(at.metric("eth1/rxq1/rx_hw_drops")).isEqualTo(2);
    at.steerTo(2);
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.received).hasSize(1);
    at.assertBalanced(0);
    at.nic.close();
    at.open();
    assertThat(at.rxq(1).isUnhealthy()).isFalse();
    at.steerTo(1);
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.received).hasSize(2);
    at.assertBalanced(0);
  }

  /**
   * Edge case C16: a dma-buf of less than two rings. The new ring starts short, because the old
   * one's buffers are still in its pool, and the poll that follows the restart fills it.
   */
  @Test
  void boundQueueWithoutMemoryForTwoRingsIsFilledByThePollAfterTheRestart() {
    final NicTestbed at = testbed();
    at.split(NetDevice.TcpDataSplit.ON);
    assertThat(at.bind(at.dmabuf(150), 1).ok()).isTrue();
    at.simulator.runFor(US);
    assertThat(at.metric("eth1/rxq1/posted")).isEqualTo(127);
    assertThat(at.restartNow(1).ok()).isTrue();
    assertThat(at.metric("eth1/rxq1/posted")).isEqualTo(23);
    assertThat(at.metric("eth1/rxq1/visible")).isZero();
    at.simulator.runFor(US);
    assertThat(at.metric("eth1/rxq1/posted")).isEqualTo(127);
    assertThat(at.metric("eth1/rxq1/visible")).isEqualTo(96);
    at.assertBalanced(0);
  }

  @Test
  void secondRestartWaitsForTheLock() {
    final NicTestbed at = testbed();
    final List<Result> first = at.restart(1);
    final List<Result> second = at.restart(2);
    at.simulator.runFor(600 * US);
    assertThat(first).hasSize(1);
    assertThat(second).isEmpty();
    assertThat(at.metric("eth1/rxq2/restarts")).isZero();
    at.simulator.runFor(600 * US);
    assertThat(second).containsExactly(Result.OK);
    assertThat(at.metric("eth1/quiesced")).isZero();
  }
}
