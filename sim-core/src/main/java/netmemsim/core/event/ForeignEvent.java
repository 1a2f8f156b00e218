package netmemsim.core.event;

import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;

/** A DSOL event of a class that is not ours (a reflective {@code SimEvent}, say) in our list. */
final class ForeignEvent extends Event {
  private final SimEventInterface<Long> wrapped;
  private final EventQueue queue;

  ForeignEvent(final SimEventInterface<Long> wrapped, final EventQueue queue) {
    super(null, wrapped.getPriority());
    this.wrapped = wrapped;
    this.queue = queue;
  }

  @Override
  public void fire(final long nowPs) {
    queue.forget(wrapped);
    wrapped.execute();
  }

  @Override
  SimEventInterface<Long> asDsolEvent() {
    return wrapped;
  }

  @Override
  public String toString() {
    return wrapped.toString();
  }
}
