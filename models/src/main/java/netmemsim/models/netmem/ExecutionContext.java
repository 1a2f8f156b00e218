package netmemsim.models.netmem;

import java.util.function.LongConsumer;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.TimerWheel;

/**
 * On which CPU, and in what context, code of the modelled kernel runs at this instant; the host's
 * NUMA nodes and its tick.
 */
public final class ExecutionContext {
  /** No CPU: set-up, or a device's own doing. */
  public static final int NO_CPU = -1;

  private final int hz;
  private int cpusPerNode = Integer.MAX_VALUE;
  private int cpu = NO_CPU;
  private boolean softirq;
  private long allocatePs;
  private long freePs;
  private LongConsumer charge = costPs -> {};

  /**
   * Says what a memory provider's allocator costs.
   *
   * @param newAllocatePs taking a buffer, picoseconds
   * @param newFreePs giving one back, picoseconds
   * @param newCharge charges the CPU that runs
   */
  public void setProviderCosts(
      final long newAllocatePs, final long newFreePs, final LongConsumer newCharge) {
    allocatePs = newAllocatePs;
    freePs = newFreePs;
    charge = newCharge;
  }

  /** A buffer is taken from a memory provider. */
  void chargeAllocate() {
    charge.accept(allocatePs);
  }

  /** A buffer goes back to a memory provider. */
  void chargeFree() {
    charge.accept(freePs);
  }

  /**
   * The context of a host with one NUMA node.
   *
   * @param hz the kernel's CONFIG_HZ
   */
  public ExecutionContext(final int hz) {
    this.hz = hz;
  }

  /**
   * Divides the CPUs over NUMA nodes.
   *
   * @param cpus CPUs of each node, counted from CPU 0 up
   */
  public void setCpusPerNode(final int cpus) {
    cpusPerNode = cpus;
  }

  /**
   * A CPU begins to run something.
   *
   * @param newCpu its number, or {@link #NO_CPU}
   * @param inSoftirq whether it is a softirq
   */
  public void enter(final int newCpu, final boolean inSoftirq) {
    cpu = newCpu;
    softirq = inSoftirq;
  }

  /** The CPU leaves what it ran. */
  public void leave() {
    cpu = NO_CPU;
    softirq = false;
  }

  /** The CPU, or {@link #NO_CPU}. */
  public int cpu() {
    return cpu;
  }

  /** Whether a softirq is being served. */
  public boolean inSoftirq() {
    return softirq;
  }

  /** The NUMA node of the CPU that runs (numa_mem_id); 0 when none does. */
  public int node() {
    return cpu < 0 ? 0 : cpu / cpusPerNode;
  }

  /**
   * When delayed work runs (schedule_delayed_work): its timer is in ticks and the wheel rounds it
   * up.
   *
   * @param nowPs simulated time
   * @param delayPs the delay
   * @return when, picoseconds
   */
  public long delayedWorkPs(final long nowPs, final long delayPs) {
    final long tickPs = Picoseconds.PER_S / hz;
    final long now = nowPs / tickPs;
    return TimerWheel.fireTick(now + (delayPs + tickPs - 1) / tickPs, now) * tickPs;
  }
}
