package netmemsim.scenarios.run;

import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.naming.context.JvmContext;

/**
 * A replication whose naming context is its own. DSOL's stand-alone replication enters itself into
 * a context that the whole JVM shares, where runs of equal names or in parallel collide.
 */
final class IsolatedReplication extends SingleReplication<Long> {
  private static final long serialVersionUID = 1L;
  private static final long START_PS = 0L;
  private static final long NO_WARM_UP_PS = 0L;

  IsolatedReplication(final String id, final long stopPs) {
    super(id, START_PS, NO_WARM_UP_PS, stopPs);
  }

  @Override
  protected void setContext() {
    setContext(new JvmContext("replication"));
  }
}
