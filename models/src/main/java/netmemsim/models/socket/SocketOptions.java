package netmemsim.models.socket;

import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpState;

/**
 * getsockopt(2), setsockopt(2) and ioctl(2) of a TCP socket (net/core/sock.c, net/ipv4/tcp.c,
 * v6.18).
 */
final class SocketOptions {
  private final SystemCalls calls;
  private String refusal = "";

  SocketOptions(final SystemCalls calls) {
    this.calls = calls;
  }

  String lastRefusal() {
    return refusal;
  }

  private int refuse(final String option, final int level, final int name) {
    refusal = option + " (level " + level + ", option " + name + ") is not modelled";
    return -Errno.ENOPROTOOPT.number();
  }

  int ioctl(final TcpSocket socket, final int request, final OptionValue value) {
    final TcpConnection connection = socket.connection;
    final TcpState state = socket.state();
    if (request == Uapi.FIONBIO) {
      socket.nonBlocking = value.number != 0;
      return 0;
    }
    if (state == TcpState.LISTEN) {
      return -Errno.EINVAL.number();
    }
    switch (request) {
      case Uapi.SIOCINQ -> value.number = connection == null ? 0 : connection.readableBytes();
      default -> {
        return -Errno.ENOTTY.number();
      }
    }
    return 0;
  }

  int set(final TcpSocket socket, final int level, final int name, final OptionValue value) {
    final int number = (int) value.number;
    if (level == Uapi.SOL_SOCKET) {
      switch (name) {
        case Uapi.SO_REUSEADDR -> socket.options.reuseAddress = number != 0;
        case Uapi.SO_REUSEPORT -> socket.options.reusePort = number != 0;
        default -> {
          return refuse("setsockopt", level, name);
        }
      }
      return 0;
    }
    return refuse("setsockopt", level, name);
  }

  int get(final TcpSocket socket, final int level, final int name, final OptionValue value) {
    final TcpConnection connection = socket.connection;
    if (level == Uapi.SOL_SOCKET && name == Uapi.SO_ERROR) {
      value.number = -socket.takeError();
      return 0;
    }
    if (level == Uapi.SOL_TCP && name == Uapi.TCP_INFO && connection != null) {
      value.info.fill(connection);
      return 0;
    }
    return refuse("getsockopt", level, name);
  }
}
