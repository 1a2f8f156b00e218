package netmemsim.models.tcp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The TCP of one host: finds the connection of a segment, listens, opens, and answers what nobody
 * wants with RST (net/ipv4/tcp_ipv4.c, v6.12).
 */
public final class TcpLayer extends Entity {
  /** What it counts. */
  public static final List<Metric> METRICS = TcpMib.METRICS;

  /** What it traces. */
  public static final List<Tracepoint> TRACEPOINTS = List.of(ConnectionTrace.SEND_RESET);

  private static final int LAST_PORT = 65535;
  final TcpHost host;
  final TcpMib mib;
  final Jiffies jiffies;
  final SendRecordPool records = new SendRecordPool();

  /** What is known of path MTUs. */
  final PathMtu pathMtus;

  /** Fast Open cookies. */
  final FastOpenCookies fastOpen = new FastOpenCookies(this);

  private final IcmpErrors icmpErrors = new IcmpErrors(this);

  /** Connections in TIME_WAIT, or in FIN_WAIT2 without a socket. */
  int timeWaits;

  /** The initial sequence number of what replaces a connection in TIME_WAIT; 0 for any. */
  private int nextInitialSequence;

  private long challengeSecond = -1;
  private int challengesLeft;

  /** Connections without a socket that are not in TIME_WAIT (tcp_orphan_count). */
  int orphans;

  private final Trace sendReset;
  private final ConnectionTable connections = new ConnectionTable();
  private final List<TcpConnection> inOrder = new ArrayList<>();
  private final List<TcpListener> listeners = new ArrayList<>();
  private final PortTable ports;
  private final Map<Integer, Integer> namesByPort = new HashMap<>();

  /**
   * The TCP of a host.
   *
   * @param parent the host's entity; this one is named {@code tcp}
   * @param host the rest of the host
   */
  public TcpLayer(final Entity parent, final TcpHost host) {
    super(parent, "tcp");
    this.host = host;
    this.jiffies = new Jiffies(host.hz());
    this.pathMtus = new PathMtu(host);
    this.mib = new TcpMib(this::counter);
    reading(TcpMib.currEstab(), () -> mib.established);
    this.sendReset = trace(ConnectionTrace.SEND_RESET);
    this.ports = new PortTable(this, inOrder);
  }

  /**
   * A segment from the network, maybe several merged by GRO; ownership of the buffer moves.
   *
   * @param skb the segment
   */
  public void receive(final Skb skb) {
    final int segments = Math.max(1, skb.gsoSegments);
    mib.inSegs.add(segments);
    mib.countEcn(skb.tcp.dsfield, segments);
    final IpAddress local = skb.destination;
    final IpAddress remote = skb.source;
    if (local == null || remote == null) {
      throw new IllegalArgumentException("a segment without addresses");
    }
    final TcpHeader header = skb.tcp;
    if (skb.checksumNone || header.md5()) {
      mib.drop(skb);
      return;
    }
    final TcpConnection found =
        connections.find(local, header.destinationPort, remote, header.sourcePort);
    if (found == null) {
      receiveUnknown(skb, local, remote);
      return;
    }
    if (found.state != TcpState.TIME_WAIT) {
      found.counts.received(skb);
    }
    if (found.state == TcpState.ESTABLISHED) {
      found.input.receive(skb);
    } else {
      receiveElsewhere(found, skb, local, remote);
    }
  }

  /**
   * An ICMP error about a segment that this host sent: destination unreachable, fragmentation
   * needed or packet too big, time exceeded, parameter problem. Others are ignored.
   *
   * @param local source address of the segment, one of this host's; IPv6 for ICMPv6
   * @param localPort its source port
   * @param remote its destination address
   * @param remotePort its destination port
   * @param sequence its sequence number
   * @param type ICMP type, or ICMPv6 type where the addresses are IPv6
   * @param code ICMP code
   * @param info the next-hop MTU in bytes, of the messages that have one
   */
  public void icmpError(
      final IpAddress local,
      final int localPort,
      final IpAddress remote,
      final int remotePort,
      final int sequence,
      final int type,
      final int code,
      final int info) {
    final TcpConnection found = connections.find(local, localPort, remote, remotePort);
    if (found != null) {
      icmpErrors.receive(found, remote, sequence, type, code, info);
    }
  }

