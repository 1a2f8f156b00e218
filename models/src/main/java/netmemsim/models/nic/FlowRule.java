package netmemsim.models.nic;

import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import org.jspecify.annotations.Nullable;

/**
 * An ntuple rule (struct ethtool_rx_flow_spec): what a packet must match, and the queue it then
 * goes to.
 *
 * @param location its id; a lower one is looked at first
 * @param ipv6 whether it is for tcp6 rather than tcp4
 * @param source source address, or null for any
 * @param destination destination address, or null for any
 * @param sourcePort source port, or {@link #ANY}
 * @param destinationPort destination port, or {@link #ANY}
 * @param queue the queue, or {@link #DISCARD}; 0 with a context
 * @param context the RSS context whose table picks the queue, or 0 for none
 */
public record FlowRule(
    int location,
    boolean ipv6,
    @Nullable IpAddress source,
    @Nullable IpAddress destination,
    int sourcePort,
    int destinationPort,
    int queue,
    int context) {
  /** A field that matches everything. */
  public static final int ANY = -1;

  /** The queue of a rule that drops what it matches (RX_CLS_FLOW_DISC, {@code action -1}). */
  public static final int DISCARD = -1;

  boolean matches(final Packet packet) {
    final IpAddress address = packet.destination;
    return (destinationPort == ANY || destinationPort == packet.tcp.destinationPort)
        && (sourcePort == ANY || sourcePort == packet.tcp.sourcePort)
        && address != null
        && address.isV6() == ipv6
        && (destination == null || destination.equals(address))
        && (source == null || source.equals(packet.source));
  }

  /** The same rule at another location. */
  public FlowRule at(final int newLocation) {
    return new FlowRule(
        newLocation, ipv6, source, destination, sourcePort, destinationPort, queue, context);
  }

  /** Whether another rule matches the same packets. */
  boolean matchesSameAs(final FlowRule other) {
    return equals(
        new FlowRule(
            location,
            other.ipv6,
            other.source,
            other.destination,
            other.sourcePort,
            other.destinationPort,
            queue,
            context));
  }
}
