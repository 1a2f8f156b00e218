package netmemsim.models.tcp;

import netmemsim.models.packet.IpAddress;
import org.jspecify.annotations.Nullable;

/** A local address and port that a socket holds (struct inet_bind_bucket, one owner of it). */
public final class PortBinding {
  final @Nullable IpAddress address;
  final int port;
  final TcpSocketOptions options;

  /** Whether a wildcard address means IPv6, too. */
  final boolean v6;

  boolean listening;

  PortBinding(
      final @Nullable IpAddress address,
      final int port,
      final boolean v6,
      final TcpSocketOptions options) {
    this.address = address;
    this.port = port;
    this.v6 = v6;
    this.options = options;
  }

  /** The local address, or null for any. */
  public @Nullable IpAddress address() {
    return address;
  }

  /** The local port. */
  public int port() {
    return port;
  }

  /** Whether a segment to a local address is for this socket. */
  boolean hears(final IpAddress local) {
    if (address != null) {
      return address.equals(local);
    }
    return local.isV6() ? v6 : !v6 || !options.v6Only;
  }

  /** How closely it fits: an address before a wildcard, IPv4's own before both families'. */
  int score() {
    return (address == null ? 0 : 2) + (v6 ? 0 : 1);
  }

  /**
   * Whether this binding keeps another one from being made (inet_bind_conflict,
   * net/ipv4/inet_connection_sock.c, v6.18): both could hear the same segment, and neither
   * SO_REUSEADDR nor SO_REUSEPORT lets them share.
   */
  boolean conflictsWith(final PortBinding other) {
    return overlaps(other) && !shares(options, listening, other.options);
  }

  private boolean overlaps(final PortBinding other) {
    if (address != null) {
      return other.hears(address);
    }
    if (other.address != null) {
      return hears(other.address);
    }
    return v6 == other.v6 || !(v6 ? options : other.options).v6Only;
  }

  /** Whether a connection from this port keeps a binding from being made. */
  static boolean conflicts(final TcpConnection connection, final PortBinding wanted) {
    return connection.localPort == wanted.port
        && wanted.hears(connection.localAddress)
        && !shares(connection.options, false, wanted.options);
  }

  private static boolean shares(
      final TcpSocketOptions holder, final boolean listening, final TcpSocketOptions other) {
    return (holder.reuseAddress && other.reuseAddress && !listening)
        || (holder.reusePort && other.reusePort);
  }
}
