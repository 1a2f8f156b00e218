package netmemsim.models.tcp;

import netmemsim.models.kernel.Errno;
import org.jspecify.annotations.Nullable;

/** Calls to the socket of a connection; an accepted connection has none at first (sk_socket). */
final class OwnerCalls {
  private final TcpConnection connection;
  private @Nullable TcpConnectionOwner owner;
  private boolean toldClosed;

  OwnerCalls(final TcpConnection connection) {
    this.connection = connection;
  }

  void set(final TcpConnectionOwner newOwner) {
    owner = newOwner;
  }

  boolean isPresent() {
    return owner != null;
  }

  private @Nullable TcpConnectionOwner listening() {
    return connection.orphan ? null : owner;
  }

  void established() {
    final TcpConnectionOwner told = listening();
    if (told != null) {
      told.onEstablished(connection);
    }
  }

  void stateChange() {
    final TcpConnectionOwner told = listening();
    if (told != null) {
      told.onStateChange(connection);
    }
  }

  void errorReport() {
    final TcpConnectionOwner told = listening();
    if (told != null) {
      told.onErrorReport(connection);
    }
  }

  void readable() {
    final TcpConnectionOwner told = listening();
    if (told != null) {
      told.onReadable(connection);
    }
  }

  void writable() {
    final TcpConnectionOwner told = listening();
    if (told != null) {
      told.onWritable(connection);
    }
  }

  /** The end of the socket; told once, even after it was closed. */
  void closed(final Errno error) {
    final TcpConnectionOwner told = owner;
    if (told != null && !toldClosed) {
      toldClosed = true;
      told.onClosed(connection, error);
    }
  }
}
