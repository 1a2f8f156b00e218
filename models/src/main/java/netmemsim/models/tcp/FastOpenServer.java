package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/**
 * The server's side of TCP Fast Open: what a listener does with a SYN (RFC 7413, 4.2.2;
 * net/ipv4/tcp_fastopen.c, tcp_try_fastopen, v6.18).
 */
final class FastOpenServer {
  /** TFO_SERVER_ENABLE of tcp_fastopen. */
  static final int ENABLE = 2;

  /** TFO_SERVER_COOKIE_NOT_REQD of tcp_fastopen. */
  static final int COOKIE_NOT_REQUIRED = 0x200;

  /** TFO_SERVER_WO_SOCKOPT1 of tcp_fastopen: listeners need no TCP_FASTOPEN. */
  static final int WITHOUT_OPTION = 0x400;

  private static final int NONE = -1;
  private final TcpConnection connection;
  private boolean gives;
  private boolean experimental;
  private boolean child;

  FastOpenServer(final TcpConnection connection) {
    this.connection = connection;
  }

  /** Whether the connection exists for good as of its SYN (syn_fastopen_child). */
  boolean isChild() {
    return child;
  }

  /** Looks at a SYN; sets whether there is a child at once, and which cookie the answer has. */
  void receive(final TcpListener listener, final Skb syn) {
    final TcpHeader header = syn.tcp;
    final TcpMib mib = connection.mib;
    if (header.fastOpenBytes() == 0) {
      mib.fastOpenCookieReqd.increment();
    }
    final int mode = connection.sysctl.fastOpen;
    if ((mode & ENABLE) == 0
        || (syn.payloadBytes == 0 && header.fastOpenBytes() == NONE)
        || !listener.takesFastOpen(mode)) {
      return;
    }
    experimental = header.fastOpenExperimental();
    if ((mode & COOKIE_NOT_REQUIRED) != 0 || connection.options.fastOpenNoCookie) {
      accept(false);
    } else if (header.fastOpenBytes() >= 0) {
      final int valid =
          header.fastOpenBytes() == 0
              ? 0
              : connection.layer.fastOpen.check(
                  header, connection.remoteAddress, connection.localAddress);
      if (valid > 0) {
        accept(valid == 2);
      } else {
        gives = true;
        if (header.fastOpenBytes() > 0) {
          mib.fastOpenPassiveFail.increment();
        }
      }
    }
  }

  private void accept(final boolean byBackupKey) {
    child = true;
    gives = byBackupKey;
    connection.mib.fastOpenPassive.increment();
    if (byBackupKey) {
      connection.mib.fastOpenPassiveAltKey.increment();
    }
  }

  /** Puts the client's cookie into the SYN-ACK, where it asked for one or had a wrong one. */
  void fill(final TcpHeader synAck) {
    if (gives) {
      synAck.setFastOpenBytes(FastOpenCookies.GIVEN_BYTES);
      synAck.setFastOpenExperimental(experimental);
      synAck.setFastOpenHigh(
          connection.layer.fastOpen.cookieFor(
              connection.remoteAddress, connection.localAddress, false));
    }
  }
}
