package netmemsim.models.socket;

import netmemsim.models.packet.IpAddress;
import org.jspecify.annotations.Nullable;

/** What the sockets of a host ask its IP layer: which addresses are its own, and which to use. */
public interface InetRouting {
  /**
   * Whether an address may be bound to.
   *
   * @param address a unicast address
   * @return whether it belongs to the host
   */
  boolean isLocal(IpAddress address);

  /**
   * The source address of the route to a destination.
   *
   * @param destination where to
   * @return the host's own address, or null when there is no route (ENETUNREACH)
   */
  @Nullable IpAddress sourceFor(IpAddress destination);

  /**
   * Whether MSG_ZEROCOPY ends in a copy after all, because the device hands the packets to another
   * reader (skb_orphan_frags in TUN, veth and loopback): SO_EE_CODE_ZEROCOPY_COPIED says so.
   */
  default boolean copiesZeroCopy() {
    return true;
  }
}
