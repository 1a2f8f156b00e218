package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/** A socket in LISTEN. Options set here are inherited by the connections it accepts. */
public final class TcpListener {
  TcpListener() {}

  /** The local port. */
  public int port() {
    throw new UnsupportedOperationException();
  }

  /** Takes the oldest complete connection, or null; set its owner at once. */
  public @Nullable TcpConnection accept() {
    throw new UnsupportedOperationException();
  }

  /** SO_RCVBUF: doubled, at least 2304, at most twice net.core.rmem_max (net/core/sock.c). */
  public void setReceiveBuffer(final int bytes) {
    throw new UnsupportedOperationException();
  }

  /** SO_SNDBUF: doubled, at least 4608, at most twice net.core.wmem_max. */
  public void setSendBuffer(final int bytes) {
    throw new UnsupportedOperationException();
  }

  /** The backlog of listen(2), capped by net.core.somaxconn. */
  public void setBacklog(final int backlog) {
    throw new UnsupportedOperationException();
  }

  /** Stops listening; connections not yet accepted are reset. */
  public void close() {
    throw new UnsupportedOperationException();
  }
}
