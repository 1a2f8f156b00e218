package netmemsim.models.nic;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import netmemsim.core.event.Event;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.QueueSwitch;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.MemoryProvider;
import org.jspecify.annotations.Nullable;

/**
 * One run of netdev_rx_queue_restart (net/core/netdev_rx_queue.c, v6.12 to v6.18): allocate new
 * memory and check its provider while the old queue receives; stop the old, start the new, free the
 * old. A new queue that does not start is replaced by the old one; if that does not start either,
 * the queue is dead. Each step takes the driver's time. The caller holds the device's lock.
 */
public final class QueueRestart {
  /** Where a restart is, as the tracepoint reports it. */
  private enum Phase {
    MEM_ALLOC(0),
    STOP(1),
    START(2),
    RESTART_OLD(3),
    DONE(4);

    final int number;

    Phase(final int number) {
      this.number = number;
    }
  }

  static final Tracepoint RESTART =
      Tracepoint.of(
          "netdev_rx_queue_restart",
          Rung.HOST,
          "a restart reached a phase: 0 memory allocated, 1 stopped, 2 started, 3 old queue"
              + " started again, 4 done; with the errno of the phase",
          "queue",
          "phase",
          "errno");

  /** Tracepoints. The kernel has none here. */
  public static final List<Tracepoint> TRACEPOINTS = List.of(RESTART);

  private final NetDevice device;
  private final RxQueue queue;
  private final boolean instant;
  private final Consumer<Result> done;
  private final Trace trace;
  private @Nullable RxQueueMemory newMemory;
  private @Nullable RxQueueMemory oldMemory;
  private @Nullable KernelException startFailure;
  private Runnable nextStep = () -> {};

  private final Event stepEvent;

  private QueueRestart(
      final NetDevice device,
      final RxQueue queue,
      final boolean instant,
      final Consumer<Result> done) {
    this.device = device;
    this.queue = queue;
    this.instant = instant;
    this.done = done;
    this.trace = device.restartTrace();
    this.stepEvent =
        new Event(queue) {
          @Override
          public void fire(final long nowPs) {
            nextStep.run();
          }
        };
  }

  /**
   * Restarts a queue.
   *
   * @param queue the queue
   * @param instant whether the steps take no time, for set-up before the run
   * @param done gets the answer, now or when the restart is over
   */
  public static void run(final RxQueue queue, final boolean instant, final Consumer<Result> done) {
    final NetDevice device = queue.device();
    if (!device.host().kernel().has(QueueSwitch.QUEUE_API)) {
      // What the caller changed takes effect at the next reset of the device.
      done.accept(Result.OK);
      return;
    }
    if (!device.profile().queueManagement()) {
      done.accept(Result.error(Errno.EOPNOTSUPP));
      return;
    }
    final QueueRestart restart = new QueueRestart(device, queue, instant, done);
    restart.after(RestartStep.MEM_ALLOC, device.profile().memAllocPs(), restart::allocate);
  }

  private void after(final RestartStep step, final long profilePs, final Runnable action) {
    if (instant) {
      action.run();
    } else {
      nextStep = action;
      device
          .simulator()
          .scheduleIn(stepEvent, device.faults().durationPs(queue.index(), step, profilePs));
    }
  }

  private void tell(final RestartPhase phase) {
    device.driver().phase(queue, phase);
  }

  private void allocate() {
    final Driver driver = device.driver();
    try {
      device.faults().check(queue.index(), RestartStep.MEM_ALLOC);
      newMemory = driver.memAlloc(queue);
    } catch (KernelException e) {
      report(Phase.MEM_ALLOC, e.errno());
      finish(e.result());
      return;
    }
    final RxQueueMemory made = Objects.requireNonNull(newMemory);
    queue.prepare(made);
    final MemoryProvider wanted = queue.memoryProvider();
    if (wanted != null && !device.hasPoolOn(wanted, queue.index())) {
      driver.memFree(queue, made, true);
      report(Phase.MEM_ALLOC, Errno.ENODATA);
      finish(Result.error(Errno.ENODATA));
      return;
    }
    report(Phase.MEM_ALLOC, Errno.OK);
    if (!device.isUp() && device.host().kernel().has(QueueSwitch.RESTART_SKIPS_DOWN_DEVICE)) {
      driver.memFree(queue, made, true);
      finish(Result.OK);
      return;
    }
    if (!queue.isRunning()) {
      // A queue that an earlier restart left dead has nothing to stop (inferred).
      begin();
      return;
    }
    tell(RestartPhase.STOPPING);
    after(RestartStep.STOP, device.profile().stopPs(), this::stop);
  }

  private void stop() {
    final Driver driver = device.driver();
    try {
      device.faults().check(queue.index(), RestartStep.STOP);
      oldMemory = driver.stop(queue);
    } catch (KernelException e) {
      tell(RestartPhase.STOP_FAILED);
      driver.memFree(queue, Objects.requireNonNull(newMemory), true);
      report(Phase.STOP, e.errno());
      finish(e.result());
      return;
    }
    tell(RestartPhase.STOPPED);
    report(Phase.STOP, Errno.OK);
    begin();
  }

  private void begin() {
    tell(RestartPhase.STARTING);
    after(RestartStep.START, device.profile().startPs(), this::start);
  }

  private void start() {
    final Driver driver = device.driver();
    final RxQueueMemory made = Objects.requireNonNull(newMemory);
    try {
      device.faults().check(queue.index(), RestartStep.START);
      driver.start(queue, made);
    } catch (KernelException e) {
      tell(RestartPhase.START_FAILED);
      report(Phase.START, e.errno());
      startFailure = e;
      if (oldMemory == null) {
        driver.memFree(queue, made, true);
        queue.markUnhealthy();
        finish(e.result());
        return;
      }
      tell(RestartPhase.STARTING);
      after(RestartStep.RESTART_OLD, device.profile().startPs(), this::restartOld);
      return;
    }
    tell(RestartPhase.STARTED);
    report(Phase.START, Errno.OK);
    if (oldMemory != null) {
      driver.memFree(queue, oldMemory, true);
    }
    finish(Result.OK);
  }

  private void restartOld() {
    final Driver driver = device.driver();
    final RxQueueMemory old = Objects.requireNonNull(oldMemory);
    try {
      device.faults().check(queue.index(), RestartStep.RESTART_OLD);
      driver.start(queue, old);
      tell(RestartPhase.STARTED);
      report(Phase.RESTART_OLD, Errno.OK);
    } catch (KernelException e) {
      tell(RestartPhase.START_FAILED);
      report(Phase.RESTART_OLD, e.errno());
      queue.markUnhealthy();
      driver.memFree(queue, old, true);
    }
    driver.memFree(queue, Objects.requireNonNull(newMemory), true);
    finish(Objects.requireNonNull(startFailure).result());
  }

  private void report(final Phase phase, final Errno errno) {
    if (trace.on) {
      trace.emit(queue.index(), phase.number, errno.number());
    }
  }

  private void finish(final Result result) {
    report(Phase.DONE, result.errno());
    done.accept(result);
  }
}
