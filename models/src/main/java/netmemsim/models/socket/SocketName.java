package netmemsim.models.socket;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.tcp.PortBinding;
import netmemsim.models.tcp.TcpState;
import org.jspecify.annotations.Nullable;

/**
 * The address and port that a socket has of its own (inet_sk(sk)-&gt;inet_saddr and inet_num;
 * net/ipv4/af_inet.c, net/ipv6/af_inet6.c, v6.18).
 */
final class SocketName {
  private final TcpSocket socket;
  private @Nullable PortBinding binding;

  /** SOCK_BINDPORT_LOCK: somebody asked for this port. */
  private boolean asked;

  SocketName(final TcpSocket socket) {
    this.socket = socket;
  }

  boolean isBound() {
    return binding != null;
  }

  /** The port that is bound, or 0. */
  int port() {
    final PortBinding bound = binding;
    return bound == null ? 0 : bound.port();
  }

  /** bind(2). */
  long bind(final Sockaddr address) {
    long wrong = check(address);
    final IpAddress local = address.address();
    if (socket.family == Uapi.AF_INET && address.family() == Uapi.AF_UNSPEC && local == null) {
      // Old programs forget the family: the wildcard is taken for AF_INET (inet_bind).
      wrong = address.lengthBytes() < Sockaddr.IN_BYTES ? wrong : 0;
    }
    if (wrong != 0) {
      return wrong;
    }
    if (isMapped(local) && socket.options.v6Only) {
      return -Errno.EINVAL.number();
    }
    if (local != null && !socket.freeBind && !socket.routing.isLocal(local)) {
      return -Errno.EADDRNOTAVAIL.number();
    }
    if (socket.state() != TcpState.CLOSE || binding != null) {
      return -Errno.EINVAL.number();
    }
    binding = socket.tcp.bind(local, isV6(local), address.port(), socket.options);
    asked = address.port() != 0;
    return binding == null ? -Errno.EADDRINUSE.number() : 0;
  }

  /** What is bound, or else a port that is free (inet_autobind); null when there is none. */
  @Nullable PortBinding bindIfUnbound() {
    if (binding == null) {
      binding = socket.tcp.bind(null, isV6(null), 0, socket.options);
    }
    return binding;
  }

  /** Gives the port back. */
  void release() {
    asked = false;
    releaseUnlessAsked();
  }

  /** Gives the port back if nobody asked for it. */
  void releaseUnlessAsked() {
    final PortBinding bound = binding;
    if (bound != null && !asked) {
      socket.tcp.unbind(bound);
      binding = null;
    }
  }

  /** The address that a connection has here; null when there is none, see {@link #whyNoSource}. */
  @Nullable IpAddress sourceFor(final Sockaddr address) {
    return whyNoSource(address) == 0 ? source(address) : null;
  }

  /** Why no connection can go there from here: a negative errno; 0 if one can. */
  long whyNoSource(final Sockaddr address) {
    final long wrong = check(address);
    if (wrong != 0) {
      return wrong;
    }
    final IpAddress remote = address.address();
    final IpAddress local = source(address);
    if (remote == null || local == null || (isMapped(remote) && socket.options.v6Only)) {
      return -Errno.ENETUNREACH.number();
    }
    return local.isV6() == remote.isV6() ? 0 : -Errno.EINVAL.number();
  }

  private @Nullable IpAddress source(final Sockaddr address) {
    final IpAddress remote = address.address();
    final PortBinding bound = binding;
    final IpAddress local = bound == null ? null : bound.address();
    return local == null && remote != null ? socket.routing.sourceFor(remote) : local;
  }

  private long check(final Sockaddr address) {
    if (socket.family == Uapi.AF_INET) {
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
    return socket.family == Uapi.AF_INET6 && address != null && !address.isV6();
  }

  private boolean isV6(final @Nullable IpAddress local) {
    return local == null ? socket.family == Uapi.AF_INET6 : local.isV6();
  }
}
