package netmemsim.models.netmem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.kernel.BindingSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.payload.Content;
import netmemsim.models.payload.Zeros;
import netmemsim.models.testbed.SteppedSimulator;
import org.junit.jupiter.api.Test;

/** net/core/devmem.c, v6.12 to v6.18, as kernel-facts.md 1.3 to 1.6 restates it. */
class DmabufBindingTest {
  private final SteppedSimulator simulator = new SteppedSimulator();
  private final EntityTree tree = new EntityTree(simulator, 1);
  private final Entity device = new Entity(tree, "eth0") {};
  private final DmabufExporter udmabuf =
      new DmabufExporter(device, "udmabuf", DmabufExporter.Kind.UDMABUF);
  private final DmabufExporter gpu = new DmabufExporter(device, "gpu", DmabufExporter.Kind.GPU);

  private DmabufBinding bind(final Dmabuf dmabuf, final KernelProfile kernel)
      throws KernelException {
    return DmabufBinding.create(device, 1, dmabuf, device, kernel);
  }

  private static NetIov take(final DmabufBinding binding) {
    return (NetIov) Objects.requireNonNull(binding.allocate());
  }

  @Test
  void gpuMemoryIsHandedOutFromItsStartAndUdmabufFromItsEnd() throws KernelException {
    final DmabufBinding segment = bind(gpu.export(3 * 4096), KernelProfile.V6_18);
    assertThat(take(segment).dmabufOffset()).isZero();
    assertThat(take(segment).dmabufOffset()).isEqualTo(4096);
    final DmabufBinding pages =
        DmabufBinding.create(device, 2, udmabuf.export(3 * 4096), device, KernelProfile.V6_18);
    assertThat(take(pages).dmabufOffset()).isEqualTo(8192);
    assertThat(take(pages).dmabufOffset()).isEqualTo(4096);
  }

  /** Edge case A11: whole granules only, and the offsets of later entries count all bytes. */
  @Test
  void unevenScatterlistEntriesLoseTheirTailAndOffsetsStayLinear() throws KernelException {
    final Dmabuf dmabuf = gpu.export(new long[] {5000, 100, 8192 + 4000});
    final DmabufBinding binding = bind(dmabuf, KernelProfile.V6_12);
    assertThat(binding.size()).isEqualTo(1 + 0 + 2);
    assertThat(take(binding).dmabufOffset()).isEqualTo(5100);
    assertThat(take(binding).dmabufOffset()).isEqualTo(5100 + 4096);
    assertThat(take(binding).dmabufOffset()).isZero();
    assertThat(binding.allocate()).isNull();
  }

  @Test
  void dmabufOfOddSizeHasFloorOfItsPages() throws KernelException {
    assertThat(bind(gpu.export(4096 * 7 + 100), KernelProfile.V6_18).size()).isEqualTo(7);
    final Dmabuf small = udmabuf.export(4096 * 7 + 100);
    assertThat(small.sizeBytes()).isEqualTo(4096 * 7 + 100);
    assertThat(DmabufBinding.create(device, 2, small, device, KernelProfile.V6_18).size())
        .isEqualTo(7);
  }

  @Test
  void applicationReadsThroughOffsetsWhatTheDeviceWrote() throws KernelException {
    final DmabufBinding binding = bind(gpu.export(new long[] {5000, 8192}), KernelProfile.V6_18);
    final NetIov second = take(binding);
    assertThat(second.dmabufOffset()).isEqualTo(5000);
    second.write(10, 100, Zeros.INSTANCE, 7000);
    final List<String> pieces = new ArrayList<>();
    binding.read(
        4000,
        1200,
        new ContentReader() {
          @Override
          public void piece(final Content content, final long position, final int lengthBytes) {
            pieces.add("piece " + position + "+" + lengthBytes);
          }

          @Override
          public void hole(final int lengthBytes) {
            pieces.add("hole " + lengthBytes);
          }
        });
    assertThat(pieces)
        .containsExactly("hole 96", "hole 904", "hole 10", "piece 7000+100", "hole 90");
  }

  @Test
  void lastReferenceUnmapsAndPutsTheDmabuf() throws KernelException {
    for (final KernelProfile kernel : KernelProfile.ALL) {
      final Dmabuf dmabuf = gpu.export(4096);
      final DmabufBinding binding =
          DmabufBinding.create(device, kernel.name().hashCode(), dmabuf, device, kernel);
      dmabuf.put();
      final PagePool pool =
          new PagePool(
              device,
              kernel.name().hashCode(),
              new PagePoolParams(8, 0, true, true, 4096, true, 0, binding, 0),
              kernel,
              new HostMemory(),
              new ExecutionContext(250));
      binding.put();
      assertThat(binding.isFreed()).as("the pool holds it").isFalse();
      pool.destroy();
      // Since v6.16 a work item frees it; before, whoever dropped the last reference did.
      assertThat(binding.isFreed())
          .isEqualTo(!kernel.has(BindingSwitch.BINDING_FREED_BY_WORKQUEUE));
      simulator.runFor(1);
      assertThat(binding.isFreed()).isTrue();
      assertThat(dmabuf.isReleased()).isTrue();
      assertThat(tree.violations()).isEmpty();
    }
  }

  @Test
  void exporterThatRefusesAttachFailsTheBindAndKeepsItsMemory() {
    gpu.refuseAttach(Errno.ENODEV);
    final Dmabuf dmabuf = gpu.export(4096);
    assertThatThrownBy(() -> bind(dmabuf, KernelProfile.V6_18))
        .isInstanceOfSatisfying(
            KernelException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(Errno.ENODEV);
              assertThat(e.result().extack()).isEqualTo("Failed to bind dmabuf to device");
            });
    dmabuf.put();
    assertThat(dmabuf.isReleased()).as("no reference was left behind").isTrue();
    assertThat(tree.find("eth0/gpu")).isSameAs(gpu);
    assertThat(Objects.requireNonNull(tree.findReading("eth0/gpu/exported_bytes")).read()).isZero();
  }

  @Test
  void lawFindsNetIovThatIsFreeTwice() throws KernelException {
    final DmabufBinding binding = bind(gpu.export(8192), KernelProfile.V6_18);
    final NetIov netIov = take(binding);
    assertThat(tree.violations()).as("taken from the gen pool behind the pool's back").hasSize(1);
    binding.release(netIov);
    assertThat(tree.violations()).isEmpty();
  }

  @Test
  void dmabufWithoutSizeIsRefused() {
    assertThatThrownBy(() -> gpu.export(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> udmabuf.export(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> gpu.export(new long[] {4096, 0}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
