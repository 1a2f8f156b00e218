package netmemsim.core.event;

import java.io.Serializable;
import nl.tudelft.simulation.dsol.SimRuntimeException;
import nl.tudelft.simulation.dsol.experiment.Replication;
import nl.tudelft.simulation.dsol.model.DsolModel;
import nl.tudelft.simulation.dsol.simulators.RunState;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import org.jspecify.annotations.Nullable;

/**
 * A DSOL {@code DevsSimulator<Long>} whose time is a primitive {@code long} of picoseconds and
 * whose event list and run loop are its own: DSOL's experiments, replications, statistics and
 * listeners work on it unchanged. Models schedule reusable {@link Event}s through {@link
 * #scheduleAt}, {@link #scheduleIn}, {@link #moveTo} and {@link #cancel}, which allocate nothing.
 *
 * <p>Differences from the stock simulator, all deliberate:
 *
 * <ul>
 *   <li>events of equal time and priority run in the order in which they were <em>scheduled</em>
 *       (stock: in which they were constructed);
 *   <li>the semaphore is held for a batch of events rather than taken for each;
 *   <li>an {@link Error} that an event throws is handled as an exception is, and stops the run
 *       (stock: it ends the worker thread, and the simulator is said to run for ever);
 *   <li>time starts at 0 or later, and the event list cannot be exchanged.
 * </ul>
 *
 * <p><b>A run belongs to one thread.</b> Another thread may call {@link #stop()} and, as with the
 * stock simulator, DSOL's own methods that schedule and cancel, but not those for reusable events.
 */
public class NetSimulator extends QueueSimulator {
  private static final long serialVersionUID = 1L;

  /** Events between two releases of the semaphore. */
  private static final int BATCH_EVENTS = 8192;

  private transient @Nullable EventObserver observer;
  private transient @Nullable Exception failure;
  private long eventsFired;

  /** The last time at which an event is due in this run. */
  private long lastPs;

  /**
   * Makes a simulator.
   *
   * @param id its name in logs and DSOL events
   */
  public NetSimulator(final Serializable id) {
    super(id);
  }

  /** The number of events fired, those that only observe left out. */
  public final long eventsFired() {
    return eventsFired;
  }

  /** The first exception that an event threw in this run, or null. */
  public final @Nullable Exception failure() {
    return failure;
  }

  /**
   * Sets who is told of every event.
   *
   * @param observer the observer, or null for none
   */
  public final void setEventObserver(final @Nullable EventObserver observer) {
    this.observer = observer;
  }

  /** Who is told of every event, or null. */
  public final @Nullable EventObserver eventObserver() {
    return observer;
  }

  /**
   * Schedules an event at an absolute time.
   *
   * @param event an event that is not scheduled
   * @param timePs picoseconds, not before now
   * @throws SimRuntimeException when the time is in the past
   */
  public final void scheduleAt(final Event event, final long timePs) {
    checkNotPast(event, timePs);
    queue.schedule(event, timePs);
  }

  /**
   * Schedules an event after a delay.
   *
   * @param event an event that is not scheduled
   * @param delayPs picoseconds from now, at least 0
   * @throws SimRuntimeException when the delay is negative
   */
  public final void scheduleIn(final Event event, final long delayPs) {
    scheduleAt(event, nowPs + delayPs);
  }

  /**
   * Moves an event to another time, or schedules it when it is not scheduled.
   *
   * @param event the event
   * @param timePs picoseconds, not before now
   * @throws SimRuntimeException when the time is in the past
   */
  public final void moveTo(final Event event, final long timePs) {
    checkNotPast(event, timePs);
    queue.reschedule(event, timePs);
  }

  /**
   * Takes an event out of the list.
   *
   * @param event the event
   * @return whether it was scheduled
   */
  public final boolean cancel(final Event event) {
    return queue.cancel(event);
  }

  @Override
  public void initialize(
      final DsolModel<Long, ? extends SimulatorInterface<Long>> model,
      final Replication<Long> replication,
      final boolean cleanUp) {
    if (isStartingOrRunning()) {
      throw new SimRuntimeException("Cannot initialize a running simulator");
    }
    if (replication.getStartTime() < 0) {
      throw new SimRuntimeException("time starts before 0: " + replication.getStartTime() + " ps");
    }
    nowPs = replication.getStartTime();
    eventsFired = 0;
    failure = null;
    super.initialize(model, replication, cleanUp);
  }

  @Override
  public void startImpl() {
    writeTimeBack();
    // Also when the start is refused because the simulator runs: stock obeys the new limit then.
    noteLastTime();
    super.startImpl();
  }

  @Override
  public void step() {
    writeTimeBack();
    super.step();
  }

  @Override
  public void run() {
    runflag = true;
    noteLastTime();
    final Object lock = semaphore;
    while (!isStoppingOrStopped()) {
      synchronized (lock) {
        try {
          runBatch();
        } finally {
          writeTimeBack();
        }
      }
    }
  }

  private void noteLastTime() {
    lastPs = runUntilIncluding ? runUntilTime : runUntilTime - 1;
  }

  private void runBatch() {
    for (int i = 0; i < BATCH_EVENTS && runState == RunState.STARTED; i++) {
      final Event event = queue.takeUntil(lastPs);
      if (event == null) {
        nowPs = runUntilTime;
        runState = RunState.STOPPING;
        return;
      }
      final long timePs = event.timePs;
      if (timeListened && timePs != nowPs) {
        fireUnverifiedTimedEvent(SimulatorInterface.TIME_CHANGED_EVENT, null, timePs);
      }
      nowPs = timePs;
      try {
        fire(event);
        checkStoppingCondition();
      } catch (Exception e) {
        handleSimulationException(e);
      } catch (Error e) {
        handleError(e);
      }
    }
  }

  private void fire(final Event event) {
    if (!event.observesOnly()) {
      eventsFired++;
      final EventObserver told = observer;
      if (told != null) {
        told.onEvent(nowPs, event);
      }
    }
    event.fire(nowPs);
  }

  @Override
  protected void stepImpl() {
    final Object lock = semaphore;
    synchronized (lock) {
      final Event event = queue.takeUntil(Long.MAX_VALUE);
      if (event != null) {
        fireUnverifiedTimedEvent(SimulatorInterface.TIME_CHANGED_EVENT, null, event.timePs);
        nowPs = event.timePs;
        try {
          fire(event);
        } finally {
          writeTimeBack();
        }
      }
    }
  }

  @Override
  protected void handleSimulationException(final Exception exception) {
    if (failure == null) {
      failure = exception;
    }
    super.handleSimulationException(exception);
  }

  private void handleError(final Error error) {
    handleSimulationException(new SimRuntimeException(error));
    if (isStartingOrRunning()) {
      stopImpl();
    }
  }

  @Override
  public void endReplication() {
    writeTimeBack();
    super.endReplication();
    nowPs = simulatorTime;
  }
}
