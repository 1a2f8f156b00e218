package netmemsim.models.tcp;

import netmemsim.models.kernel.Errno;

/**
 * The socket of a connection. Called synchronously from segment and timer processing, as the
 * kernel's sk_data_ready, sk_write_space, sk_state_change and sk_error_report are: wake a task, do
 * not read or write here.
 */
public interface TcpConnectionOwner {
  /**
   * The handshake is complete.
   *
   * @param connection the connection, in ESTABLISHED or beyond
   */
  void onEstablished(TcpConnection connection);

  /**
   * There is new data in the receive queue, or the peer's FIN was received.
   *
   * @param connection the connection
   */
  void onReadable(TcpConnection connection);

  /**
   * A third of the send buffer is free again after a write was cut short (sk_stream_write_space).
   *
   * @param connection the connection
   */
  void onWritable(TcpConnection connection);

  /**
   * The connection went to another state than ESTABLISHED while it stays the socket's: the peer's
   * FIN came, or ours was acknowledged (sk_state_change).
   *
   * @param connection the connection
   */
  default void onStateChange(final TcpConnection connection) {}

  /**
   * There is an error that does not end the connection (sk_error_report).
   *
   * @param connection the connection, its error pending
   */
  default void onErrorReport(final TcpConnection connection) {}

  /**
   * The connection is gone: it left TIME_WAIT, was reset, or timed out. Nothing follows. Data that
   * was received before an orderly end can still be read.
   *
   * @param connection the connection, in CLOSED
   * @param error OK after an orderly end, else ECONNRESET, ECONNREFUSED, EPIPE or ETIMEDOUT
   */
  void onClosed(TcpConnection connection, Errno error);
}
