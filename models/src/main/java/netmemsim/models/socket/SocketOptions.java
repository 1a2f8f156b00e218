package netmemsim.models.socket;

import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.BufferOptions;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpState;

/**
 * getsockopt(2) and setsockopt(2): level SOL_SOCKET, and the way to the others (net/core/sock.c,
 * sk_setsockopt, sk_getsockopt, v6.18). SO_PRIORITY, SO_MARK, SO_DEBUG and SO_BROADCAST are kept
 * and have no effect, as they have none on TCP itself. An option that is not modelled is refused
 * with ENOPROTOOPT and a reason.
 */
final class SocketOptions {
  private static final long US_PER_SECOND = 1_000_000;
  private static final int TIMEVAL_BYTES = 16;
  private static final int LINGER_BYTES = 8;
  private static final int MEMINFO_BYTES = 36;
  private final TcpOptions tcp;
  private final IpOptions ip;
  private String refusal = "";

  SocketOptions(final SystemCalls calls) {
    tcp = new TcpOptions(this, calls.host);
    ip = new IpOptions(this);
  }

  /** Why the last option was refused; empty if none was. */
  String lastRefusal() {
    return refusal;
  }

  /** Refuses what is not modelled. */
  int refuse(final int level, final int name, final String why) {
    refusal = "option " + name + " of level " + level + ": " + why;
    return -Errno.ENOPROTOOPT.number();
  }

  int set(final TcpSocket socket, final int level, final int name, final OptionValue value) {
    if (value.lengthBytes < 0) {
      return -Errno.EINVAL.number();
    }
    return switch (level) {
      case Uapi.SOL_SOCKET -> set(socket, name, value);
      case Uapi.SOL_TCP -> tcp.set(socket, name, value);
      case Uapi.SOL_IP -> ip.set(socket, name, value);
      case Uapi.SOL_IPV6 ->
          socket.family == Uapi.AF_INET6
              ? ip.set6(socket, name, value)
              : -Errno.ENOPROTOOPT.number();
      default -> -Errno.ENOPROTOOPT.number();
    };
  }

  int get(final TcpSocket socket, final int level, final int name, final OptionValue value) {
    if (value.lengthBytes < 0) {
      return -Errno.EINVAL.number();
    }
    return switch (level) {
      case Uapi.SOL_SOCKET -> get(socket, name, value);
      case Uapi.SOL_TCP -> tcp.get(socket, name, value);
      case Uapi.SOL_IP -> ip.get(socket, name, value);
      case Uapi.SOL_IPV6 ->
          socket.family == Uapi.AF_INET6
              ? ip.get6(socket, name, value)
              : -Errno.EOPNOTSUPP.number();
      default -> -Errno.EOPNOTSUPP.number();
    };
  }

  private int set(final TcpSocket socket, final int name, final OptionValue value) {
    if (value.lengthBytes < OptionValue.INT_BYTES) {
      return -Errno.EINVAL.number();
    }
    final int number = (int) value.number;
    final boolean on = number != 0;
    switch (name) {
      case Uapi.SO_DEBUG -> socket.debug = on;
      case Uapi.SO_REUSEADDR -> socket.options.reuseAddress = on;
      case Uapi.SO_REUSEPORT -> socket.options.reusePort = on;
      case Uapi.SO_BROADCAST -> socket.broadcast = on;
      case Uapi.SO_SNDBUF ->
          BufferOptions.setSendBuffer(socket.options, socket.connection, number, false);
      case Uapi.SO_SNDBUFFORCE ->
          BufferOptions.setSendBuffer(socket.options, socket.connection, Math.max(0, number), true);
      case Uapi.SO_RCVBUF ->
          BufferOptions.setReceiveBuffer(socket.options, socket.connection, number, false);
      case Uapi.SO_RCVBUFFORCE ->
          BufferOptions.setReceiveBuffer(
              socket.options, socket.connection, Math.max(0, number), true);
      case Uapi.SO_KEEPALIVE -> {
        if (socket.connection == null) {
          LiveOptions.setKeepAlive(socket, on);
        } else {
          socket.connection.setKeepAlive(on);
        }
      }
      case Uapi.SO_OOBINLINE -> socket.options.oobInline = on;
      case Uapi.SO_PRIORITY -> socket.priority = number;
      case Uapi.SO_MARK -> socket.mark = number;
      case Uapi.SO_RCVLOWAT ->
          BufferOptions.setReceiveLowWater(
              socket.options, socket.connection, number < 0 ? Integer.MAX_VALUE : number);
      case Uapi.SO_LINGER -> {
        return setLinger(socket, value);
      }
      case Uapi.SO_RCVTIMEO, Uapi.SO_RCVTIMEO_NEW, Uapi.SO_SNDTIMEO, Uapi.SO_SNDTIMEO_NEW -> {
        return setTimeout(socket, name, value);
      }
      case Uapi.SO_TIMESTAMP, Uapi.SO_TIMESTAMP_NEW -> socket.stamping.setTimestamp(on, false);
      case Uapi.SO_TIMESTAMPNS, Uapi.SO_TIMESTAMPNS_NEW -> socket.stamping.setTimestamp(on, true);
      case Uapi.SO_TIMESTAMPING, Uapi.SO_TIMESTAMPING_NEW -> {
        return socket.stamping.setFlags(socket, number);
      }
      case Uapi.SO_ZEROCOPY -> {
        if (number < 0 || number > 1) {
          return -Errno.EINVAL.number();
        }
        socket.zeroCopy = on;
      }
      case Uapi.SO_MAX_PACING_RATE ->
          LiveOptions.setMaxPacingRate(
              socket, value.lengthBytes >= 8 ? value.number : pacing(number));
      case Uapi.SO_DEVMEM_DONTNEED -> {
        return DevmemOptions.dontneed(value);
      }
      case Uapi.SO_BUF_LOCK -> {
        if ((number & ~3) != 0) {
          return -Errno.EINVAL.number();
        }
        BufferOptions.lock(socket.options, socket.connection, (number & 2) != 0, (number & 1) != 0);
      }
      default -> {
        return setOther(name, number);
      }
    }
    return 0;
  }

