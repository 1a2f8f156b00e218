package netmemsim.scenarios.packetdrill.live;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which IP a script is run over, with the addresses and MTU that the kernel's selftests give
 * packetdrill (tools/testing/selftests/net/packetdrill/ksft_runner.sh, v6.12).
 */
public enum IpVersion {
  /** IPv4. */
  IPV4("ipv4", "192.168.0.1", "192.0.2.1", 1500, "SOL_IP", "IP_RECVERR"),
  /** IPv6 sockets that talk IPv4. */
  IPV4_MAPPED_IPV6(
      "ipv4-mapped-ipv6", "192.168.0.1", "192.0.2.1", 1500, "SOL_IPV6", "IPV6_RECVERR"),
  /** IPv6; with 20 bytes more of MTU, so that the MSS is that of IPv4. */
  IPV6("ipv6", "fd3d:0a0b:17d6::1", "fd3d:fa7b:d17d::1", 1520, "SOL_IPV6", "IPV6_RECVERR");

  private final String word;
  private final String local;
  private final String remote;
  private final int mtuBytes;
  private final String level;
  private final String type;

  IpVersion(
      final String word,
      final String local,
      final String remote,
      final int mtuBytes,
      final String level,
      final String type) {
    this.word = word;
    this.local = local;
    this.remote = remote;
    this.mtuBytes = mtuBytes;
    this.level = level;
    this.type = type;
  }

  /** The version of a word as {@code --ip_version} has it, or null. */
  public static @Nullable IpVersion of(final String word) {
    for (final IpVersion version : values()) {
      if (version.word.equals(word)) {
        return version;
      }
    }
    return null;
  }

  /** The local address if none is given. */
  public String local() {
    return local;
  }

  /** The remote address if none is given. */
  public String remote() {
    return remote;
  }

  /** The MTU if none is given, bytes. */
  public int mtuBytes() {
    return mtuBytes;
  }

  /** Whether sockets are of AF_INET6. */
  public boolean hasV6Sockets() {
    return this != IPV4;
  }

  /** Whether packets are IPv6. */
  public boolean isV6() {
    return this == IPV6;
  }

  /** The symbols that the selftests define. */
  public Map<String, String> defines() {
    return Map.of("CMSG_LEVEL_IP", level, "CMSG_TYPE_RECVERR", type);
  }

  @Override
  public String toString() {
    return word;
  }
}
