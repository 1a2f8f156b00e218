package netmemsim.models.socket;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.tcp.PortBinding;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpConnectionOwner;
import netmemsim.models.tcp.TcpLayer;
import netmemsim.models.tcp.TcpListener;
import netmemsim.models.tcp.TcpListenerOwner;
import netmemsim.models.tcp.TcpSocketOptions;
import netmemsim.models.tcp.TcpState;
import org.jspecify.annotations.Nullable;

/**
 * A TCP socket behind a descriptor (struct socket and struct sock; net/ipv4/af_inet.c,
 * net/ipv6/af_inet6.c, net/ipv4/tcp.c, v6.18): what it is bound and connected to, its errors, and
 * those who wait for it.
 */
final class TcpSocket extends OpenFile implements TcpConnectionOwner, TcpListenerOwner {
  /** enum socket_state. */
  enum Phase {
    UNCONNECTED,
    CONNECTING,
    CONNECTED,
    DISCONNECTING
  }

  final TcpLayer tcp;
  final InetRouting routing;
  final int family;
  TcpSocketOptions options;
  Phase phase = Phase.UNCONNECTED;
  @Nullable PortBinding binding;
  @Nullable TcpListener listener;
  @Nullable TcpConnection connection;

  /** What shutdown(2) closed: 1 receiving, 2 sending. */
  int shutdown;

  /** SO_RCVTIMEO and SO_SNDTIMEO, microseconds; 0 for none, as Linux has it. */
  long receiveTimeoutUs;

  long sendTimeoutUs;

  /** SO_LINGER: seconds, -1 when it is off. */
  int lingerS = -1;

  TcpSocket(
      final TcpLayer tcp,
      final InetRouting routing,
      final int family,
      final TcpSocketOptions options) {
    this.tcp = tcp;
    this.routing = routing;
    this.family = family;
    this.options = options;
  }

  /** Makes it the socket of an accepted connection (inet_accept). */
  void adopt(final TcpConnection accepted) {
    connection = accepted;
    phase = Phase.CONNECTED;
    accepted.setOwner(this);
  }

  /** Takes over what an accepted socket has from its listener (sk_clone). */
  void inherit(final TcpSocket from) {
    receiveTimeoutUs = from.receiveTimeoutUs;
    sendTimeoutUs = from.sendTimeoutUs;
    lingerS = from.lingerS;
  }

  TcpState state() {
    if (listener != null) {
      return TcpState.LISTEN;
    }
    final TcpConnection open = connection;
    return open == null ? TcpState.CLOSE : open.state();
  }

  // bind, listen, connect, shutdown.

  private long checkAddress(final Sockaddr address) {
    if (family == Uapi.AF_INET) {
      if (address.lengthBytes() < Sockaddr.IN_BYTES) {
        return -Errno.EINVAL.number();
      }
      return address.family() == Uapi.AF_INET ? 0 : -Errno.EAFNOSUPPORT.number();
    }
    if (address.lengthBytes() < Sockaddr.IN6_LEAST_BYTES) {
      return -Errno.EINVAL.number();
    }
    return address.family() == Uapi.AF_INET6 ? 0 : -Errno.EAFNOSUPPORT.number();
  }

  private boolean isMapped(final @Nullable IpAddress address) {
    return family == Uapi.AF_INET6 && address != null && !address.isV6();
  }

  long bind(final Sockaddr address) {
    long wrong = checkAddress(address);
    final IpAddress local = address.address();
    if (family == Uapi.AF_INET && address.family() == Uapi.AF_UNSPEC && local == null) {
      // Old programs forget the family: the wildcard is taken for AF_INET (inet_bind).
      wrong = address.lengthBytes() < Sockaddr.IN_BYTES ? wrong : 0;
    }
    if (wrong != 0) {
      return wrong;
    }
    if (isMapped(local) && options.v6Only) {
      return -Errno.EINVAL.number();
    }
    if (local != null && !freeBind && !routing.isLocal(local)) {
      return -Errno.EADDRNOTAVAIL.number();
    }
    if (state() != TcpState.CLOSE || binding != null) {
      return -Errno.EINVAL.number();
    }
    binding = tcp.bind(local, isV6(local), address.port(), options);
    return binding == null ? -Errno.EADDRINUSE.number() : 0;
  }

  /** IP_FREEBIND. */
  boolean freeBind;

  private boolean isV6(final @Nullable IpAddress local) {
    return local == null ? family == Uapi.AF_INET6 : local.isV6();
  }

  long listen(final int backlog, final int somaxconn) {
    final TcpState state = state();
    if (phase != Phase.UNCONNECTED || (state != TcpState.CLOSE && state != TcpState.LISTEN)) {
      return -Errno.EINVAL.number();
    }
    TcpListener made = listener;
    if (made == null) {
      PortBinding where = binding;
      if (where == null) {
        where = tcp.bind(null, isV6(null), 0, options);
      }
      made = where == null ? null : tcp.listen(where, this);
      if (made == null) {
        return -Errno.EADDRINUSE.number();
      }
      binding = where;
      listener = made;
      shutdown = 0;
    }
    made.setBacklog((int) Math.min(Integer.toUnsignedLong(backlog), somaxconn));
    return 0;
  }

