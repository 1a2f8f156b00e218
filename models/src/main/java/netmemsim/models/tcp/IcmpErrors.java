package netmemsim.models.tcp;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * ICMP errors about TCP segments (RFC 1122, 4.2.3.9; RFC 5927; net/ipv4/tcp_ipv4.c, tcp_v4_err, and
 * icmp.c, icmp_err_convert; net/ipv6/tcp_ipv6.c, tcp_v6_err, and icmp.c; v6.18).
 */
final class IcmpErrors {
  private static final int V4_UNREACHABLE = 3;
  private static final int V4_TIME_EXCEEDED = 11;
  private static final int V4_PARAMETER_PROBLEM = 12;
  private static final int V4_FRAGMENTATION_NEEDED = 4;
  private static final int V6_UNREACHABLE = 1;
  private static final int V6_TOO_BIG = 2;
  private static final int V6_TIME_EXCEEDED = 3;
  private static final int V6_PARAMETER_PROBLEM = 4;

  /** IP_PMTUDISC_DONT. */
  private static final int DISCOVER_DONT = 0;

  /** IP_PMTUDISC_PROBE; greater ones do not take the message for true, either. */
  private static final int DISCOVER_PROBE = 3;

  private final TcpLayer layer;

  IcmpErrors(final TcpLayer layer) {
    this.layer = layer;
  }

  /** An error about a segment, see {@link TcpLayer#icmpError}. */
  void receive(
      final TcpConnection connection,
      final IpAddress remote,
      final int sequence,
      final int type,
      final int code,
      final int info) {
    if (connection.timeWait != null || connection.state == TcpState.CLOSE) {
      return;
    }
    final TcpOutput output = connection.output;
    final long offset = connection.sendOffset(sequence);
    if (offset < (connection.request == null ? output.sndUna : -1) || offset > output.sndNxt) {
      layer.mib.outOfWindowIcmps.increment();
      return;
    }
    final boolean v6 = remote.isV6();
    if (v6 ? type == V6_TOO_BIG : type == V4_UNREACHABLE && code == V4_FRAGMENTATION_NEEDED) {
      if (connection.request == null) {
        tooBig(connection, remote, info);
      }
      return;
    }
    final @Nullable Errno error = v6 ? errorV6(type, code) : errorV4(type, code);
    if (error == null) {
      return;
    }
    if (connection.request != null) {
      if (v6 || error == Errno.EHOSTUNREACH || error == Errno.ENETUNREACH) {
        connection.done();
        layer.mib.listenDrops.increment();
      }
      return;
    }
    final boolean unreachable =
        v6 ? type == V6_UNREACHABLE && code == 0 : type == V4_UNREACHABLE && code <= 1;
    if (unreachable) {
      connection.timers.revertBackoff(offset);
    }
    report(connection, error);
  }

  /** An error is final while connecting, else it only explains a timeout (RFC 1122, 4.2.3.9). */
  private static void report(final TcpConnection connection, final Errno error) {
    switch (connection.state) {
      case CLOSE -> {}
      case SYN_SENT, SYN_RECV -> connection.fail(error);
      default -> {
        if (connection.options.recverr) {
          connection.reportError(error);
        } else {
          connection.softError = error;
        }
      }
    }
  }

  private void tooBig(final TcpConnection connection, final IpAddress remote, final int mtuBytes) {
    final int discover = connection.options.mtuDiscover;
    layer.pathMtus.learn(remote, mtuBytes);
    if (mtuBytes < layer.pathMtus.bytes(remote)) {
      connection.softError = Errno.EMSGSIZE;
    }
    if (discover == DISCOVER_DONT || discover > DISCOVER_PROBE) {
      return;
    }
    if (connection.pathMtuBytes > layer.pathMtus.bytes(remote)) {
      connection.syncMss();
      connection.recovery.resendTooBig(connection.output.currentMss());
    }
  }

  private static @Nullable Errno errorV4(final int type, final int code) {
    return switch (type) {
      case V4_PARAMETER_PROBLEM -> Errno.EPROTO;
      case V4_TIME_EXCEEDED -> Errno.EHOSTUNREACH;
      case V4_UNREACHABLE ->
          switch (code) {
            case 0, 6, 9, 11 -> Errno.ENETUNREACH;
            case 1, 10, 12, 13, 14, 15 -> Errno.EHOSTUNREACH;
            case 2 -> Errno.ENOPROTOOPT;
            case 3 -> Errno.ECONNREFUSED;
            case 5 -> Errno.EOPNOTSUPP;
            case 7 -> Errno.EHOSTDOWN;
            case 8 -> Errno.ENONET;
            default -> null;
          };
      default -> null;
    };
  }

  private static @Nullable Errno errorV6(final int type, final int code) {
    return switch (type) {
      case V6_PARAMETER_PROBLEM -> Errno.EPROTO;
      case V6_TIME_EXCEEDED -> Errno.EHOSTUNREACH;
      case V6_UNREACHABLE ->
          switch (code) {
            case 0 -> Errno.ENETUNREACH;
            case 1, 5, 6 -> Errno.EACCES;
            case 2, 3 -> Errno.EHOSTUNREACH;
            case 4 -> Errno.ECONNREFUSED;
            default -> Errno.EPROTO;
          };
      default -> null;
    };
  }
}
