package netmemsim.scenarios.run;

import java.util.Objects;
import java.util.function.Supplier;
import netmemsim.core.event.NetSimulator;
import netmemsim.scenarios.assembly.World;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import org.jspecify.annotations.Nullable;

/** A scenario as DSOL sees it. */
final class ScenarioModel extends AbstractDsolModel<Long, NetSimulator> {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<World> builder;
  private transient @Nullable World world;

  ScenarioModel(final NetSimulator simulator, final Supplier<World> builder) {
    super(simulator);
    this.builder = builder;
  }

  @Override
  public void constructModel() {
    world = builder.get();
  }

  World world() {
    return Objects.requireNonNull(world);
  }
}
