package netmemsim.models.socket;

import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpState;

/**
 * Socket options of levels SOL_IP and SOL_IPV6 (net/ipv4/ip_sockglue.c, net/ipv6/ipv6_sockglue.c,
 * v6.18). IP_TTL and its kin are kept and have no effect: there are no routers.
 */
final class IpOptions {
  /** The ECN field belongs to TCP, not to the user. */
  private static final int ECN_MASK = 3;

  private static final int DEFAULT_TTL = 64;
  private final SocketOptions options;

  IpOptions(final SocketOptions options) {
    this.options = options;
  }

  private static int ok(final boolean good) {
    return good ? 0 : -Errno.EINVAL.number();
  }

  private static int answer(final OptionValue value, final long number) {
    value.number = number;
    value.lengthBytes = Math.min(value.lengthBytes, OptionValue.INT_BYTES);
    return 0;
  }

  int set(final TcpSocket socket, final int name, final OptionValue value) {
    final int length = value.lengthBytes;
    final int number =
        length >= OptionValue.INT_BYTES
            ? (int) value.number
            : length >= 1 ? (int) value.number & 0xFF : 0;
    final boolean on = number != 0;
    switch (name) {
      case Uapi.IP_TOS -> socket.options.tos = number & 0xFF & ~ECN_MASK;
      case Uapi.IP_TTL -> {
        if (number != -1 && (number < 1 || number > 255)) {
          return -Errno.EINVAL.number();
        }
        socket.ttl = number == -1 ? DEFAULT_TTL : number;
      }
      case Uapi.IP_MTU_DISCOVER -> {
        if (number < Uapi.IP_PMTUDISC_DONT || number > Uapi.IP_PMTUDISC_OMIT) {
          return -Errno.EINVAL.number();
        }
        socket.options.mtuDiscover = number;
      }
      case Uapi.IP_RECVERR -> socket.options.recverr = on;
      case Uapi.IP_FREEBIND, Uapi.IP_TRANSPARENT -> socket.freeBind = on;
      case Uapi.IP_BIND_ADDRESS_NO_PORT -> socket.bindAddressNoPort = on;
      case Uapi.IP_MTU -> {
        return -Errno.ENOPROTOOPT.number();
      }
      default -> {
        return options.refuse(Uapi.SOL_IP, name, "is not modelled");
      }
    }
    return 0;
  }

  int get(final TcpSocket socket, final int name, final OptionValue value) {
    return switch (name) {
      case Uapi.IP_TOS -> answer(value, socket.options.tos);
      case Uapi.IP_TTL -> answer(value, socket.ttl);
      case Uapi.IP_MTU_DISCOVER -> answer(value, socket.options.mtuDiscover);
      case Uapi.IP_RECVERR -> answer(value, socket.options.recverr ? 1 : 0);
      case Uapi.IP_FREEBIND, Uapi.IP_TRANSPARENT -> answer(value, socket.freeBind ? 1 : 0);
      case Uapi.IP_BIND_ADDRESS_NO_PORT -> answer(value, socket.bindAddressNoPort ? 1 : 0);
      case Uapi.IP_MTU -> mtu(socket, value);
      default -> options.refuse(Uapi.SOL_IP, name, "is not modelled");
    };
  }

  private static int mtu(final TcpSocket socket, final OptionValue value) {
    final TcpConnection connection = socket.connection;
    return connection == null || socket.state() == TcpState.CLOSE
        ? -Errno.ENOTCONN.number()
        : answer(value, connection.pathMtuBytes());
  }

  int set6(final TcpSocket socket, final int name, final OptionValue value) {
    if (value.lengthBytes < OptionValue.INT_BYTES) {
      return -Errno.EINVAL.number();
    }
    final int number = (int) value.number;
    switch (name) {
      case Uapi.IPV6_V6ONLY -> {
        if (socket.name.isBound() || socket.connection != null) {
          return -Errno.EINVAL.number();
        }
        socket.options.v6Only = number != 0;
      }
      case Uapi.IPV6_TCLASS -> {
        if (number < -1 || number > 255) {
          return -Errno.EINVAL.number();
        }
        socket.options.tos = number == -1 ? 0 : number & ~ECN_MASK;
      }
      case Uapi.IPV6_UNICAST_HOPS -> {
        if (number < -1 || number > 255) {
          return -Errno.EINVAL.number();
        }
        socket.ttl = number == -1 ? DEFAULT_TTL : number;
      }
      case Uapi.IPV6_MTU_DISCOVER -> {
        final int wrong = ok(number >= 0 && number <= Uapi.IP_PMTUDISC_OMIT);
        if (wrong != 0) {
          return wrong;
        }
        socket.options.mtuDiscover = number;
      }
      case Uapi.IPV6_RECVERR -> socket.options.recverr = number != 0;
      case Uapi.IPV6_FREEBIND -> socket.freeBind = number != 0;
      default -> {
        return options.refuse(Uapi.SOL_IPV6, name, "is not modelled");
      }
    }
    return 0;
  }

  int get6(final TcpSocket socket, final int name, final OptionValue value) {
    return switch (name) {
      case Uapi.IPV6_V6ONLY -> answer(value, socket.options.v6Only ? 1 : 0);
      case Uapi.IPV6_TCLASS -> answer(value, socket.options.tos);
      case Uapi.IPV6_UNICAST_HOPS -> answer(value, socket.ttl);
      case Uapi.IPV6_MTU_DISCOVER -> answer(value, socket.options.mtuDiscover);
      case Uapi.IPV6_RECVERR -> answer(value, socket.options.recverr ? 1 : 0);
      case Uapi.IPV6_FREEBIND -> answer(value, socket.freeBind ? 1 : 0);
      case Uapi.IPV6_MTU -> mtu(socket, value);
      default -> options.refuse(Uapi.SOL_IPV6, name, "is not modelled");
    };
  }
}
