package netmemsim.models.host;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.metric.Metric;
import netmemsim.models.kernel.KernelLog;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.netmem.ExecutionContext;
import netmemsim.models.netmem.HostMemory;
import netmemsim.models.packet.SkbPool;

/** A host: cores, memory, and the kernel that it runs. Devices and sockets are its children. */
public final class Host extends Entity {
  /** CONFIG_NR_CPUS of distributions; ids of NAPI instances begin above it (MIN_NAPI_ID). */
  private static final int MAX_CPUS = 8192;

  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.gauge("skbs", "skbs", "socket buffers in use"),
          Metric.gauge("pages", "pages", "pages that page pools hold"));

  private final KernelProfile kernel;
  private final int hz;
  private final ExecutionContext context;
  private final HostMemory memory = new HostMemory();
  private final SkbPool skbs = new SkbPool();
  private final List<Core> cores;
  private final KernelLog log;
  private final int node;
  private int lastNapiId = MAX_CPUS;

  /**
   * A host.
   *
   * @param tree the run's entities
   * @param name its name
   * @param node its index in the topology's routes
   * @param kernel the kernel that it runs
   * @param hz the kernel's CONFIG_HZ: timers are quantised by it
   * @param coreCount number of cores, at least 1
   * @param costs how long work takes on a core
   */
  public Host(
      final EntityTree tree,
      final String name,
      final int node,
      final KernelProfile kernel,
      final int hz,
      final int coreCount,
      final CostTable costs) {
    super(tree, name);
    this.kernel = kernel;
    this.hz = hz;
    this.node = node;
    this.context = new ExecutionContext(hz);
    final Core[] made = new Core[coreCount];
    for (int i = 0; i < coreCount; i++) {
      made[i] = new Core(this, i, costs, context);
    }
    this.cores = List.of(made);
    this.log = new KernelLog(this);
    context.setProviderCosts(
        costs.ps(Cost.PROVIDER_ALLOCATE), costs.ps(Cost.PROVIDER_FREE), this::charge);
    reading(METRICS.get(0), skbs::live);
    reading(METRICS.get(1), memory::allocated);
  }

  /**
   * Divides the cores over NUMA nodes, as evenly as they go.
   *
   * @param nodes number of nodes
   */
  public void setNumaNodes(final int nodes) {
    context.setCpusPerNode((cores.size() + nodes - 1) / nodes);
  }

  /** The kernel that it runs. */
  public KernelProfile kernel() {
    return kernel;
  }

  /** What the kernel complained of. */
  public KernelLog log() {
    return log;
  }

  /** The kernel's CONFIG_HZ. */
  public int hz() {
    return hz;
  }

  /** Its index in the topology's routes. */
  public int node() {
    return node;
  }

  /** The next id of a NAPI instance: never used again (napi_hash_add). */
  public int nextNapiId() {
    return ++lastNapiId;
  }

  /** Which CPU runs, and in what context. */
  public ExecutionContext context() {
    return context;
  }

  /** Its page allocator. */
  public HostMemory memory() {
    return memory;
  }

  /** Its socket buffers. */
  public SkbPool skbs() {
    return skbs;
  }

  /** Its cores, by number. */
  public List<Core> cores() {
    return cores;
  }

  /**
   * Charges the core that runs at this instant with work that was not foreseen when it began; it is
   * done before the core takes up anything else. Without effect when no core runs.
   *
   * @param costPs picoseconds
   */
  public void charge(final long costPs) {
    final int cpu = context.cpu();
    if (cpu >= 0) {
      cores.get(cpu).charge(costPs);
    }
  }

  /**
   * Charges the core that runs a thread's step with work at the step's beginning that softirqs
   * cannot interrupt (local_bh_disable).
   *
   * @param costPs picoseconds
   */
  public void chargeMasked(final long costPs) {
    final int cpu = context.cpu();
    if (cpu >= 0) {
      cores.get(cpu).chargeMasked(costPs);
    }
  }
}
