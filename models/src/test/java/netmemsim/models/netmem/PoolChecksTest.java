package netmemsim.models.netmem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.PagePoolSwitch;
import netmemsim.models.netmem.PagePoolParams.DmaDirection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** page_pool_init's checks in their order (kernel-facts.md 3.2). */
class PoolChecksTest {
  private static final int MAP = PagePoolParams.PP_FLAG_DMA_MAP;
  private static final int SYNC = PagePoolParams.PP_FLAG_DMA_SYNC_DEV;
  private static final int UNREADABLE = PagePoolParams.PP_FLAG_ALLOW_UNREADABLE_NETMEM;

  private static PagePoolParams params(
      final int ring,
      final int order,
      final int flags,
      final DmaDirection direction,
      final @Nullable MemoryProvider provider) {
    return new PagePoolParams(ring, order, flags, direction, 4096, 0, 0, provider, 0);
  }

  private static void assertErrno(
      final Errno errno, final PoolFixture at, final PagePoolParams params) {
    assertThatThrownBy(() -> at.create(params))
        .isInstanceOfSatisfying(KernelException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @Test
  void firstBrokenRuleWins() throws KernelException {
    final PoolFixture at = new PoolFixture(KernelProfile.V6_12, 16, 8);
    final MemoryProvider provider = Objects.requireNonNull(at.binding);
    // Everything is wrong, then one thing less each time.
    assertErrno(Errno.EINVAL, at, params(40000, 11, 1 << 4, DmaDirection.NONE, provider));
    assertErrno(Errno.E2BIG, at, params(40000, 11, MAP, DmaDirection.TO_DEVICE, provider));
    assertErrno(
        Errno.EINVAL, at, params(16, 11, MAP | UNREADABLE, DmaDirection.TO_DEVICE, provider));
    assertErrno(
        Errno.EOPNOTSUPP, at, params(16, 11, MAP | UNREADABLE, DmaDirection.FROM_DEVICE, provider));
    assertErrno(
        Errno.E2BIG,
        at,
        params(16, 11, MAP | SYNC | UNREADABLE, DmaDirection.BIDIRECTIONAL, provider));
    assertErrno(Errno.EINVAL, at, params(16, 11, MAP | SYNC, DmaDirection.BIDIRECTIONAL, provider));
    at.create(params(16, 10, MAP | SYNC, DmaDirection.BIDIRECTIONAL, provider));
  }

  /** Without DMA_MAP nobody looks at the direction. */
  @Test
  void directionMattersOnlyToAPoolThatMaps() throws KernelException {
    final PoolFixture at = new PoolFixture(16);
    at.create(params(16, 0, 0, DmaDirection.NONE, null));
    assertErrno(Errno.EINVAL, at, params(16, 0, MAP, DmaDirection.NONE, null));
  }

  @Test
  void providerOfAModuleIsRefused() throws KernelException {
    final PoolFixture at = new PoolFixture(16);
    final MemoryProvider module =
        new MemoryProvider() {
          @Override
          public void init(final PagePool pool) {
            throw new AssertionError("refused before");
          }

          @Override
          public @Nullable Netmem allocate() {
            return null;
          }

          @Override
          public void release(final Netmem netmem) {}

          @Override
          public boolean isBuiltIn() {
            return false;
          }

          @Override
          public void destroy() {}
        };
    assertErrno(
        Errno.EFAULT, at, params(16, 0, MAP | SYNC | UNREADABLE, DmaDirection.FROM_DEVICE, module));
  }

  /** Edge case G7, RFC v3: either flag is refused. */
  @Test
  void rfcProviderRefusesEitherFlag() throws KernelException {
    final KernelProfile rfc =
        KernelProfile.V6_12.with(PagePoolSwitch.PROVIDER_REFUSES_DMA_FLAGS, true);
    final PoolFixture merged = new PoolFixture(KernelProfile.V6_12, 16, 8);
    final PoolFixture at = new PoolFixture(rfc, 16, 0);
    final MemoryProvider provider = Objects.requireNonNull(merged.binding);
    at.create(params(16, 0, UNREADABLE, DmaDirection.FROM_DEVICE, provider));
    assertErrno(
        Errno.EOPNOTSUPP, at, params(16, 0, MAP | UNREADABLE, DmaDirection.FROM_DEVICE, provider));
    assertErrno(
        Errno.EOPNOTSUPP,
        at,
        params(16, 0, MAP | SYNC | UNREADABLE, DmaDirection.FROM_DEVICE, provider));
  }
}
