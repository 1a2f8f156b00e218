package netmemsim.models.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import netmemsim.models.kernel.BindingSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.junit.jupiter.api.Test;

/** kernel-facts.md 1.3, 1.6, 1.7; edge cases A5, A7, A9, A15. */
class BindingsTest {
  private final NicOptions options = new NicOptions();

  private NicTestbed testbed(final KernelProfile kernel) {
    options.kernel = kernel;
    final NicTestbed at = new NicTestbed(options);
    at.split(NetDevice.TcpDataSplit.ON);
    return at;
  }

  private static Result bind(final NicTestbed at, final NetlinkSocket socket, final int queue) {
    final Dmabuf dmabuf = at.dmabuf(200);
    final List<Result> results = new ArrayList<>();
    at.netdev.bindRx(
        new BindRxRequest(
            true, NicTestbed.IFINDEX, DmabufFd.of(dmabuf), List.of(QueueRef.rx(queue))),
        socket,
        true,
        results::add);
    dmabuf.put();
    return results.get(0);
  }

  private static void close(final NicTestbed at, final NetlinkSocket socket) {
    at.netdev.close(socket, true, () -> {});
  }

  /** Edge case A15: 20 binds, 8 ids, at most 3 alive; the wrap is no failure. */
  @Test
  void idsWrapAroundAndAreUniqueAmongTheLiving() {
    for (final KernelProfile kernel : KernelProfile.ALL) {
      final NicTestbed at = testbed(kernel);
      at.netdev.bindings().limitIds(8);
      final Queue<NetlinkSocket> alive = new ArrayDeque<>();
      for (int i = 0; i < 20; i++) {
        final NetlinkSocket socket = new NetlinkSocket();
        assertThat(bind(at, socket, 1 + i % 3)).isEqualTo(Result.value(i % 8 + 1));
        alive.add(socket);
        if (alive.size() == 3) {
          close(at, alive.remove());
        }
      }
      at.assertBalanced(0);
    }
  }

  /** xa_alloc_cyclic answers EBUSY when every id is in use, and finds the one that is not. */
  @Test
  void noIdIsLeftWhenAllAreInUse() {
    final NicTestbed at = testbed(KernelProfile.V6_18);
    at.netdev.bindings().limitIds(2);
    final NetlinkSocket first = new NetlinkSocket();
    assertThat(bind(at, first, 1)).isEqualTo(Result.value(1));
    assertThat(bind(at, new NetlinkSocket(), 2)).isEqualTo(Result.value(2));
    assertThat(bind(at, new NetlinkSocket(), 3).errno()).isEqualTo(Errno.EBUSY);
    close(at, first);
    assertThat(bind(at, new NetlinkSocket(), 3)).isEqualTo(Result.value(1));
    at.assertBalanced(0);
  }

  /** Edge case A7: the notifier of RFC v6 stopped at the first binding of the socket. */
  @Test
  void rfcV6UnbindsOnlyTheFirstBindingOfASocket() {
    final NicTestbed at =
        testbed(KernelProfile.V6_12.with(BindingSwitch.UNBIND_STOPS_AT_FIRST, true));
    final NetlinkSocket socket = new NetlinkSocket();
    for (int queue = 1; queue < 4; queue++) {
      assertThat(bind(at, socket, queue).ok()).isTrue();
    }
    close(at, socket);
    assertThat(at.metric("eth1/rxq1/dmabuf")).isZero();
    assertThat(at.metric("eth1/rxq2/dmabuf")).isEqualTo(2);
    assertThat(at.metric("eth1/rxq3/dmabuf")).isEqualTo(3);
    assertThat(bind(at, new NetlinkSocket(), 3).errno()).isEqualTo(Errno.EEXIST);
  }

  /** Edge case A5, c849de7d8757; ENOBUFS is what recvmsg of a full socket says on 6.18.44. */
  @Test
  void bindWhoseReplyIsLostByVersion() {
    for (final KernelProfile kernel : KernelProfile.ALL) {
      final NicTestbed at = testbed(kernel);
      final Dmabuf dmabuf = at.dmabuf(200);
      final Result lost =
          at.bind(
              new BindRxRequest(
                  true, NicTestbed.IFINDEX, DmabufFd.of(dmabuf), List.of(QueueRef.rx(1)), false));
      dmabuf.put();
      final boolean kept = kernel.has(BindingSwitch.BIND_REPLY_ERROR_KEEPS_BINDING);
      assertThat(lost.errno()).isEqualTo(Errno.ENOBUFS);
      assertThat(at.nic.hasMemoryProvider()).isEqualTo(kept);
      assertThat(at.metric("dmesg/oopses")).isEqualTo(kept ? 0 : 1);
      at.closeSocket();
      assertThat(at.nic.hasMemoryProvider()).isFalse();
      at.simulator.runFor(1);
      assertThat(dmabuf.isReleased()).isTrue();
      at.assertBalanced(0);
    }
  }

  /**
   * Edge case A9, order 3-1-2: the device goes, the socket is closed, the last token comes back.
   */
  @Test
  void socketClosedAfterTheDeviceWentTouchesNoDevice() {
    for (final KernelProfile kernel :
        List.of(
            KernelProfile.V6_12,
            KernelProfile.V6_18,
            KernelProfile.V6_15.with(BindingSwitch.BINDING_KEEPS_DEVICE, true))) {
      final NicTestbed at = testbed(kernel);
      at.steerTo(1);
      final Dmabuf dmabuf = at.dmabuf(200);
      at.bind(dmabuf, 1);
      dmabuf.put();
      at.simulator.runFor(1000);
      at.arrive(1, 1000);
      at.simulator.runFor(1_000_000);
      final var token = Objects.requireNonNull(at.received.get(0).fragmentMemory[0]);
      at.netdev.unregister(at.nic, () -> {});
      final long restarts = at.metric("eth1/rxq1/restarts");
      at.closeSocket();
      assertThat(at.metric("eth1/rxq1/restarts")).isEqualTo(restarts);
      assertThat(at.metric("dmesg/oopses"))
          .isEqualTo(kernel.has(BindingSwitch.BINDING_KEEPS_DEVICE) ? 1 : 0);
      assertThat(token.refCount()).as("the token is good").isEqualTo(1);
      assertThat(dmabuf.isReleased()).isFalse();
      at.freeReceived();
      at.simulator.runFor(2_000_000_000_000L);
      assertThat(dmabuf.isReleased()).isTrue();
      assertThat(at.metric("dmabuf/1/freed")).isEqualTo(1);
      at.assertBalanced(0);
      assertThat(bind(at, new NetlinkSocket(), 1).errno()).isEqualTo(Errno.ENODEV);
    }
  }

  /**
   * kernel-facts.md 1.6: gve cannot give memory while down, and unbind warns of any other error.
   */
  @Test
  void unbindOfADeviceThatIsDownWarnsOfWhatTheDriverSays() {
    final NicTestbed at = testbed(KernelProfile.V6_18);
    assertThat(bind(at, at.socket, 1).ok()).isTrue();
    at.nic.close();
    at.closeSocket();
    assertThat(at.metric("dmesg/warnings")).isEqualTo(1);
    assertThat(at.nic.hasMemoryProvider()).isFalse();
    at.open();
    at.assertBalanced(0);
  }
}
