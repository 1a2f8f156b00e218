package netmemsim.models.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.BindingSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.QueueSwitch;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.RestartStep;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** kernel-facts.md 1.2 to 1.6; edge cases A1 to A5, A16. */
class BindRxTest {
  private static final long US = Picoseconds.PER_US;

  private final NicOptions options = new NicOptions();

  private NicTestbed testbed(final String kernel) {
    options.kernel = Objects.requireNonNull(KernelProfile.named(kernel));
    final NicTestbed at = new NicTestbed(options);
    at.split(NetDevice.TcpDataSplit.ON);
    return at;
  }

  private static List<QueueRef> rx(final int... ids) {
    final List<QueueRef> queues = new ArrayList<>();
    for (final int id : ids) {
      queues.add(QueueRef.rx(id));
    }
    return queues;
  }

  private static Result bind(
      final NicTestbed at,
      final @Nullable Integer ifindex,
      final @Nullable DmabufFd fd,
      final @Nullable List<QueueRef> queues) {
    return at.bind(new BindRxRequest(true, ifindex, fd, queues));
  }

  private static void assertNothingChanged(final NicTestbed at) {
    assertThat(at.nic.hasMemoryProvider()).isFalse();
    assertThat(at.socket.bindingCount()).isZero();
    at.assertBalanced(0);
  }

