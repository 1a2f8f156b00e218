package netmemsim.models.tcp;

import java.util.ArrayDeque;
import netmemsim.models.packet.IpAddress;
import org.jspecify.annotations.Nullable;

/** A socket in LISTEN: half-open connections and those that wait for accept. */
public final class TcpListener {
  private static final int DEFAULT_BACKLOG = 128;
  private final TcpLayer layer;
  final PortBinding binding;
  private final TcpListenerOwner owner;
  private final TcpSocketOptions options;
  private final ArrayDeque<TcpConnection> complete = new ArrayDeque<>();
  private int halfOpen;
  private int young;
  private int fastOpens;
  private int backlog;

  /** Whether the port is given back with the listener: no socket holds it. */
  boolean ownsBinding;

  TcpListener(final TcpLayer layer, final PortBinding binding, final TcpListenerOwner owner) {
    this.layer = layer;
    this.binding = binding;
    this.owner = owner;
    this.options = binding.options;
    setBacklog(DEFAULT_BACKLOG);
  }

  /** The local address, or null for any. */
  public @Nullable IpAddress address() {
    return binding.address();
  }

  /** The local port. */
  public int port() {
    return binding.port();
  }

  /** Options that accepted connections inherit. */
  public TcpSocketOptions options() {
    return options;
  }

  /**
   * The backlog of listen(2).
   *
   * @param connections the most that wait, less one; net.core.somaxconn caps it
   */
  public void setBacklog(final int connections) {
    backlog = Math.max(0, Math.min(connections, layer.host.sysctl().somaxconn));
  }

  /**
   * Takes the oldest complete connection; give it an owner at once.
   *
   * @return the connection, or null when none waits
   */
  public @Nullable TcpConnection accept() {
    final TcpConnection connection = complete.poll();
    if (connection != null) {
      connection.listener = null;
    }
    return connection;
  }

  /** Stops listening; connections not yet accepted are reset. */
  public void close() {
    layer.remove(this);
    for (final TcpConnection connection : layer.connectionsOf(this)) {
      if (connection.request == null || connection.isFastOpenChild()) {
        connection.abort();
      } else {
        connection.done();
      }
    }
    complete.clear();
  }

  /** Connections that wait for accept. */
  public int waiting() {
    return complete.size();
  }

  /** The backlog in force (sk_max_ack_backlog). */
  public int backlog() {
    return backlog;
  }

  /** Whether another connection may be begun (inet_csk_reqsk_queue_is_full). */
  boolean takesSyn() {
    return halfOpen <= backlog && !isFull();
  }

  /** Whether no further connection can wait for accept (sk_acceptq_is_full). */
  boolean isFull() {
    return complete.size() > backlog;
  }

  /** Connections whose handshake is under way. */
  int halfOpen() {
    return halfOpen;
  }

  /** Those of them whose SYN-ACK was sent only once. */
  int young() {
    return young;
  }

  void begun() {
    halfOpen++;
    young++;
  }

  /** The SYN-ACK of one was sent again for the first time. */
  void grewOld() {
    young--;
  }

  /** Whether a SYN may make a connection at once (tcp_fastopen_queue_check). */
  boolean takesFastOpen(final int mode) {
    int most = options.fastOpenBacklog;
    if (most == 0 && (mode & FastOpenServer.WITHOUT_OPTION) != 0) {
      most = backlog;
    }
    if (most == 0) {
      return false;
    }
    if (fastOpens >= most) {
      layer.mib.fastOpenListenOverflow.increment();
      return false;
    }
    return true;
  }

  /** A SYN made a connection at once: it can be accepted. */
  void fastOpened(final TcpConnection connection) {
    halfOpen--;
    young--;
    fastOpens++;
    complete.add(connection);
    owner.onAcceptable(this);
  }

  /** The handshake of one that was made at once is over, well or not. */
  void fastOpenEnded() {
    fastOpens--;
  }

  private void leaves(final TcpConnection connection) {
    halfOpen--;
    final RequestSocket request = connection.request;
    if (request != null && request.timeouts == 0) {
      young--;
    }
    connection.request = null;
  }

  void established(final TcpConnection connection) {
    leaves(connection);
    complete.add(connection);
    owner.onAcceptable(this);
  }

  /** A connection ended before it was accepted. */
  void gone(final TcpConnection connection) {
    if (!complete.remove(connection)) {
      leaves(connection);
    }
  }
}
