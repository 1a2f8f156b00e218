package netmemsim.core.event;

import java.io.Serializable;
import nl.tudelft.simulation.dsol.SimRuntimeException;
import nl.tudelft.simulation.dsol.eventlists.EventListInterface;
import nl.tudelft.simulation.dsol.experiment.Replication;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.Executable;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import nl.tudelft.simulation.dsol.model.DsolModel;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import nl.tudelft.simulation.dsol.simulators.RunState;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import org.djutils.event.EventListener;
import org.djutils.event.EventType;
import org.djutils.event.reference.ReferenceType;
import org.jspecify.annotations.Nullable;

/**
 * A DSOL {@code DevsSimulator<Long>} whose time is a primitive {@code long} of picoseconds and
 * whose event list and run loop are its own: DSOL's experiments, replications, statistics and
 * listeners work on it unchanged. Models schedule reusable {@link Event}s through {@link
 * #scheduleAt}, {@link #scheduleIn}, {@link #moveTo} and {@link #cancel}, which allocate nothing.
 *
 * <p>Differences from the stock simulator, both deliberate: events of equal time and priority run
 * in the order in which they were <em>scheduled</em> (stock: in which they were constructed), and
 * the semaphore is held for a batch of events rather than taken for each.
 *
 * <p><b>A run belongs to one thread.</b> Another thread may call {@link #stop()}.
 */
@SuppressWarnings("SynchronizeOnNonFinalField") // DSOL's semaphore, which is never replaced
public class NetSimulator extends DevsSimulator<Long> {
  private static final long serialVersionUID = 1L;

  /** Events between two releases of the semaphore. */
  private static final int BATCH_EVENTS = 8192;

  private final transient EventQueue queue = new EventQueue();
  private transient @Nullable EventObserver observer;
  private transient @Nullable Exception failure;
  private long nowPs;
  private long eventsFired;
  private boolean timeListened;

  /**
   * Makes a simulator.
   *
   * @param id its name in logs and DSOL events
   */
  public NetSimulator(final Serializable id) {
    super(id);
    super.eventList = queue;
    super.simulatorTime = 0L;
  }

