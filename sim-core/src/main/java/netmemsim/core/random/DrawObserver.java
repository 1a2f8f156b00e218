package netmemsim.core.random;

import netmemsim.core.event.EventSource;

/** Is told of every random number drawn. */
@FunctionalInterface
public interface DrawObserver {
  /**
   * A number was drawn.
   *
   * @param source the entity that drew it
   * @param bits the raw bits
   */
  void onDraw(EventSource source, long bits);
}
