package netmemsim.core.event;

import java.io.Serializable;
import nl.tudelft.simulation.dsol.SimRuntimeException;
import nl.tudelft.simulation.dsol.eventlists.EventListInterface;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.Executable;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEvent;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import org.djutils.event.EventListener;
import org.djutils.event.EventType;
import org.djutils.event.reference.ReferenceType;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link NetSimulator} that DSOL knows: its methods for scheduling and for listeners,
 * on an event list and a primitive clock of our own. The methods that schedule take DSOL's
 * semaphore, as the stock simulator's do, so that another thread may call them during a run.
 */
abstract class QueueSimulator extends DevsSimulator<Long> {
  private static final long serialVersionUID = 1L;

  final transient EventQueue queue = new EventQueue();

  /** Simulated time in picoseconds. */
  long nowPs;

  /** Whether somebody listens to the time. */
  boolean timeListened;

  QueueSimulator(final Serializable id) {
    super(id);
    eventList = queue;
    simulatorTime = 0L;
  }

  /** Simulated time in picoseconds. */
  public final long nowPs() {
    return nowPs;
  }

  final void checkNotPast(final SimEventInterface<Long> event, final long timePs) {
    if (timePs < nowPs) {
      throw new SimRuntimeException(
          "cannot schedule event " + event + " in past " + nowPs + ">" + timePs);
    }
  }

  /** Brings DSOL's boxed clock up to date before one of the methods that read it directly. */
  final void writeTimeBack() {
    if (simulatorTime != nowPs) {
      simulatorTime = nowPs;
    }
  }

  @Override
  public Long getSimulatorTime() {
    // Writes nothing: another thread may ask.
    return nowPs;
  }

  @Override
  public SimEventInterface<Long> scheduleEvent(final SimEventInterface<Long> event) {
    final Object lock = semaphore;
    synchronized (lock) {
      checkNotPast(event, event.getAbsoluteExecutionTime());
      queue.add(event);
      return event;
    }
  }

  @Override
  public boolean cancelEvent(final SimEventInterface<Long> event) {
    final Object lock = semaphore;
    synchronized (lock) {
      return queue.remove(event);
    }
  }

  @Override
  public SimEventInterface<Long> scheduleEventAbs(
      final Long absoluteTime, final short priority, final Executable executable) {
    if (executable == null) {
      throw new IllegalArgumentException("executable==null");
    }
    final ExecutableEvent event = new ExecutableEvent(priority, executable);
    final Object lock = semaphore;
    synchronized (lock) {
      checkNotPast(event, absoluteTime);
      queue.schedule(event, absoluteTime);
      return event;
    }
  }

  @Override
  public SimEventInterface<Long> scheduleEventRel(
      final Long relativeDelay, final short priority, final Executable executable) {
    final Object lock = semaphore;
    synchronized (lock) {
      return scheduleEventAbs(nowPs + relativeDelay, priority, executable);
    }
  }

  @Override
  public SimEventInterface<Long> scheduleEventNow(
      final short priority, final Executable executable) {
    final Object lock = semaphore;
    synchronized (lock) {
      return scheduleEventAbs(nowPs, priority, executable);
    }
  }

  @Override
  public SimEventInterface<Long> scheduleEventRel(
      final Long relativeDelay,
      final short priority,
      final Object target,
      final String method,
      final Object @Nullable [] args) {
    final Object lock = semaphore;
    synchronized (lock) {
      return scheduleEvent(
          new SimEvent<Long>(nowPs + relativeDelay, priority, target, method, args));
    }
  }

  @Override
  public SimEventInterface<Long> scheduleEventNow(
      final short priority,
      final Object target,
      final String method,
      final Object @Nullable [] args) {
    final Object lock = semaphore;
    synchronized (lock) {
      return scheduleEvent(new SimEvent<Long>(nowPs, priority, target, method, args));
    }
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
