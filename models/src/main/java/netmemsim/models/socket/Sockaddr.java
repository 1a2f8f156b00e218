package netmemsim.models.socket;

import netmemsim.models.packet.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A socket address (struct sockaddr_in, sockaddr_in6). With AF_INET6 an IPv4 address stands for the
 * v4-mapped one (::ffff:a.b.c.d).
 *
 * @param family AF_INET, AF_INET6, AF_UNSPEC or something wrong
 * @param address the address; null for the wildcard (0.0.0.0 or ::)
 * @param port 0 to 65535
 * @param lengthBytes {@code addrlen} as passed
 */
public record Sockaddr(int family, @Nullable IpAddress address, int port, int lengthBytes) {
  static final int IN_BYTES = 16;
  static final int IN6_BYTES = 28;

  /** RFC 2133: sockaddr_in6 without its scope is long enough. */
  static final int IN6_LEAST_BYTES = 24;

  /** A wildcard given as an address of zeros is the wildcard. */
  public Sockaddr {
    if (address != null && isZero(address)) {
      address = null;
    }
  }

  /** An address whose structure has its full length. */
  public static Sockaddr of(final int family, final @Nullable IpAddress address, final int port) {
    return new Sockaddr(family, address, port, family == Uapi.AF_INET6 ? IN6_BYTES : IN_BYTES);
  }

  /** An address of AF_INET or AF_INET6, whichever it is. */
  public static Sockaddr of(final IpAddress address, final int port) {
    return of(address.isV6() ? Uapi.AF_INET6 : Uapi.AF_INET, address, port);
  }

  private static boolean isZero(final IpAddress address) {
    for (int i = 0; i < address.lengthBytes(); i++) {
      if (address.octet(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