  /** Simulated time in picoseconds. */
  public final long nowPs() {
    return nowPs;
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

  private void checkNotPast(final Event event, final long timePs) {
    if (timePs < nowPs) {
      throw new SimRuntimeException(
          "cannot schedule " + event + " in the past: now " + nowPs + " ps > " + timePs + " ps");
    }
  }

  @Override
  public void initialize(
      final DsolModel<Long, ? extends SimulatorInterface<Long>> model,
      final Replication<Long> replication,
      final boolean cleanUp) {
    if (isStartingOrRunning()) {
      throw new SimRuntimeException("Cannot initialize a running simulator");
    }
    nowPs = replication.getStartTime();
    eventsFired = 0;
    failure = null;
    super.initialize(model, replication, cleanUp);
  }

  @Override
  public void run() {
    super.runflag = true;
    while (!isStoppingOrStopped()) {
      synchronized (super.semaphore) {
        runBatch();
        writeTimeBack();
      }
    }
  }

  private void runBatch() {
    final long untilPs = super.runUntilTime;
    final boolean including = super.runUntilIncluding;
    final boolean hasStoppingCondition = getReplication().getStoppingCondition() != null;
    for (int i = 0; i < BATCH_EVENTS && !isStoppingOrStopped(); i++) {
      final long timePs = queue.firstTimePs();
      if (timePs > untilPs || (timePs == untilPs && !including) || queue.isEmpty()) {
        nowPs = untilPs;
        super.runState = RunState.STOPPING;
        return;
      }
      final Event event = queue.takeFirst();
      if (timeListened && timePs != nowPs) {
        fireUnverifiedTimedEvent(SimulatorInterface.TIME_CHANGED_EVENT, null, timePs);
      }
      nowPs = timePs;
      try {
        fire(event);
        if (hasStoppingCondition) {
          checkStoppingCondition();
        }
      } catch (Exception e) {
        handleSimulationException(e);
      }
    }
  }

  private void fire(final Event event) {
    if (event instanceof ForeignEvent || event instanceof ExecutableEvent) {
      writeTimeBack();
    }
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
    synchronized (super.semaphore) {
      if (!queue.isEmpty()) {
        final Event event = queue.takeFirst();
        fireUnverifiedTimedEvent(SimulatorInterface.TIME_CHANGED_EVENT, null, event.timePs);
        nowPs = event.timePs;
        writeTimeBack();
        fire(event);
      }
    }
  }

  /** Brings DSOL's boxed clock, which its own classes read directly, up to date. */
  private void writeTimeBack() {
    if (super.simulatorTime != nowPs) {
      super.simulatorTime = nowPs;
    }
  }

  @Override
  public Long getSimulatorTime() {
    writeTimeBack();
    return super.simulatorTime;
  }

  @Override
  protected void handleSimulationException(final Exception exception) {
    if (failure == null) {
      failure = exception;
    }
    writeTimeBack();
    super.handleSimulationException(exception);
  }

  @Override
  public void endReplication() {
    writeTimeBack();
    super.endReplication();
    nowPs = super.simulatorTime;
  }

  @Override
  public SimEventInterface<Long> scheduleEvent(final SimEventInterface<Long> event) {
    final long timePs = event.getAbsoluteExecutionTime();
    if (timePs < nowPs) {
      throw new SimRuntimeException(
          "cannot schedule event " + event + " in past " + nowPs + ">" + timePs);
    }
    queue.add(event);
    return event;
  }

  @Override
  public SimEventInterface<Long> scheduleEventAbs(
      final Long absoluteTime, final short priority, final Executable executable) {
    if (executable == null) {
      throw new IllegalArgumentException("executable==null");
    }
    final ExecutableEvent event = new ExecutableEvent(priority, executable);
    scheduleAt(event, absoluteTime);
    return event;
  }

  @Override
  public SimEventInterface<Long> scheduleEventRel(
      final Long relativeDelay, final short priority, final Executable executable) {
    return scheduleEventAbs(nowPs + relativeDelay, priority, executable);
  }

  @Override
  public SimEventInterface<Long> scheduleEventNow(
      final short priority, final Executable executable) {
    return scheduleEventAbs(nowPs, priority, executable);
  }

  @Override
  public SimEventInterface<Long> scheduleEventRel(
      final Long relativeDelay,
      final short priority,
      final Object target,
      final String method,
      final Object @Nullable [] args) {
    writeTimeBack();
    return super.scheduleEventRel(relativeDelay, priority, target, method, args);
  }

  @Override
  public SimEventInterface<Long> scheduleEventNow(
      final short priority,
      final Object target,
      final String method,
      final Object @Nullable [] args) {
    writeTimeBack();
    return super.scheduleEventNow(priority, target, method, args);
  }

  /**
   * Refused: the event list is part of what this simulator is.
   *
   * @throws SimRuntimeException always
   */
  @Override
  public synchronized void setEventList(final EventListInterface<Long> eventList) {
    throw new SimRuntimeException("NetSimulator keeps its own event list");
  }

  @Override
  public boolean addListener(
      final EventListener listener,
      final EventType eventType,
      final int position,
      final ReferenceType referenceType) {
    final boolean added = super.addListener(listener, eventType, position, referenceType);
    noteTimeListeners();
    return added;
  }

  @Override
  public boolean removeListener(final EventListener listener, final EventType eventType) {
    final boolean removed = super.removeListener(listener, eventType);
    noteTimeListeners();
    return removed;
  }

  @Override
  public int removeAllListeners() {
    final int removed = super.removeAllListeners();
    noteTimeListeners();
    return removed;
  }

  @Override
  public int removeAllListeners(final Class<?> ofClass) {
    final int removed = super.removeAllListeners(ofClass);
    noteTimeListeners();
    return removed;
  }

  private void noteTimeListeners() {
    timeListened = numberOfListeners(SimulatorInterface.TIME_CHANGED_EVENT) > 0;
  }
}
