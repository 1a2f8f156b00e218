package netmemsim.models.topology;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.models.packet.Packet;
import org.jspecify.annotations.Nullable;

/**
 * A store-and-forward switch: looks up the destination host and queues at the output port's link.
 */
public final class Switch extends Entity {
  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("forwarded", "packets", "frames forwarded"),
          Metric.counter("no_route", "packets", "frames to a host that no port leads to"));

  private final int node;
  private @Nullable LinkDirection[] nextHop = new LinkDirection[0];
  private final Counter forwarded = counter(METRICS.get(0));
  private final Counter noRoute = counter(METRICS.get(1));

  /**
   * A switch without ports.
   *
   * @param tree the run's entities
   * @param name its name
   * @param node its index in the topology
   */
  public Switch(final EntityTree tree, final String name, final int node) {
    super(tree, name);
    this.node = node;
  }

  /** Its index in the topology. */
  public int node() {
    return node;
  }

  /**
   * Adds a port.
   *
   * @param name the port's name
   * @return the port, which is where the link's direction away from the switch belongs
   */
  public Port addPort(final String name) {
    return new Port(name);
  }

  /**
   * Sets the routes.
   *
   * @param routes for each node index the direction to send to, or null where none leads there
   */
  public void setRoutes(final @Nullable LinkDirection[] routes) {
    nextHop = routes;
  }

  private void forward(final Packet packet) {
    final LinkDirection out =
        packet.destinationNode < nextHop.length ? nextHop[packet.destinationNode] : null;
    if (out == null) {
      noRoute.increment();
      packet.release();
      return;
    }
    forwarded.increment();
    out.send(packet);
  }

  /** A port of the switch. */
  public final class Port extends Entity implements FrameReceiver {
    private Port(final String name) {
      super(Switch.this, name);
    }

    @Override
    public void receive(final Packet packet) {
      forward(packet);
    }
  }
}