  private void receiveElsewhere(
      final TcpConnection found, final Skb skb, final IpAddress local, final IpAddress remote) {
    final TcpHeader header = skb.tcp;
    if (found.state == TcpState.SYN_SENT) {
      found.handshake.inSynSent(skb);
      skb.free();
      return;
    }
    final TimeWait timeWait = found.timeWait;
    if (timeWait != null) {
      if (!timeWait.receive(skb)) {
        skb.free();
      } else if (listenerFor(local, header.destinationPort) == null) {
        timeWait.refuseSyn(skb);
        skb.free();
      } else {
        nextInitialSequence = timeWait.nextInitialSequence();
        found.done();
        receiveUnknown(skb, local, remote);
        nextInitialSequence = 0;
      }
      return;
    }
    final RequestSocket request = found.request;
    if (request != null && !request.takes(skb)) {
      skb.free();
      return;
    }
    found.input.receive(skb);
  }

  private void receiveUnknown(final Skb skb, final IpAddress local, final IpAddress remote) {
    final TcpHeader header = skb.tcp;
    final TcpListener listener = listenerFor(local, header.destinationPort);
    if (header.has(TcpHeader.RST)) {
      skb.free();
      return;
    }
    if (listener == null || header.has(TcpHeader.ACK) || !header.has(TcpHeader.SYN)) {
      if (listener == null || header.has(TcpHeader.ACK)) {
        resetFor(skb);
      }
      skb.free();
      return;
    }
    if (listener.takesSyn()) {
      final TcpConnection connection =
          make(
              listener.options().copy(),
              local,
              header.destinationPort,
              remote,
              header.sourcePort,
              header.destinationPort);
      if (nextInitialSequence != 0) {
        connection.setInitialSequence(nextInitialSequence);
      }
      connection.counts.received(skb);
      listener.begun();
      if (connection.handshake.answer(listener, skb)) {
        return;
      }
    } else {
      if (listener.isFull()) {
        mib.listenOverflows.increment();
      }
      mib.listenDrops.increment();
    }
    skb.free();
  }

  /** The listener for a segment: the most specific one, and of those that share it the first. */
  private @Nullable TcpListener listenerFor(final IpAddress local, final int port) {
    TcpListener best = null;
    for (int i = 0; i < listeners.size(); i++) {
      final TcpListener listener = listeners.get(i);
      if (listener.port() == port
          && listener.binding.hears(local)
          && (best == null || listener.binding.score() > best.binding.score())) {
        best = listener;
      }
    }
    return best;
  }

  /** Answers a segment with RST (RFC 9293, 3.10.7.1; tcp_v4_send_reset). */
  void resetFor(final Skb skb) {
    final TcpHeader header = skb.tcp;
    if (header.has(TcpHeader.RST)) {
      return;
    }
    final Skb answer = host.newSkb();
    answer.source = skb.destination;
    answer.destination = skb.source;
    answer.tcp.sourcePort = header.destinationPort;
    answer.tcp.destinationPort = header.sourcePort;
    answer.gsoSegments = 1;
    if (header.has(TcpHeader.ACK)) {
      answer.tcp.sequence = header.acknowledgement;
      answer.tcp.flags = TcpHeader.RST;
    } else {
      answer.tcp.acknowledgement =
          header.sequence
              + skb.payloadBytes
              + (header.has(TcpHeader.SYN) ? 1 : 0)
              + (header.has(TcpHeader.FIN) ? 1 : 0);
      answer.tcp.flags = TcpHeader.RST | TcpHeader.ACK;
    }
    mib.outSegs.increment();
    mib.outRsts.increment();
    if (sendReset.on) {
      sendReset.emit(header.destinationPort, header.sourcePort, TcpState.CLOSE.number());
    }
    host.transmit(answer);
  }

