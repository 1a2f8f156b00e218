package netmemsim.models.socket;

import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpState;

/** ioctl(2) of a TCP socket (net/ipv4/tcp.c, tcp_ioctl, tcp_inq; v6.18). */
final class SocketIoctl {
  private SocketIoctl() {}

  static int ioctl(final TcpSocket socket, final int request, final OptionValue value) {
    final TcpConnection connection = socket.connection;
    final TcpState state = socket.state();
    final boolean opening = state == TcpState.SYN_SENT || state == TcpState.SYN_RECV;
    switch (request) {
      case Uapi.FIONBIO -> {
        socket.nonBlocking = value.number != 0;
        return 0;
      }
      case Uapi.SIOCATMARK -> {
        value.number =
            connection != null
                    && connection.isUrgentPending()
                    && connection.urgentOffset() == connection.copiedOffset()
                ? 1
                : 0;
        return 0;
      }
      case Uapi.SIOCINQ, Uapi.SIOCOUTQ, Uapi.SIOCOUTQNSD -> {
        if (state == TcpState.LISTEN) {
          return -Errno.EINVAL.number();
        }
      }
      default -> {
        return -Errno.ENOTTY.number();
      }
    }
    if (connection == null || opening) {
      value.number = 0;
    } else if (request == Uapi.SIOCINQ) {
      value.number = readable(socket, connection);
    } else if (request == Uapi.SIOCOUTQ) {
      value.number = connection.unacknowledgedBytes();
    } else {
      value.number = connection.unsentBytes();
    }
    return 0;
  }

  /** Up to the urgent byte, if there is one ahead. */
  private static long readable(final TcpSocket socket, final TcpConnection connection) {
    final long ahead = connection.urgentOffset() - connection.copiedOffset();
    final boolean urgentAhead =
        !socket.options.oobInline
            && connection.isUrgentPending()
            && ahead >= 0
            && ahead < connection.readableBytes();
    return urgentAhead ? ahead : connection.readableBytes();
  }
}
