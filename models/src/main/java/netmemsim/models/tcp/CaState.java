package netmemsim.models.tcp;

/** State of loss recovery (enum tcp_ca_state, include/uapi/linux/tcp.h); the order counts. */
enum CaState {
  /** Nothing is wrong. */
  OPEN(0),
  /** SACKs or duplicate ACKs, not yet enough for a loss. */
  DISORDER(1),
  /** The window is being reduced without a loss. */
  CWR(2),
  /** Fast retransmit. */
  RECOVERY(3),
  /** After a retransmission timeout. */
  LOSS(4);

  private final int number;

  CaState(final int number) {
    this.number = number;
  }

  /** The kernel's number (tcpi_ca_state). */
  int number() {
    return number;
  }
}
