package netmemsim.models.tcp;

/** The socket of a listener; called synchronously, must be cheap. */
@FunctionalInterface
public interface TcpListenerOwner {
  /**
   * A connection is complete and waits for {@link TcpListener#accept()}.
   *
   * @param listener the listener
   */
  void onAcceptable(TcpListener listener);
}
