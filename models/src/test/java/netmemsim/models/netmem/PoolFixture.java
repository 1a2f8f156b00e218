package netmemsim.models.netmem;

import java.util.Objects;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.testbed.SteppedSimulator;
import org.jspecify.annotations.Nullable;

/** A page pool without a device around it. Its NAPI is on CPU 0. */
final class PoolFixture {
  static final int NAPI_CPU = 0;

  final SteppedSimulator simulator = new SteppedSimulator();
  final EntityTree tree = new EntityTree(simulator, 1);
  final Entity device = new Entity(tree, "eth0") {};
  final ExecutionContext context = new ExecutionContext(250);
  final HostMemory hostMemory = new HostMemory();
  final KernelProfile kernel;
  final @Nullable DmabufBinding binding;
  final PagePool pool;
  private int pools;

  /** A pool of host pages. */
  PoolFixture(final int ringSize) throws KernelException {
    this(KernelProfile.V6_18, ringSize, 0);
  }

  /** A pool on a dma-buf of some pages, or with 0 pages on host memory. */
  PoolFixture(final KernelProfile kernel, final int ringSize, final int pages)
      throws KernelException {
    this.kernel = kernel;
    if (pages == 0) {
      binding = null;
    } else {
      final DmabufExporter exporter = new DmabufExporter(device, "gpu0", DmabufExporter.Kind.GPU);
      final Dmabuf dmabuf = exporter.export(pages * (long) Netmem.PAGE_SIZE);
      binding = DmabufBinding.create(device, 1, dmabuf, device, kernel);
      dmabuf.put();
    }
    pool = create(params(ringSize, true, true, Netmem.PAGE_SIZE, true));
  }

  PagePoolParams params(
      final int ringSize,
      final boolean dmaMap,
      final boolean dmaSync,
      final int maxLength,
      final boolean allowUnreadable) {
    return new PagePoolParams(
        ringSize, 0, dmaMap, dmaSync, maxLength, allowUnreadable, 3, binding, NAPI_CPU);
  }

  PagePool create(final PagePoolParams params) throws KernelException {
    return new PagePool(device, ++pools, params, kernel, hostMemory, context);
  }

  Netmem take() {
    return Objects.requireNonNull(pool.allocate());
  }

  /** Drops a reference in the softirq of the pool's NAPI. */
  void putInNapi(final Netmem netmem) {
    putOn(NAPI_CPU, netmem);
  }

  /** Drops a reference in a softirq of a CPU. */
  void putOn(final int cpu, final Netmem netmem) {
    context.enter(cpu, true);
    netmem.put();
    context.leave();
  }

  long stat(final String name) {
    return Objects.requireNonNull(tree.findReading(pool.path() + "/" + name), name).read();
  }
}
