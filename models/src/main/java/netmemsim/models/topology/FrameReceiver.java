package netmemsim.models.topology;

import netmemsim.models.packet.Packet;

/** The far end of a link direction: a NIC or a switch port. */
@FunctionalInterface
public interface FrameReceiver {
  /**
   * The last bit of a frame arrived.
   *
   * @param packet the frame, which then belongs to the receiver
   */
  void receive(Packet packet);
}