  /** Opens the connection (tcp_v4_connect, tcp_v6_connect); 0 when its SYN is sent. */
  long open(final Sockaddr address) {
    final long wrong = checkAddress(address);
    if (wrong != 0) {
      return wrong;
    }
    final IpAddress remote = address.address();
    if (remote == null || (isMapped(remote) && options.v6Only)) {
      return -Errno.ENETUNREACH.number();
    }
    final PortBinding bound = binding;
    IpAddress local = bound == null ? null : bound.address();
    if (local == null) {
      local = routing.sourceFor(remote);
    }
    if (local == null) {
      return -Errno.ENETUNREACH.number();
    }
    if (local.isV6() != remote.isV6()) {
      return -Errno.EINVAL.number();
    }
    shutdown = 0;
    final TcpConnection made =
        tcp.connect(local, bound == null ? 0 : bound.port(), remote, address.port(), this, options);
    if (made == null) {
      return -Errno.EADDRNOTAVAIL.number();
    }
    connection = made;
    return 0;
  }

  /** Back to a socket without a connection (tcp_disconnect). */
  void disconnect() {
    final TcpListener listening = listener;
    if (listening != null) {
      listening.close();
      listener = null;
    }
    final TcpConnection open = connection;
    if (open != null) {
      connection = null;
      open.abort();
      options = options.copy();
    }
    shutdown = 0;
    phase = Phase.UNCONNECTED;
  }

  long shutdown(final int how) {
    if (how < Uapi.SHUT_RD || how > Uapi.SHUT_RDWR) {
      return -Errno.EINVAL.number();
    }
    final int bits = how + 1;
    final TcpState state = state();
    if (phase == Phase.CONNECTING) {
      phase =
          state == TcpState.SYN_SENT || state == TcpState.SYN_RECV || state == TcpState.CLOSE
              ? Phase.DISCONNECTING
              : Phase.CONNECTED;
    }
    long result = 0;
    if (state == TcpState.SYN_SENT || (state == TcpState.LISTEN && (bits & 1) != 0)) {
      disconnect();
    } else if (state != TcpState.LISTEN) {
      shutdown |= bits;
      if (state == TcpState.CLOSE) {
        result = -Errno.ENOTCONN.number();
      }
      final TcpConnection open = connection;
      if (open != null && (bits & 2) != 0) {
        open.shutdownWrite();
      }
    }
    waiters.wake(0, true);
    return result;
  }

  /** close(2) without lingering. */
  void close() {
    final TcpListener listening = listener;
    if (listening != null) {
      listening.close();
      listener = null;
    }
    final TcpConnection open = connection;
    if (open != null) {
      if (lingerS == 0) {
        open.abort();
      } else {
        open.close();
      }
    }
    final PortBinding bound = binding;
    if (bound != null) {
      tcp.unbind(bound);
      binding = null;
    }
    waiters.wake(0, true);
  }

  /** Takes the pending error (sock_error). */
  long takeError() {
    final TcpConnection open = connection;
    return open == null ? 0 : -open.takeError().number();
  }

  /** sk_shutdown & RCV_SHUTDOWN. */
  boolean receiveShut() {
    final TcpConnection open = connection;
    return (shutdown & 1) != 0
        || (open != null && (open.finReceived() || open.state() == TcpState.CLOSE));
  }

  /** sk_shutdown & SEND_SHUTDOWN. */
  boolean sendShut() {
    final TcpConnection open = connection;
    return (shutdown & 2) != 0 || (open != null && open.state() == TcpState.CLOSE);
  }

  Sockaddr peerAddress(final TcpConnection of) {
    return Sockaddr.of(family, of.remoteAddress(), of.remotePort());
  }

  @Override
  int poll() {
    final TcpListener listening = listener;
    if (listening != null) {
      return listening.waiting() > 0 ? Uapi.POLLIN | Uapi.POLLRDNORM : 0;
    }
    final TcpState state = state();
    final boolean receiveShut = receiveShut();
    final boolean sendShut = sendShut();
    int mask = 0;
    if (state == TcpState.CLOSE || (receiveShut && sendShut)) {
      mask |= Uapi.POLLHUP;
    }
    if (receiveShut) {
      mask |= Uapi.POLLIN | Uapi.POLLRDNORM | Uapi.POLLRDHUP;
    }
    final TcpConnection open = connection;
    if (state != TcpState.SYN_SENT && state != TcpState.SYN_RECV) {
      if (open != null && open.readableBytes() >= options.rcvlowat) {
        mask |= Uapi.POLLIN | Uapi.POLLRDNORM;
      }
      if (sendShut || open == null || open.isWritable()) {
        mask |= Uapi.POLLOUT | Uapi.POLLWRNORM;
      }
    }
    if (open != null && open.error() != Errno.OK) {
      mask |= Uapi.POLLERR;
    }
    return mask;
  }

  // What the connection tells.

  @Override
  public void onAcceptable(final TcpListener from) {
    waiters.wake(Uapi.POLLIN | Uapi.POLLRDNORM, false);
  }

  @Override
  public void onEstablished(final TcpConnection open) {
    waiters.wake(0, true);
    waiters.wake(Uapi.POLLOUT, false);
  }

  @Override
  public void onReadable(final TcpConnection open) {
    waiters.wake(Uapi.POLLIN | Uapi.POLLPRI | Uapi.POLLRDNORM | Uapi.POLLRDBAND, false);
  }

  @Override
  public void onWritable(final TcpConnection open) {
    waiters.wake(Uapi.POLLOUT | Uapi.POLLWRNORM | Uapi.POLLWRBAND, false);
  }

  @Override
  public void onClosed(final TcpConnection open, final Errno error) {
    waiters.wake(0, true);
    if (error != Errno.OK) {
      waiters.wake(Uapi.POLLERR, false);
    }
  }
}
