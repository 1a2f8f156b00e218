package netmemsim.models.tcp;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Skb;
import org.jspecify.annotations.Nullable;

/** The TCP of one host. */
public final class TcpLayer extends Entity {
  /** What it counts. */
  public static final List<Metric> METRICS = List.of();

  /** What it traces. */
  public static final List<Tracepoint> TRACEPOINTS = List.of();

  /**
   * The TCP of a host; its entity is named {@code tcp}.
   *
   * @param parent the host's entity
   * @param host the host
   */
  public TcpLayer(final Entity parent, final TcpHost host) {
    super(parent, "tcp");
  }

  /** A segment from the network; ownership moves. Demultiplexes without allocation. */
  public void receive(final Skb skb) {
    throw new UnsupportedOperationException();
  }

  /**
   * Listens.
   *
   * @param address a local address, or null for any
   * @param port 1 to 65535
   * @param owner is told of connections
   * @return the listener, or null when the port is taken (EADDRINUSE)
   */
  public @Nullable TcpListener listen(
      final @Nullable IpAddress address, final int port, final TcpListenerOwner owner) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a socket for a connection to be opened; set options, then {@link #connect}.
   *
   * @param local local address
   * @param remote remote address
   * @param remotePort remote port
   * @param owner the socket
   * @return the connection, in SYN_SENT, SYN on its way
   */
  public TcpConnection connect(
      final IpAddress local,
      final IpAddress remote,
      final int remotePort,
      final TcpConnectionOwner owner) {
    throw new UnsupportedOperationException();
  }
}
