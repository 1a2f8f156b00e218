package netmemsim.scenarios.packetdrill.live;

import java.util.ArrayList;
import java.util.List;
import netmemsim.scenarios.packetdrill.language.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a script. As packetdrill does, one of them is under test: packets of the script
 * are its own, and packets of others are not looked at.
 */
public final class Connections {
  /** Ports of the script's peer; a real run takes them at random. */
  private static final int FIRST_PEER_PORT = 40001;

  private final Settings settings;
  private final List<LiveConnection> all = new ArrayList<>();
  private @Nullable LiveConnection underTest;
  private int nextPeerPort = FIRST_PEER_PORT;

  Connections(final Settings settings) {
    this.settings = settings;
  }

  /** The one under test, or null. */
  public @Nullable LiveConnection underTest() {
    return underTest;
  }

  /** Adds a socket, which is then under test. */
  public LiveConnection add() {
    final LiveConnection connection = new LiveConnection();
    all.add(connection);
    underTest = connection;
    return connection;
  }

  /** Makes a socket the one under test. */
  public void test(final LiveConnection connection) {
    underTest = connection;
  }

  /** The open socket of a descriptor of the script, or null. */
  public @Nullable LiveConnection byScriptFd(final int fd) {
    for (int i = all.size() - 1; i >= 0; i--) {
      final LiveConnection connection = all.get(i);
      if (connection.scriptFd == fd && !connection.closed) {
        return connection;
      }
    }
    return null;
  }

  /** The socket whose peer has a port, made by a packet, or null. */
  public @Nullable LiveConnection byPeerPort(final int port) {
    for (int i = all.size() - 1; i >= 0; i--) {
      final LiveConnection connection = all.get(i);
      if (connection.remotePort == port && connection.liveFd < 0) {
        return connection;
      }
    }
    return null;
  }

  /** Whose packet a packet of the script is; a packet for a listener makes a socket. */
  public LiveConnection of(final boolean inbound, final @Nullable TcpSegment segment) {
    final LiveConnection current = underTest;
    if (segment != null) {
      if (inbound && (current == null || current.phase == LiveConnection.Phase.LISTENING)) {
        return child(segment);
      }
      if (!inbound
          && segment.has(TcpSegment.SYN)
          && !segment.has(TcpSegment.ACK)
          && current != null
          && current.phase == LiveConnection.Phase.CONNECTING) {
        current.phase = LiveConnection.Phase.SYN_SENT;
        current.scriptLocalIsn = segment.sequence();
        return current;
      }
    }
    if (current == null) {
      throw new FailureException("no matching socket for script packet");
    }
    return current;
  }

  private LiveConnection child(final TcpSegment segment) {
    final LiveConnection connection = add();
    connection.phase = LiveConnection.Phase.PACKET_RECEIVED;
    connection.scriptRemoteIsn = segment.sequence();
    connection.liveRemoteIsn = segment.sequence();
    connection.localAddress = settings.local;
    connection.localPort = settings.bindPort;
    connection.remoteAddress = settings.remote;
    connection.remotePort = nextPeerPort++;
    return connection;
  }

  /** Whether a packet that went out belongs to the socket under test. */
  public boolean isUnderTest(final LivePacket packet) {
    final LiveConnection current = underTest;
    if (current == null) {
      return false;
    }
    final TcpSegment segment = packet.segment();
    if (packet.addresses().destination().equals(current.remoteAddress)
        && segment.destinationPort() == current.remotePort
        && packet.addresses().source().equals(current.localAddress)
        && segment.sourcePort() == current.localPort) {
      return true;
    }
    final boolean syn = segment.has(TcpSegment.SYN) && !segment.has(TcpSegment.ACK);
    if (syn
        && current.phase == LiveConnection.Phase.SYN_SENT
        && packet.addresses().destination().equals(current.remoteAddress)
        && segment.destinationPort() == current.remotePort) {
      current.localAddress = packet.addresses().source();
      current.localPort = segment.sourcePort();
      current.liveLocalIsn = segment.sequence();
      return true;
    }
    return false;
  }
}
