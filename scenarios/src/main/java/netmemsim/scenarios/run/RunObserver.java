package netmemsim.scenarios.run;

import netmemsim.core.entity.EntityTree;

/** Watches a run: a recorder. Must change no state of the model. */
public interface RunObserver {
  /**
   * The run is about to be built; the tree is still empty.
   *
   * @param tree the run's entities
   */
  void onStart(EntityTree tree);

  /**
   * The run is over.
   *
   * @param tree the run's entities
   */
  void onEnd(EntityTree tree);
}
