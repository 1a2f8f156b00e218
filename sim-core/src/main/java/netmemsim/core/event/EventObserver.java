package netmemsim.core.event;

/** Is told of every event just before it fires. Must change no state of the model. */
@FunctionalInterface
public interface EventObserver {
  /**
   * An event is about to fire.
   *
   * @param nowPs simulated time in picoseconds
   * @param event the event
   */
  void onEvent(long nowPs, Event event);
}
