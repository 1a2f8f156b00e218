package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;

/** Failures to come in the queue operations of a device, as a scenario injected them. */
public final class FaultPlan {
  private static final class Fault {
    final int queue;
    final RestartStep step;
    final Errno errno;
    int times;

    Fault(final int queue, final RestartStep step, final Errno errno, final int times) {
      this.queue = queue;
      this.step = step;
      this.errno = errno;
      this.times = times;
    }
  }

  private final List<Fault> faults = new ArrayList<>();

  /**
   * Makes a step fail.
   *
   * @param queue the RX queue
   * @param step which step
   * @param errno with what
   * @param times how often
   */
  public void inject(final int queue, final RestartStep step, final Errno errno, final int times) {
    faults.add(new Fault(queue, step, errno, times));
  }

  /** Fails if a fault is due. */
  void check(final int queue, final RestartStep step) throws KernelException {
    for (final Fault fault : faults) {
      if (fault.queue == queue && fault.step == step && fault.times > 0) {
        fault.times--;
        throw new KernelException(fault.errno);
      }
    }
  }
}
