package netmemsim.models.tcp;

import java.util.LinkedHashMap;
import java.util.Map;
import netmemsim.models.packet.IpAddress;

/**
 * Path MTUs that ICMP told of (RFC 1191, RFC 8201; net/ipv4/route.c, ip_rt_update_pmtu, v6.18).
 * Looked at when a segment size is computed, not per segment.
 */
final class PathMtu {
  /** ip_rt_min_pmtu and IPV6_MIN_MTU, bytes. */
  private static final int LEAST_V4 = 552;

  private static final int LEAST_V6 = 1280;

  /** mtu_expires, seconds. */
  private static final long EXPIRY_S = 600;

  private static final long PS_PER_S = 1_000_000_000_000L;

  private record Learned(int mtuBytes, long untilPs) {}

  private final TcpHost host;
  private final Map<IpAddress, Learned> learned = new LinkedHashMap<>();

  /** How often something was learned: what was computed before is out of date. */
  int generation;

  PathMtu(final TcpHost host) {
    this.host = host;
  }

  /** The MTU of the path to a destination, bytes. */
  int bytes(final IpAddress destination) {
    final int route = host.mtuBytes(destination);
    if (learned.isEmpty()) {
      return route;
    }
    final Learned known = learned.get(destination);
    return known == null || known.untilPs < host.nowPs() ? route : Math.min(route, known.mtuBytes);
  }

  /** An ICMP says that packets of more bytes do not get through. */
  void learn(final IpAddress destination, final int mtuBytes) {
    final int known = bytes(destination);
    if (known <= mtuBytes) {
      return;
    }
    final int least = destination.isV6() ? LEAST_V6 : Math.min(known, LEAST_V4);
    learned.put(
        destination, new Learned(Math.max(mtuBytes, least), host.nowPs() + EXPIRY_S * PS_PER_S));
    generation++;
  }
}
