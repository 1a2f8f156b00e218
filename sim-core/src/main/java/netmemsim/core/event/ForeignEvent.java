package netmemsim.core.event;

import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import org.jspecify.annotations.Nullable;

/** A DSOL event of a class that is not ours (a reflective {@code SimEvent}, say) in our list. */
final class ForeignEvent extends Event {
  private final SimEventInterface<Long> wrapped;

  ForeignEvent(final SimEventInterface<Long> wrapped) {
    super(null, wrapped.getPriority());
    this.wrapped = wrapped;
  }

  boolean wraps(final SimEventInterface<Long> event) {
    return wrapped == event;
  }

  @Override
  public void fire(final long nowPs) {
    wrapped.execute();
  }

  @Override
  public String toString() {
    return wrapped.toString();
  }

  static @Nullable SimEventInterface<Long> unwrap(final @Nullable Event event) {
    return event == null ? null : unwrapNonNull(event);
  }

  static SimEventInterface<Long> unwrapNonNull(final Event event) {
    return event instanceof ForeignEvent foreign ? foreign.wrapped : event;
  }
}
