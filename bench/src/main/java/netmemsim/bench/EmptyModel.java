package netmemsim.bench;

import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;

/** A model without contents: the benchmark schedules its events itself. */
final class EmptyModel extends AbstractDsolModel<Long, SimulatorInterface<Long>> {
  private static final long serialVersionUID = 1L;

  EmptyModel(final SimulatorInterface<Long> simulator) {
    super(simulator);
  }

  @Override
  public void constructModel() {
    // Nothing to build.
  }
}
