package netmemsim.models.tcp;

/** State of loss recovery (enum tcp_ca_state, include/uapi/linux/tcp.h); the order counts. */
enum CaState {
  /** Nothing is wrong. */
  OPEN,
  /** SACKs or duplicate ACKs, not yet enough for a loss. */
  DISORDER,
  /** The window is being reduced without a loss. */
  CWR,
  /** Fast retransmit. */
  RECOVERY,
  /** After a retransmission timeout. */
  LOSS
}