  /**
   * Takes a local port for a socket (bind(2)).
   *
   * @param address a local address, or null for any
   * @param v6 whether a wildcard address is the one of IPv6
   * @param port 1 to 65535, or 0 for an ephemeral one
   * @param options the socket's options, looked at as long as it holds the port
   * @return the binding, or null when the port is taken or none is free (EADDRINUSE)
   */
  public @Nullable PortBinding bind(
      final @Nullable IpAddress address,
      final boolean v6,
      final int port,
      final TcpSocketOptions options) {
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException("port must be 0 to 65535: " + port);
    }
    return ports.bind(address, v6, port, options);
  }

  /** Gives a port back. */
  public void unbind(final PortBinding binding) {
    ports.remove(binding);
  }

  /**
   * Listens on a bound port (listen(2)).
   *
   * @param binding where
   * @param owner is told of connections
   * @return the listener, or null when somebody who does not share listens there (EADDRINUSE)
   */
  public @Nullable TcpListener listen(final PortBinding binding, final TcpListenerOwner owner) {
    if (ports.isTaken(binding)) {
      return null;
    }
    binding.listening = true;
    final TcpListener listener = new TcpListener(this, binding, owner);
    listeners.add(listener);
    return listener;
  }

  /**
   * Listens with default options.
   *
   * @param address a local address, or null for any, IPv4 and IPv6
   * @param port 1 to 65535
   * @param owner is told of connections
   * @return the listener, or null when somebody listens there already (EADDRINUSE)
   */
  public @Nullable TcpListener listen(
      final @Nullable IpAddress address, final int port, final TcpListenerOwner owner) {
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException("port must be 1 to 65535: " + port);
    }
    final TcpSocketOptions options = new TcpSocketOptions(host.sysctl());
    options.reuseAddress = true;
    final boolean v6 = address == null || address.isV6();
    final PortBinding binding = bind(address, v6, port, options);
    if (binding == null) {
      return null;
    }
    final TcpListener listener = listen(binding, owner);
    if (listener == null) {
      unbind(binding);
    } else {
      listener.ownsBinding = true;
    }
    return listener;
  }

  /** Opens a connection with default options, see the other {@code connect}. */
  public @Nullable TcpConnection connect(
      final IpAddress local,
      final IpAddress remote,
      final int remotePort,
      final TcpConnectionOwner owner) {
    return connect(local, remote, remotePort, owner, new TcpSocketOptions(host.sysctl()));
  }

  /**
   * Opens a connection from an ephemeral port.
   *
   * @param local local address
   * @param remote remote address
   * @param remotePort remote port
   * @param owner the socket
   * @param options what setsockopt set before
   * @return the connection in SYN_SENT, its SYN sent; null when no port is free (EADDRNOTAVAIL)
   */
  public @Nullable TcpConnection connect(
      final IpAddress local,
      final IpAddress remote,
      final int remotePort,
      final TcpConnectionOwner owner,
      final TcpSocketOptions options) {
    return connect(local, 0, remote, remotePort, owner, options);
  }

  /**
   * Opens a connection from a given port.
   *
   * @param local local address
   * @param port local port, 0 for an ephemeral one
   * @param remote remote address
   * @param remotePort remote port
   * @param owner the socket
   * @param options what setsockopt set before; the connection's own from here
   * @return the connection in SYN_SENT, its SYN sent; null when there is such a connection, or no
   *     port is free (EADDRNOTAVAIL)
   */
  public @Nullable TcpConnection connect(
      final IpAddress local,
      final int port,
      final IpAddress remote,
      final int remotePort,
      final TcpConnectionOwner owner,
      final TcpSocketOptions options) {
    return connect(local, port, remote, remotePort, owner, options, -1);
  }

  /**
   * Whether a SYN to a server could carry data now: Fast Open is on, and the server's cookie is
   * known or none is needed.
   *
   * @param remote the server
   * @param options the socket's options
   */
  public boolean fastOpenReady(final IpAddress remote, final TcpSocketOptions options) {
    return FastOpenClient.isReady(this, options, remote);
  }

  /** Whether tcp_fastopen lets clients use Fast Open; else MSG_FASTOPEN is EOPNOTSUPP. */
  public boolean fastOpenEnabled() {
    return (host.sysctl().fastOpen & FastOpenClient.ENABLE) != 0;
  }

  /**
   * Opens a connection, with Fast Open if wanted (RFC 7413): the SYN asks for a cookie, or has one
   * and data. How much is told by {@link TcpConnection#fastOpenBytesSent}.
   *
   * @param local local address
   * @param port local port, 0 for an ephemeral one
   * @param remote remote address
   * @param remotePort remote port
   * @param owner the socket
   * @param options what setsockopt set before; the connection's own from here
   * @param fastOpenBytes bytes that may go with the SYN, or -1 for no Fast Open
   * @return the connection in SYN_SENT, its SYN sent; null when there is such a connection, or no
   *     port is free (EADDRNOTAVAIL)
   */
  public @Nullable TcpConnection connect(
      final IpAddress local,
      final int port,
      final IpAddress remote,
      final int remotePort,
      final TcpConnectionOwner owner,
      final TcpSocketOptions options,
      final long fastOpenBytes) {
    final int localPort = port == 0 ? ports.ephemeral(local, remote, remotePort) : port;
    if (localPort < 0) {
      return null;
    }
    final TcpConnection old = connections.find(local, localPort, remote, remotePort);
    int sequence = 0;
    if (old != null) {
      final TimeWait timeWait = old.timeWait;
      if (timeWait == null || !timeWait.givesWay(port != 0)) {
        return null;
      }
      sequence = timeWait.nextInitialSequence();
      mib.twRecycled.increment();
      old.done();
    }
    final TcpConnection connection =
        make(options, local, localPort, remote, remotePort, remotePort);
    if (sequence != 0) {
      connection.setInitialSequence(sequence);
    }
    connection.setOwner(owner);
    if (fastOpenBytes >= 0) {
      connection.fastOpenClient = new FastOpenClient(connection, fastOpenBytes);
    }
    connection.handshake.open();
    return connection;
  }

  @Nullable TcpConnection find(
      final IpAddress local, final int localPort, final IpAddress remote, final int remotePort) {
    return connections.find(local, localPort, remote, remotePort);
  }

  private TcpConnection make(
      final TcpSocketOptions options,
      final IpAddress local,
      final int localPort,
      final IpAddress remote,
      final int remotePort,
      final int serverPort) {
    final int number = namesByPort.merge(serverPort, 1, Integer::sum);
    final String name = number == 1 ? "" + serverPort : serverPort + "." + number;
    final TcpConnection connection =
        new TcpConnection(this, name, local, localPort, remote, remotePort, options);
    connections.add(connection);
    inOrder.add(connection);
    return connection;
  }

  /**
   * A time span in whole ticks, as the kernel remembers SO_RCVTIMEO and SO_SNDTIMEO.
   *
   * @param us microseconds
   * @return at least as many
   */
  public long roundUpToTickUs(final long us) {
    return jiffies.toUs(jiffies.ofUs(us));
  }

  /**
   * When a thread wakes that sleeps for so long (schedule_timeout).
   *
   * @param us microseconds, rounded up to ticks
   * @return simulated time in picoseconds
   */
  public long timeoutAtPs(final long us) {
    final long now = jiffies.at(host.nowPs());
    return jiffies.firePs(now + jiffies.ofUs(us), now);
  }

  /** The connections that are not closed, in order of creation. */
  public List<TcpConnection> connections() {
    return List.copyOf(inOrder);
  }

  List<TcpConnection> connectionsOf(final TcpListener listener) {
    final List<TcpConnection> theirs = new ArrayList<>();
    for (final TcpConnection connection : inOrder) {
      if (connection.listener == listener) {
        theirs.add(connection);
      }
    }
    return theirs;
  }

  void established(final TcpConnection connection) {
    final TcpListener listener = connection.listener;
    if (listener == null) {
      connection.owner.established();
    } else {
      mib.passiveOpens.increment();
      listener.established(connection);
    }
  }

  /** Whether a challenge ACK may be sent now (tcp_challenge_ack_limit). */
  boolean mayChallenge() {
    final int limit = host.sysctl().challengeAckLimit;
    if (limit == Integer.MAX_VALUE) {
      return true;
    }
    final long second = jiffies.at(host.nowPs()) / jiffies.hz;
    if (second != challengeSecond) {
      challengeSecond = second;
      final int half = (limit + 1) >> 1;
      challengesLeft = half + Integer.remainderUnsigned(host.randomInt(), Math.max(1, limit));
    }
    return challengesLeft-- > 0;
  }

  /** Whether there are more sockets closed by their applications than tcp_max_orphans. */
  boolean tooManyOrphans(final int shift) {
    return (long) orphans << shift > host.sysctl().maxOrphans;
  }

  void countState(final TcpState from, final TcpState to) {
    mib.countState(from, to);
  }

  void remove(final TcpConnection connection) {
    connections.remove(connection);
    inOrder.remove(connection);
    final TcpListener listener = connection.listener;
    if (listener != null) {
      connection.listener = null;
      listener.gone(connection);
    }
  }

  void remove(final TcpListener listener) {
    listeners.remove(listener);
    listener.binding.listening = false;
    if (listener.ownsBinding) {
      ports.remove(listener.binding);
    }
  }
}
