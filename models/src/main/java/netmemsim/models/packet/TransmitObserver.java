package netmemsim.models.packet;

/** Is told when the NIC has sent a buffer and lets go of it (skb destructor, sock_wfree). */
@FunctionalInterface
public interface TransmitObserver {
  /**
   * The buffer left the NIC.
   *
   * @param skb the buffer; freed after the call
   */
  void transmitted(Skb skb);
}