  @Test
  void bindAnswersWithIdsFrom1() {
    final NicTestbed at = testbed("v6.18");
    final Dmabuf dmabuf = at.dmabuf(400);
    assertThat(at.bind(dmabuf, 1)).isEqualTo(Result.value(1));
    assertThat(at.bind(dmabuf, 2)).as("one dma-buf may be bound twice").isEqualTo(Result.value(2));
    assertThat(at.metric("eth1/rxq1/dmabuf")).isEqualTo(1);
    assertThat(at.metric("eth1/rxq2/dmabuf")).isEqualTo(2);
    assertThat(at.metric("eth1/rxq3/dmabuf")).isZero();
    assertThat(Objects.requireNonNull(at.netdev.bindings().find(2)).queues())
        .containsExactly(at.rxq(2));
    at.steerTo(1);
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.received.get(0).unreadable).isTrue();
    at.assertBalanced(0);
  }

  /** Edge case A1: header split must be explicitly on and its threshold 0. */
  @ParameterizedTest
  @CsvSource({
    "v6.12, AUTO, 0, ENODATA",
    "v6.12, OFF, 0, ENODATA",
    "v6.12, ON, 0, OK",
    "v6.18, AUTO, 0, EINVAL",
    "v6.18, OFF, 0, EINVAL",
    "v6.18, ON, 0, OK",
    "v6.18, AUTO, 256, EINVAL",
    "v6.18, OFF, 256, EINVAL",
    "v6.18, ON, 256, EINVAL"
  })
  void headerSplitTruthTable(
      final String kernel,
      final NetDevice.TcpDataSplit split,
      final int threshold,
      final Errno errno) {
    final NicTestbed at = testbed(kernel);
    at.nic.setHdsThreshold(threshold);
    at.split(split);
    final long restarts = at.metric("eth1/rxq1/restarts");
    final Result result = at.bind(at.dmabuf(200), 1);
    assertThat(result.errno()).isEqualTo(errno);
    if (errno != Errno.OK) {
      assertNothingChanged(at);
      assertThat(at.metric("eth1/rxq1/restarts")).isEqualTo(restarts);
      at.nic.setHdsThreshold(0);
      at.split(NetDevice.TcpDataSplit.ON);
      assertThat(at.bind(at.dmabuf(200), 1).value()).isPositive();
    }
  }

  @Test
  void headerSplitErrorsSayWhichSettingIsWrong() {
    final NicTestbed at = testbed("v6.18");
    at.nic.setHdsThreshold(256);
    assertThat(at.bind(at.dmabuf(1), 1).extack()).isEqualTo("hds-thresh is not zero");
    at.split(NetDevice.TcpDataSplit.AUTO);
    assertThat(at.bind(at.dmabuf(1), 1).extack()).isEqualTo("tcp-data-split is disabled");
  }

  /** ground-truth.md 3: capability before everything, then policy, attributes, device. */
  @Test
  void requestIsCheckedBeforeTheDeviceAndTheDeviceBeforeTheFd() {
    for (final KernelProfile kernel : KernelProfile.ALL) {
      final NicTestbed at = testbed(kernel.name());
      final DmabufFd closed = DmabufFd.CLOSED;
      assertThat(at.bind(new BindRxRequest(false, null, null, null)).errno())
          .isEqualTo(Errno.EPERM);
      assertThat(bind(at, 0, null, null).errno()).isEqualTo(Errno.ERANGE);
      assertThat(bind(at, null, closed, rx(1)).errno()).isEqualTo(Errno.EINVAL);
      assertThat(bind(at, 99, null, rx(1)).errno()).isEqualTo(Errno.EINVAL);
      assertThat(bind(at, 99, closed, null).errno()).isEqualTo(Errno.EINVAL);
      assertThat(bind(at, 99, closed, List.of()).errno()).isEqualTo(Errno.EINVAL);
      assertThat(bind(at, 99, closed, rx(1)).errno()).isEqualTo(Errno.ENODEV);
      // RFC v6 answered EBADFD for either (seed 000).
      final boolean rfc = kernel.has(BindingSwitch.BIND_ANSWERS_EBADFD);
      assertThat(bind(at, NicTestbed.IFINDEX, closed, rx(1)).errno())
          .isEqualTo(rfc ? Errno.EBADFD : Errno.EBADF);
      assertThat(bind(at, NicTestbed.IFINDEX, DmabufFd.NOT_A_DMABUF, rx(1)).errno())
          .isEqualTo(rfc ? Errno.EBADFD : Errno.EINVAL);
      assertNothingChanged(at);
    }
  }

  /** kernel-facts.md 13.2: out of range is ERANGE up to v6.17 and EINVAL since, before the fd. */
  @Test
  void badQueueEntriesByVersion() {
    for (final List<QueueRef> bad :
        List.of(
            List.of(new QueueRef(null, QueueRef.Type.RX)),
            List.of(new QueueRef(1, null)),
            List.of(new QueueRef(1, QueueRef.Type.TX)),
            List.of(QueueRef.rx(1), new QueueRef(null, null)))) {
      for (final KernelProfile kernel : KernelProfile.ALL) {
        final NicTestbed at = testbed(kernel.name());
        assertThat(bind(at, NicTestbed.IFINDEX, DmabufFd.of(at.dmabuf(300)), bad).errno())
            .isEqualTo(Errno.EINVAL);
        assertNothingChanged(at);
      }
    }
    final NicTestbed old = testbed("v6.12");
    assertThat(old.bind(old.dmabuf(1), 4).errno()).isEqualTo(Errno.ERANGE);
    assertThat(bind(old, NicTestbed.IFINDEX, DmabufFd.CLOSED, rx(4)).errno())
        .as("the dma-buf is looked at first")
        .isEqualTo(Errno.EBADF);
    final NicTestbed newer = testbed("v6.18");
    assertThat(newer.bind(newer.dmabuf(1), 4).errno()).isEqualTo(Errno.EINVAL);
    assertThat(bind(newer, NicTestbed.IFINDEX, DmabufFd.CLOSED, rx(4)).errno())
        .as("the queue list is read first")
        .isEqualTo(Errno.EINVAL);
  }

  @Test
  void deviceWithoutQueueManagementByVersion() {
    options.queueManagement = false;
    final NicTestbed newer = testbed("v6.18");
    assertThat(bind(newer, NicTestbed.IFINDEX, DmabufFd.CLOSED, rx(99)).errno())
        .isEqualTo(Errno.EOPNOTSUPP);
    final NicTestbed old = testbed("v6.12");
    assertThat(bind(old, NicTestbed.IFINDEX, DmabufFd.CLOSED, rx(1)).errno())
        .isEqualTo(Errno.EBADF);
    assertThat(old.bind(old.dmabuf(1), 99).errno()).isEqualTo(Errno.ERANGE);
    assertThat(old.bind(old.dmabuf(1), 1).errno()).isEqualTo(Errno.EOPNOTSUPP);
    assertNothingChanged(old);
  }

  /** Edge case A2 with an XDP program: EEXIST first in v6.12, behind header split in v6.18. */
  @Test
  void xdpProgramIsCheckedInDifferentPlaces() throws KernelException {
    final NicTestbed old = testbed("v6.12");
    old.nic.xdp().attach(true);
    assertThat(bind(old, NicTestbed.IFINDEX, DmabufFd.CLOSED, rx(99)).errno())
        .isEqualTo(Errno.EEXIST);
    final NicTestbed newer = testbed("v6.18");
    newer.nic.xdp().attach(true);
    assertThat(bind(newer, NicTestbed.IFINDEX, DmabufFd.CLOSED, rx(1)).errno())
        .isEqualTo(Errno.EBADF);
    assertThat(newer.bind(newer.dmabuf(1), 1).errno()).isEqualTo(Errno.EEXIST);
    newer.split(NetDevice.TcpDataSplit.OFF);
    assertThat(newer.bind(newer.dmabuf(1), 1).errno()).isEqualTo(Errno.EINVAL);
    assertNothingChanged(newer);
  }

  /** Edge case A3: one provider for a queue; after it left, the next may come. */
  @Test
  void secondBindingOfAQueueIsEexistUntilTheFirstIsGone() {
    for (final KernelProfile kernel : KernelProfile.ALL) {
      final NicTestbed at = testbed(kernel.name());
      assertThat(at.bind(at.dmabuf(200), 1).ok()).isTrue();
      final long restarts = at.metric("eth1/rxq1/restarts");
      assertThat(at.bind(at.dmabuf(200), 1).errno()).isEqualTo(Errno.EEXIST);
      assertThat(at.metric("eth1/rxq1/restarts")).isEqualTo(restarts);
      final NetlinkSocket other = new NetlinkSocket();
      at.closeSocket();
      final List<Result> results = new ArrayList<>();
      at.netdev.bindRx(
          new BindRxRequest(true, NicTestbed.IFINDEX, DmabufFd.of(at.dmabuf(200)), rx(1)),
          other,
          true,
          results::add);
      assertThat(results.get(0).ok()).isTrue();
      at.assertBalanced(0);
    }
  }

  /** kernel-facts.md 1.2: a queue named twice is EEXIST and rolls back; since v6.18 it is a set. */
  @Test
  void queueNamedTwiceByVersion() {
    final NicTestbed old = testbed("v6.12");
    assertThat(old.bind(old.dmabuf(300), 3, 3).errno()).isEqualTo(Errno.EEXIST);
    assertNothingChanged(old);
    final NicTestbed newer = testbed("v6.18");
    assertThat(newer.bind(newer.dmabuf(300), 3, 3).ok()).isTrue();
    assertThat(newer.metric("eth1/rxq3/restarts")).isEqualTo(2);
  }

  @Test
  void queuesAreBoundInMessageOrderAndSince618Ascending() {
    final NicTestbed old = testbed("v6.12");
    assertThat(old.bind(old.dmabuf(300), 3, 1).ok()).isTrue();
    assertThat(Objects.requireNonNull(old.netdev.bindings().find(1)).queues())
        .containsExactly(old.rxq(3), old.rxq(1));
    final NicTestbed newer = testbed("v6.18");
    assertThat(newer.bind(newer.dmabuf(300), 3, 1).ok()).isTrue();
    assertThat(Objects.requireNonNull(newer.netdev.bindings().find(1)).queues())
        .containsExactly(newer.rxq(1), newer.rxq(3));
  }

  /** Edge case A4, with a driver that does not reset the device when a queue fails to start. */
  @Test
  void failureOfTheThirdQueueRollsTheFirstTwoBack() {
    options.driver = "fbnic";
    for (final KernelProfile kernel : KernelProfile.ALL) {
      if (!kernel.has(QueueSwitch.QUEUE_API)) {
        continue; // a bind restarts nothing there
      }
      options.queues = 6;
      final NicTestbed at = testbed(kernel.name());
      final long[] before = new long[6];
      for (int i = 0; i < 6; i++) {
        before[i] = at.metric("eth1/rxq" + i + "/restarts");
      }
      at.nic.faults().inject(4, RestartStep.START, Errno.EIO, 1);
      final Dmabuf dmabuf = at.dmabuf(1000);
      final Result result = at.bind(dmabuf, 2, 3, 4, 5);
      dmabuf.put();
      assertThat(result.errno()).isEqualTo(Errno.EIO);
      assertNothingChanged(at);
      final long[] expected = {0, 0, 2, 2, 1, 0};
      for (int i = 0; i < 6; i++) {
        assertThat(at.metric("eth1/rxq" + i + "/restarts") - before[i])
            .as("restarts of queue " + i)
            .isEqualTo(expected[i]);
      }
      at.simulator.runFor(1);
      assertThat(dmabuf.isReleased()).isTrue();
      assertThat(at.metric("gpu0/exported_bytes")).isZero();
      assertThat(at.metric("eth1/page_pools")).isEqualTo(6);
    }
  }

  @Test
  void exporterThatRefusesTheDeviceUsesUpAnIdOnlyBeforeV616() {
    for (final KernelProfile kernel : KernelProfile.ALL) {
      final NicTestbed at = testbed(kernel.name());
      at.gpu.refuseAttach(Errno.ENODEV);
      final Result refused = at.bind(at.dmabuf(300), 1);
      assertThat(refused).isEqualTo(Result.error(Errno.ENODEV, "Failed to bind dmabuf to device"));
      at.gpu.refuseAttach(null);
      assertThat(at.bind(at.dmabuf(300), 1).value())
          .isEqualTo(kernel.has(BindingSwitch.BINDING_ID_BEFORE_MAPPING) ? 2 : 1);
    }
  }

  @Test
  void gveWhoseInterfaceIsDownCannotBeBound() {
    for (final KernelProfile kernel : KernelProfile.ALL) {
      if (!kernel.has(QueueSwitch.QUEUE_API)) {
        continue; // a bind restarts nothing there
      }
      final NicTestbed at = testbed(kernel.name());
      at.nic.close();
      assertThat(at.bind(at.dmabuf(200), 1).errno()).isEqualTo(Errno.EAGAIN);
      assertNothingChanged(at);
    }
  }

  /** kernel-facts.md 1.7: the provider stays in the queue and the next open picks it up. */
  @Test
  void bindingSurvivesDownAndUpAndUnbindWhileDownTakesEffectAtTheNextUp() {
    final NicTestbed at = testbed("v6.18");
    at.steerTo(1);
    final Dmabuf dmabuf = at.dmabuf(200);
    assertThat(at.bind(dmabuf, 1).ok()).isTrue();
    dmabuf.put();
    at.nic.close();
    at.open();
    at.simulator.runFor(US);
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.received.get(0).unreadable).isTrue();
    at.freeReceived();
    at.nic.close();
    at.closeSocket();
    at.simulator.runFor(2 * Picoseconds.PER_S);
    assertThat(dmabuf.isReleased()).isTrue();
    at.open();
    at.simulator.runFor(US);
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.received.get(0).unreadable).isFalse();
    assertThat(at.rxq(1).isUnhealthy()).isFalse();
    at.assertBalanced(0);
  }
}