  /** 32 bits of ones mean no limit. */
  private static long pacing(final int rate) {
    return rate == -1 ? -1 : Integer.toUnsignedLong(rate);
  }

  private int setOther(final int name, final int number) {
    return switch (name) {
      case Uapi.SO_DEVMEM_LINEAR,
          Uapi.SO_DEVMEM_DMABUF,
          Uapi.SO_TYPE,
          Uapi.SO_ERROR,
          Uapi.SO_PROTOCOL,
          Uapi.SO_DOMAIN,
          Uapi.SO_ACCEPTCONN,
          Uapi.SO_SNDLOWAT,
          Uapi.SO_MEMINFO,
          Uapi.SO_INCOMING_NAPI_ID,
          Uapi.SO_COOKIE ->
          -Errno.ENOPROTOOPT.number();
      case Uapi.SO_BUSY_POLL -> {
        if (number < 0) {
          yield -Errno.EINVAL.number();
        }
        yield number == 0 ? 0 : refuse(Uapi.SOL_SOCKET, name, "busy polling is not modelled");
      }
      case Uapi.SO_DONTROUTE ->
          number == 0 ? 0 : refuse(Uapi.SOL_SOCKET, name, "SO_DONTROUTE is not modelled");
      default -> refuse(Uapi.SOL_SOCKET, name, "is not modelled");
    };
  }

  private static int setLinger(final TcpSocket socket, final OptionValue value) {
    if (value.lengthBytes < LINGER_BYTES) {
      return -Errno.EINVAL.number();
    }
    socket.lingerS = value.number == 0 ? -1 : (int) Math.max(0, value.second);
    return 0;
  }

  /** A negative time is none; one of 0 is for ever (sock_set_timeout). */
  private static int setTimeout(final TcpSocket socket, final int name, final OptionValue value) {
    if (value.lengthBytes < TIMEVAL_BYTES) {
      return -Errno.EINVAL.number();
    }
    if (value.second < 0 || value.second >= US_PER_SECOND) {
      return -Errno.EDOM.number();
    }
    final long us =
        value.number < 0
            ? TcpSocket.NO_TIME
            : socket.tcp.roundUpToTickUs(value.number * US_PER_SECOND + value.second);
    if (name == Uapi.SO_RCVTIMEO || name == Uapi.SO_RCVTIMEO_NEW) {
      socket.receiveTimeoutUs = us;
    } else {
      socket.sendTimeoutUs = us;
    }
    return 0;
  }

  private static int answer(final OptionValue value, final long number) {
    value.number = number;
    value.lengthBytes = Math.min(value.lengthBytes, OptionValue.INT_BYTES);
    return 0;
  }

  private static int answer(final OptionValue value, final boolean on) {
    return answer(value, on ? 1 : 0);
  }

