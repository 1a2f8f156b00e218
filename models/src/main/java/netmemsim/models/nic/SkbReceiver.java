package netmemsim.models.nic;

import netmemsim.models.packet.Skb;

/** Where a device hands received buffers to: the host's network stack. */
@FunctionalInterface
public interface SkbReceiver {
  /**
   * A buffer was received, in softirq.
   *
   * @param skb the buffer, which then belongs to the receiver
   */
  void receive(Skb skb);
}
