package netmemsim.models.tcp;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.packet.IpAddress;
import org.jspecify.annotations.Nullable;

/** The local ports in use (inet_csk_get_port, inet_hash_connect; v6.18), asked only at set-up. */
final class PortTable {
  private final TcpLayer layer;
  private final List<TcpConnection> connections;
  private final List<PortBinding> bindings = new ArrayList<>();
  private int next;

  PortTable(final TcpLayer layer, final List<TcpConnection> connections) {
    this.layer = layer;
    this.connections = connections;
    this.next = layer.host.sysctl().localPortRange[0];
  }

  /** Takes a port; null when it is taken. */
  @Nullable PortBinding bind(
      final @Nullable IpAddress address,
      final boolean v6,
      final int port,
      final TcpSocketOptions options) {
    if (port != 0) {
      return take(new PortBinding(address, port, v6, options));
    }
    final int[] range = layer.host.sysctl().localPortRange;
    for (int tried = range[0]; tried <= range[1]; tried++) {
      final PortBinding binding =
          take(new PortBinding(address, advance(range[0], range[1]), v6, options));
      if (binding != null) {
        return binding;
      }
    }
    return null;
  }

  private @Nullable PortBinding take(final PortBinding wanted) {
    if (isTaken(wanted)) {
      return null;
    }
    bindings.add(wanted);
    return wanted;
  }

  /** Whether somebody else holds the port and does not share it. */
  boolean isTaken(final PortBinding wanted) {
    for (final PortBinding binding : bindings) {
      if (binding != wanted && binding.port == wanted.port && binding.conflictsWith(wanted)) {
        return true;
      }
    }
    for (final TcpConnection connection : connections) {
      if (connection.options != wanted.options && PortBinding.conflicts(connection, wanted)) {
        return true;
      }
    }
    return false;
  }

  void remove(final PortBinding binding) {
    bindings.remove(binding);
  }

  /** A port for a connection that is not bound; -1 when none is free. */
  int ephemeral(final IpAddress local, final IpAddress remote, final int remotePort) {
    final int[] range = layer.host.sysctl().localPortRange;
    for (int tried = range[0]; tried <= range[1]; tried++) {
      final int port = advance(range[0], range[1]);
      if (!isBound(port) && isFree(layer.find(local, port, remote, remotePort))) {
        return port;
      }
    }
    return -1;
  }

  private static boolean isFree(final @Nullable TcpConnection old) {
    final TimeWait timeWait = old == null ? null : old.timeWait;
    return old == null || (timeWait != null && timeWait.givesWay(false));
  }

  private boolean isBound(final int port) {
    for (final PortBinding binding : bindings) {
      if (binding.port == port) {
        return true;
      }
    }
    return false;
  }

  private int advance(final int first, final int last) {
    if (next < first || next > last) {
      next = first;
    }
    return next++;
  }
}