  private static int answerTime(final OptionValue value, final long us) {
    final long shown = us == TcpSocket.NO_TIME ? 0 : us;
    value.number = shown / US_PER_SECOND;
    value.second = shown % US_PER_SECOND;
    value.lengthBytes = Math.min(value.lengthBytes, TIMEVAL_BYTES);
    return 0;
  }

  private int get(final TcpSocket socket, final int name, final OptionValue value) {
    return switch (name) {
      case Uapi.SO_DEBUG -> answer(value, socket.debug);
      case Uapi.SO_REUSEADDR -> answer(value, socket.options.reuseAddress);
      case Uapi.SO_REUSEPORT -> answer(value, socket.options.reusePort);
      case Uapi.SO_BROADCAST -> answer(value, socket.broadcast);
      case Uapi.SO_TYPE -> answer(value, Uapi.SOCK_STREAM);
      case Uapi.SO_PROTOCOL -> answer(value, Uapi.IPPROTO_TCP);
      case Uapi.SO_DOMAIN -> answer(value, socket.family);
      case Uapi.SO_ERROR -> answer(value, -socket.takeAnyError());
      case Uapi.SO_ACCEPTCONN -> answer(value, socket.state() == TcpState.LISTEN);
      case Uapi.SO_SNDBUF ->
          answer(value, BufferOptions.sendBuffer(socket.options, socket.connection));
      case Uapi.SO_RCVBUF ->
          answer(value, BufferOptions.receiveBuffer(socket.options, socket.connection));
      case Uapi.SO_KEEPALIVE -> answer(value, socket.options.keepAlive);
      case Uapi.SO_OOBINLINE -> answer(value, socket.options.oobInline);
      case Uapi.SO_PRIORITY -> answer(value, socket.priority);
      case Uapi.SO_MARK -> answer(value, socket.mark);
      case Uapi.SO_RCVLOWAT -> answer(value, socket.options.rcvlowat);
      case Uapi.SO_SNDLOWAT -> answer(value, 1);
      case Uapi.SO_ZEROCOPY -> answer(value, socket.zeroCopy);
      case Uapi.SO_DONTROUTE, Uapi.SO_BUSY_POLL, Uapi.SO_INCOMING_NAPI_ID -> answer(value, 0);
      case Uapi.SO_MAX_PACING_RATE -> {
        value.number = socket.options.maxPacingRate;
        value.lengthBytes = Math.min(value.lengthBytes, 8);
        yield 0;
      }
      case Uapi.SO_BUF_LOCK ->
          answer(value, BufferOptions.locks(socket.options, socket.connection));
      case Uapi.SO_TIMESTAMP, Uapi.SO_TIMESTAMP_NEW ->
          answer(value, socket.stamping.hasTimestamp(false));
      case Uapi.SO_TIMESTAMPNS, Uapi.SO_TIMESTAMPNS_NEW ->
          answer(value, socket.stamping.hasTimestamp(true));
      case Uapi.SO_TIMESTAMPING, Uapi.SO_TIMESTAMPING_NEW -> answer(value, socket.stamping.flags());
      case Uapi.SO_RCVTIMEO, Uapi.SO_RCVTIMEO_NEW -> answerTime(value, socket.receiveTimeoutUs);
      case Uapi.SO_SNDTIMEO, Uapi.SO_SNDTIMEO_NEW -> answerTime(value, socket.sendTimeoutUs);
      case Uapi.SO_LINGER -> {
        value.number = socket.lingerS < 0 ? 0 : 1;
        value.second = Math.max(0, socket.lingerS);
        value.lengthBytes = Math.min(value.lengthBytes, LINGER_BYTES);
        yield 0;
      }
      case Uapi.SO_MEMINFO -> {
        final TcpConnection open = socket.connection;
        value.words = new int[MEMINFO_BYTES / OptionValue.INT_BYTES];
        if (open != null) {
          open.memInfo(value.words);
        } else {
          value.words[Uapi.SK_MEMINFO_RCVBUF] =
              BufferOptions.receiveBuffer(socket.options, socket.connection);
          value.words[Uapi.SK_MEMINFO_SNDBUF] =
              BufferOptions.sendBuffer(socket.options, socket.connection);
        }
        value.words[Uapi.SK_MEMINFO_OPTMEM] = (int) socket.errors.optmemBytes();
        value.lengthBytes = Math.min(value.lengthBytes, MEMINFO_BYTES);
        yield 0;
      }
      default -> refuse(Uapi.SOL_SOCKET, name, "is not modelled");
    };
  }
}
