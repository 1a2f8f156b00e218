package netmemsim.models.tcp;

import netmemsim.models.packet.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Connections by addresses and ports: open addressing, linear probing, no allocation to look up.
 */
final class ConnectionTable {
  private static final int INITIAL = 64;
  private static final int MIX = 0x9E3779B9;
  private @Nullable TcpConnection[] slots = new TcpConnection[INITIAL];
  private int size;

  /** What was found last: segments come in trains. */
  private @Nullable TcpConnection lastFound;

  private static int hash(
      final IpAddress local, final int localPort, final IpAddress remote, final int remotePort) {
    int hash = (local.hashCode() * 31 + remote.hashCode()) * MIX;
    hash = (hash ^ (localPort << 16 ^ remotePort)) * MIX;
    return hash ^ (hash >>> 15);
  }

  private static int hash(final TcpConnection connection) {
    return hash(
        connection.localAddress,
        connection.localPort,
        connection.remoteAddress,
        connection.remotePort);
  }

  @Nullable TcpConnection find(
      final IpAddress local, final int localPort, final IpAddress remote, final int remotePort) {
    final TcpConnection last = lastFound;
    if (last != null && isOf(last, local, localPort, remote, remotePort)) {
      return last;
    }
    int slot = hash(local, localPort, remote, remotePort) & (slots.length - 1);
    while (true) {
      final TcpConnection connection = slots[slot];
      if (connection == null) {
        return null;
      }
      if (isOf(connection, local, localPort, remote, remotePort)) {
        lastFound = connection;
        return connection;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  private static boolean isOf(
      final TcpConnection connection,
      final IpAddress local,
      final int localPort,
      final IpAddress remote,
      final int remotePort) {
    return connection.localPort == localPort
        && connection.remotePort == remotePort
        && connection.remoteAddress.equals(remote)
        && connection.localAddress.equals(local);
  }

  void add(final TcpConnection connection) {
    if (2 * (size + 1) > slots.length) {
      final @Nullable TcpConnection[] old = slots;
      slots = new TcpConnection[2 * old.length];
      for (final TcpConnection moved : old) {
        if (moved != null) {
          place(moved);
        }
      }
    }
    place(connection);
    size++;
  }

  private void place(final TcpConnection connection) {
    int slot = hash(connection) & (slots.length - 1);
    while (slots[slot] != null) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = connection;
  }

  void remove(final TcpConnection connection) {
    if (lastFound == connection) {
      lastFound = null;
    }
    int slot = hash(connection) & (slots.length - 1);
    while (slots[slot] != connection) {
      if (slots[slot] == null) {
        return;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = null;
    size--;
    // Close the gap, so that no later entry of the run is cut off.
    int next = (slot + 1) & (slots.length - 1);
    TcpConnection moved = slots[next];
    while (moved != null) {
      slots[next] = null;
      place(moved);
      next = (next + 1) & (slots.length - 1);
      moved = slots[next];
    }
  }

  int size() {
    return size;
  }
}
