package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * kernel-facts.md 1.8, edge case A3, and what AF_XDP bind answered on 6.18.44 (golden/errno.json,
 * area bind).
 */
class XdpStateTest {
  private static NicTestbed testbed(final KernelProfile kernel) {
    final NicOptions options = new NicOptions();
    options.kernel = kernel;
    return new NicTestbed(options);
  }

  private static void assertRefused(final ThrowingCallable call, final String message) {
    assertThatThrownBy(call).isInstanceOf(KernelException.class).hasMessage(message);
  }

  @Test
  void singleBufferProgramAndDataSplitExcludeEachOtherSince614() {
    final NicTestbed old = testbed(KernelProfile.V6_12);
    old.split(NetDevice.TcpDataSplit.ON);
    assertThatCode(() -> old.nic.xdp().attach(false)).doesNotThrowAnyException();
    final NicTestbed newer = testbed(KernelProfile.V6_14);
    newer.split(NetDevice.TcpDataSplit.ON);
    assertRefused(
        () -> newer.nic.xdp().attach(false),
        "EBUSY: unable to install XDP to device using tcp-data-split");
    assertThatCode(() -> newer.nic.xdp().attach(true)).doesNotThrowAnyException();
    assertRefused(() -> newer.nic.xdp().attach(true), "EBUSY: XDP program already attached");
    newer.nic.xdp().detach();
    assertThat(newer.nic.xdp().isAttached()).isFalse();
  }

  @Test
  void programIsRefusedUnderAMemoryProvider() {
    for (final KernelProfile kernel : KernelProfile.ALL) {
      final NicTestbed at = testbed(kernel);
      at.split(NetDevice.TcpDataSplit.ON);
      assertThat(at.bind(at.dmabuf(200), 1).ok()).isTrue();
      assertRefused(
          () -> at.nic.xdp().attach(true),
          "EBUSY: unable to install XDP to device using memory provider");
    }
  }

  @Test
  void socketBindsAsMeasured() throws KernelException {
    final XdpState xdp = testbed(KernelProfile.V6_16).nic.xdp();
    assertRefused(() -> xdp.bindSocket(99, XskMode.COPY), "EINVAL");
    assertRefused(() -> xdp.bindSocket(4, XskMode.COPY), "EINVAL");
    assertRefused(() -> xdp.bindSocket(0, XskMode.ZEROCOPY), "EOPNOTSUPP");
    assertThat(xdp.bindSocket(0, XskMode.COPY)).isEqualTo(XskMode.COPY);
    assertRefused(() -> xdp.bindSocket(0, XskMode.COPY), "EBUSY");
    assertThat(xdp.bindSocket(1, XskMode.AUTO)).isEqualTo(XskMode.COPY);
    xdp.releaseSocket(0);
    assertThat(xdp.hasSocket(0)).isFalse();
    assertThat(xdp.hasSocket(1)).isTrue();
  }

  /** xp_assign_dev: the provider is in the way of zero copy only, whatever queue it is on. */
  @Test
  void memoryProviderRefusesZeroCopyButNotCopyMode() throws KernelException {
    final NicTestbed at = testbed(KernelProfile.V6_18);
    at.split(NetDevice.TcpDataSplit.ON);
    assertThat(at.bind(at.dmabuf(200), 1).ok()).isTrue();
    final XdpState xdp = at.nic.xdp();
    assertRefused(() -> xdp.bindSocket(2, XskMode.ZEROCOPY), "EBUSY");
    assertThat(xdp.bindSocket(2, XskMode.AUTO)).isEqualTo(XskMode.COPY);
    at.closeSocket();
    assertThat(xdp.bindSocket(3, XskMode.ZEROCOPY)).isEqualTo(XskMode.ZEROCOPY);
    assertThat(at.bind(at.dmabuf(200), 1).errno().name())
        .as("the netlink socket is closed")
        .isEqualTo("EBADF");
  }
}
