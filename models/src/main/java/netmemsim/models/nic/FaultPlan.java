package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;

/** Failures and delays to come in the queue operations of a device, as a scenario injected them. */
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

  private static final class Delay {
    final int queue;
    final RestartStep step;
    final long durationPs;
    int times;

    Delay(final int queue, final RestartStep step, final long durationPs, final int times) {
      this.queue = queue;
      this.step = step;
      this.durationPs = durationPs;
      this.times = times;
    }
  }

  private final List<Fault> faults = new ArrayList<>();
  private final List<Delay> delays = new ArrayList<>();

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

  /**
   * Makes a step take another time than the profile says.
   *
   * @param queue the RX queue; of no account for {@link RestartStep#RESET}
   * @param step which step
   * @param durationPs how long, picoseconds
   * @param times how often
   */
  public void delay(
      final int queue, final RestartStep step, final long durationPs, final int times) {
    delays.add(new Delay(queue, step, durationPs, times));
  }

  /** How long a step takes this time. */
  long durationPs(final int queue, final RestartStep step, final long otherwisePs) {
    for (final Delay delay : delays) {
      if (delay.step == step
          && (delay.queue == queue || step == RestartStep.RESET)
          && delay.times > 0) {
        delay.times--;
        return delay.durationPs;
      }
    }
    return otherwisePs;
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
