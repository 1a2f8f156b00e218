package netmemsim.bench.peers;

import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpConnectionOwner;
import org.jspecify.annotations.Nullable;

/** A socket of the process: woken by TCP, read and written by {@link BulkHost}. */
final class BulkSocket implements TcpConnectionOwner {
  private static final long ENDLESS = 1L << 40;
  private final BulkHost host;
  private final boolean sends;
  private @Nullable TcpConnection connection;
  private boolean ready;

  /** The next socket that is ready. */
  @Nullable BulkSocket nextReady;

  /**
   * A socket.
   *
   * @param host where it is
   * @param accepted the connection that it only reads; null to send over the one that opens
   */
  BulkSocket(final BulkHost host, final @Nullable TcpConnection accepted) {
    this.host = host;
    this.connection = accepted;
    this.sends = accepted == null;
  }

  void run() {
    ready = false;
    nextReady = null;
    final TcpConnection open = connection;
    if (open == null) {
      return;
    }
    final long bytes = open.readableBytes();
    if (bytes > 0) {
      open.consume(bytes);
      open.receiveDone(bytes);
      host.addRead(bytes);
    }
    if (sends) {
      open.write(ENDLESS);
    }
  }

  private void wake(final TcpConnection woken) {
    connection = woken;
    if (!ready) {
      ready = true;
      host.wake(this);
    }
  }

  @Override
  public void onEstablished(final TcpConnection open) {
    wake(open);
  }

  @Override
  public void onReadable(final TcpConnection open) {
    wake(open);
  }

  @Override
  public void onWritable(final TcpConnection open) {
    wake(open);
  }

  @Override
  public void onClosed(final TcpConnection closed, final Errno error) {
    throw new IllegalStateException("a connection ended: " + error);
  }
}
