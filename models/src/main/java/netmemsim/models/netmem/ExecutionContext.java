package netmemsim.models.netmem;

import java.util.function.LongConsumer;

/** On which CPU, and in what context, code of the modelled kernel runs at this instant. */
public final class ExecutionContext {
  /** No CPU: set-up, or a device's own doing. */
  public static final int NO_CPU = -1;

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
}
