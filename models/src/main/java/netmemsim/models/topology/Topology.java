package netmemsim.models.topology;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.time.TransmissionTime;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.MaskSubgraph;
import org.jgrapht.graph.builder.GraphTypeBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The hosts, switches and links of a run as a directed JGraphT graph, and the static routes over
 * it: shortest path by delay, ties broken by the order in which links were added.
 */
public final class Topology {
  private static final double HOP_WEIGHT_PS = 1.0;

  private final Graph<Integer, Edge> graph =
      GraphTypeBuilder.<Integer, Edge>directed()
          .allowingMultipleEdges(true)
          .weighted(true)
          .edgeClass(Edge.class)
          .buildGraph();
  private final List<Entity> nodes = new ArrayList<>();
  private final List<Switch> switches = new ArrayList<>();

  /** One direction of a link in the graph. */
  private record Edge(int number, LinkDirection direction) {}

  private int edges;

  /** The index that the next node will get. */
  public int nextNode() {
    return nodes.size();
  }

  /**
   * Adds a host or switch; its index is {@link #nextNode()} from before.
   *
   * @param node the entity
   */
  public void addNode(final Entity node) {
    graph.addVertex(nodes.size());
    nodes.add(node);
    if (node instanceof Switch added) {
      switches.add(added);
    }
  }

  /**
   * Adds one direction of a link.
   *
   * @param fromNode index of the node that sends
   * @param toNode index of the node that receives
   * @param port the sending port
   * @param rate the rate
   * @param delayPs propagation delay, picoseconds
   * @param limit how much may wait
   * @param dropList what is lost
   * @param receiver the receiving port
   * @return the direction
   */
  public LinkDirection connect(
      final int fromNode,
      final int toNode,
      final Entity port,
      final TransmissionTime rate,
      final long delayPs,
      final LinkQueue limit,
      final DropList dropList,
      final FrameReceiver receiver) {
    final LinkDirection direction =
        new LinkDirection(port, rate, delayPs, limit, dropList, receiver);
    final Edge edge = new Edge(edges++, direction);
    graph.addEdge(fromNode, toNode, edge);
    graph.setEdgeWeight(edge, delayPs + HOP_WEIGHT_PS);
    return direction;
  }

  /** Computes the routes of every switch. Call once, when all links are there. */
  public void route() {
    for (final Switch from : switches) {
      final @Nullable LinkDirection[] routes = new LinkDirection[nodes.size()];
      final var paths = pathsFrom(from.node()).getPaths(from.node());
      for (int to = 0; to < routes.length; to++) {
        final GraphPath<Integer, Edge> path = paths.getPath(to);
        if (path != null && !path.getEdgeList().isEmpty()) {
          routes[to] = path.getEdgeList().get(0).direction();
        }
      }
      from.setRoutes(routes);
    }
  }

  /**
   * The first hop from a host towards another.
   *
   * @param fromNode index of the host
   * @param toNode index of the other
   * @return the direction that leaves the host, or null when none leads there
   */
  public @Nullable LinkDirection firstHop(final int fromNode, final int toNode) {
    final GraphPath<Integer, Edge> path = pathsFrom(fromNode).getPath(fromNode, toNode);
    return path == null || path.getEdgeList().isEmpty()
        ? null
        : path.getEdgeList().get(0).direction();
  }

  /** Paths lead through switches only: a host with two NICs does not forward. */
  private DijkstraShortestPath<Integer, Edge> pathsFrom(final int fromNode) {
    return new DijkstraShortestPath<>(
        new MaskSubgraph<>(
            graph,
            node -> false,
            edge -> {
              final int sender = graph.getEdgeSource(edge);
              return sender != fromNode && !(nodes.get(sender) instanceof Switch);
            }));
  }

  /** The entity of a node. */
  public Entity node(final int index) {
    return nodes.get(index);
  }
}
