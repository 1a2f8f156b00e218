package netmemsim.models.tcp;

import java.util.LinkedHashMap;
import java.util.Map;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/**
 * A host's Fast Open cookies: those it gives, which are SipHash-2-4 of the two addresses under
 * tcp_fastopen_key, and those it got from servers (RFC 7413, 4.1; net/ipv4/tcp_fastopen.c and
 * tcp_metrics.c, v6.18). Also for how long it keeps from using Fast Open after a blackhole.
 */
final class FastOpenCookies {
  /** Bytes of a cookie that this host gives. */
  static final int GIVEN_BYTES = 8;

  private static final int MAX_DOUBLINGS = 6;

  /** What is known of a server. */
  static final class Known {
    /** Its cookie's length, 0 for none. */
    int cookieBytes;

    /** The cookie, its first byte highest. */
    long cookieHigh;

    long cookieLow;

    /** Whether it speaks the experimental option. */
    boolean experimental;

    /** 1 asks by the experimental option next time, 2 has asked so. */
    int tryExperimental;

    /** The segment size it offered, bytes; 0 when not known. */
    int mss;
  }

  private final TcpLayer layer;
  private final Map<IpAddress, Known> servers = new LinkedHashMap<>();
  private int disabledTimes;
  private long disabledJiffies;

  FastOpenCookies(final TcpLayer layer) {
    this.layer = layer;
  }

  @Nullable Known known(final IpAddress server) {
    return servers.get(server);
  }

  Known remember(final IpAddress server) {
    return servers.computeIfAbsent(server, address -> new Known());
  }

  /** The cookie for a client, its first byte highest. */
  long cookieFor(final IpAddress client, final IpAddress server, final boolean backup) {
    final int length = client.lengthBytes();
    final byte[] message = new byte[2 * length];
    for (int i = 0; i < length; i++) {
      message[i] = (byte) client.octet(i);
      message[length + i] = (byte) server.octet(i);
    }
    final long[] key = backup ? layer.host.sysctl().fastOpenBackupKey : key();
    return Long.reverseBytes(SipHash.hash(key[0], key[1], message));
  }

  private long[] key() {
    final long[] key = layer.host.sysctl().fastOpenKey;
    if (key[0] == 0 && key[1] == 0) {
      // The first one who needs it draws a key (tcp_fastopen_init_key_once).
      key[0] = (long) layer.host.randomInt() << 32 | Integer.toUnsignedLong(layer.host.randomInt());
      key[1] = (long) layer.host.randomInt() << 32 | Integer.toUnsignedLong(layer.host.randomInt());
    }
    return key;
  }

  /** Whether a segment's cookie is the client's: 1, or 2 by the backup key; else 0. */
  int check(final TcpHeader header, final IpAddress client, final IpAddress server) {
    if (header.fastOpenBytes() != GIVEN_BYTES) {
      return 0;
    }
    if (header.fastOpenHigh() == cookieFor(client, server, false)) {
      return 1;
    }
    final long[] backup = layer.host.sysctl().fastOpenBackupKey;
    final boolean has = backup[0] != 0 || backup[1] != 0;
    return has && header.fastOpenHigh() == cookieFor(client, server, true) ? 2 : 0;
  }

  /** Keeps from Fast Open for a while, longer each time (tcp_fastopen_active_disable). */
  void disable() {
    if (layer.host.sysctl().fastOpenBlackholeTimeoutS == 0) {
      return;
    }
    disabledTimes++;
    disabledJiffies = layer.jiffies.at(layer.host.nowPs());
    layer.mib.fastOpenBlackhole.increment();
  }

  /** Whether it does so now. */
  boolean isDisabled() {
    final long seconds = layer.host.sysctl().fastOpenBlackholeTimeoutS;
    if (seconds == 0 || disabledTimes == 0) {
      return false;
    }
    final long doubled = seconds << Math.min(disabledTimes - 1, MAX_DOUBLINGS);
    final long now = layer.jiffies.at(layer.host.nowPs());
    return now < disabledJiffies + doubled * layer.jiffies.hz;
  }

  /** Whether it did so and tries again, so that a success is to be told by {@link #works}. */
  boolean isOnTrial() {
    return disabledTimes > 0 && layer.host.sysctl().fastOpenBlackholeTimeoutS != 0;
  }

  /** Data came back on a connection that Fast Open opened: the path is fine. */
  void works() {
    disabledTimes = 0;
  }
}
