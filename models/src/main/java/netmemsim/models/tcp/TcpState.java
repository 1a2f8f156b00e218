package netmemsim.models.tcp;

/** The states of a connection (RFC 9293, 3.3.2), numbered as include/net/tcp_states.h does. */
public enum TcpState {
  /** Data flows both ways. */
  ESTABLISHED(1),
  /** SYN sent. */
  SYN_SENT(2),
  /** SYN received and answered. */
  SYN_RECV(3),
  /** FIN sent. */
  FIN_WAIT1(4),
  /** FIN sent and acknowledged. */
  FIN_WAIT2(5),
  /** Both FINs seen; waits for old segments to die. */
  TIME_WAIT(6),
  /** Nothing left. */
  CLOSE(7),
  /** FIN received, ours not yet sent. */
  CLOSE_WAIT(8),
  /** FIN received, then ours sent. */
  LAST_ACK(9),
  /** Waits for connections. */
  LISTEN(10),
  /** Both FINs sent at once; ours not yet acknowledged. */
  CLOSING(11);

  private final int number;

  TcpState(final int number) {
    this.number = number;
  }

  /** The kernel's number. */
  public int number() {
    return number;
  }
}
