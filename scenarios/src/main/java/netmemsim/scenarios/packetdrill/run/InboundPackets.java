package netmemsim.scenarios.packetdrill.run;

import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.scenarios.packetdrill.language.IcmpMessage;
import netmemsim.scenarios.packetdrill.language.TcpSegment;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.LiveConnection;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.TunWorld;
import org.jspecify.annotations.Nullable;

/** Puts the packets of a script into the TUN device. */
final class InboundPackets {
  private static final int TCP = 6;
  private final TunWorld world;

  InboundPackets(final TunWorld world) {
    this.world = world;
  }

  /** A segment comes in. */
  void inject(final TcpSegment script, final LiveConnection connection) {
    if (connection.phase == LiveConnection.Phase.SYNACK_SENT && script.has(TcpSegment.ACK)) {
      connection.phase = LiveConnection.Phase.SYNACK_ACKED;
    } else if (connection.phase == LiveConnection.Phase.SYN_SENT && script.has(TcpSegment.SYN)) {
      // A SYN without ACK is a simultaneous open; its number is the peer's initial one, too.
      if (script.has(TcpSegment.ACK)) {
        connection.phase = LiveConnection.Phase.SYN_ACKED;
      }
      connection.scriptRemoteIsn = script.sequence();
      connection.liveRemoteIsn = script.sequence();
    }
    if (script.has(TcpSegment.AE)) {
      throw new NotModelledException("the AE flag (accurate ECN)");
    }
    final Packet packet = world.packets.take();
    packet.source = known(connection.remoteAddress);
    packet.destination = known(connection.localAddress);
    world.fill(packet, ScriptNumbers.toLive(connection, script, world.settings.tsEcrScaled));
    world.receive(packet);
  }

  private static IpAddress known(final @Nullable IpAddress address) {
    if (address == null) {
      throw new FailureException("no address is known for this packet");
    }
    return address;
  }

  /** An ICMP message about a segment of the connection comes in. */
  void inject(final IcmpMessage script, final LiveConnection connection) {
    if (script.echoedProtocol() != TCP) {
      throw new NotModelledException("ICMP about other packets than TCP's");
    }
    final boolean v6 = world.settings.ipVersion.isV6();
    final IcmpNumbers numbers = IcmpNumbers.of(script, v6);
    final long sequence = script.sequence() + connection.localToLive(false);
    world
        .host
        .tcp()
        .icmpError(
            known(connection.localAddress),
            connection.localPort,
            known(connection.remoteAddress),
            connection.remotePort,
            (int) sequence,
            numbers.type(),
            numbers.code(),
            (int) Math.max(0, script.mtu()));
  }
}
