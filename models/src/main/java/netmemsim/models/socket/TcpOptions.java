package netmemsim.models.socket;

import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.BufferOptions;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpHost;
import netmemsim.models.tcp.TcpSocketOptions;
import netmemsim.models.tcp.TcpState;
import netmemsim.models.tcp.TcpSysctl;

/**
 * Socket options of level SOL_TCP (net/ipv4/tcp.c, do_tcp_setsockopt, do_tcp_getsockopt, v6.18).
 */
final class TcpOptions {
  private static final int MIN_MSS = 88;
  private static final int MAX_MSS = 32767;
  private static final int MAX_KEEPIDLE_S = 32767;
  private static final int MAX_KEEPINTVL_S = 32767;
  private static final int MAX_KEEPCNT = 127;
  private static final int MAX_SYNCNT = 127;
  private static final int MAX_LINGER2_S = 120;
  private static final int MSS_DEFAULT = 536;
  private static final int INFO_BYTES = 280;
  private static final int NAME_BYTES = 16;
  private static final int MAX_RETRIES = 255;
  private static final int RTO_MAX_S = 120;
  private final SocketOptions options;
  private final TcpHost host;

  TcpOptions(final SocketOptions options, final TcpHost host) {
    this.options = options;
    this.host = host;
  }

  private static int within(final int number, final int least, final int greatest) {
    return number < least || number > greatest ? -Errno.EINVAL.number() : 0;
  }

  int set(final TcpSocket socket, final int name, final OptionValue value) {
    if (name == Uapi.TCP_CONGESTION) {
      return setCongestion(socket, value);
    }
    if (name == Uapi.TCP_FASTOPEN_KEY || name == Uapi.TCP_ULP || name == Uapi.TCP_MD5SIG) {
      return options.refuse(Uapi.SOL_TCP, name, "is not modelled");
    }
    if (value.lengthBytes < OptionValue.INT_BYTES) {
      return -Errno.EINVAL.number();
    }
    final int number = (int) value.number;
    final int wrong = check(socket, name, number);
    if (wrong != 0) {
      return wrong;
    }
    final TcpSocketOptions set = socket.options;
    final TcpConnection connection = socket.connection;
    switch (name) {
      case Uapi.TCP_MAXSEG -> set.setMaxSegment(number);
      case Uapi.TCP_NODELAY -> LiveOptions.setNoDelay(socket, number != 0);
      case Uapi.TCP_CORK -> LiveOptions.setCork(socket, number != 0);
      case Uapi.TCP_KEEPIDLE -> {
        LiveOptions.setKeepIdle(socket, number);
        if (connection != null) {
          connection.setKeepIdle(number);
        }
      }
      case Uapi.TCP_KEEPINTVL -> set.keepIntervalS = number;
      case Uapi.TCP_KEEPCNT -> set.keepCount = number;
      case Uapi.TCP_SYNCNT -> set.synCount = number;
      case Uapi.TCP_LINGER2 -> set.linger2S = number < 0 ? -1 : Math.min(number, MAX_LINGER2_S);
      case Uapi.TCP_DEFER_ACCEPT -> set.deferAcceptRetries = secondsToRetries(number);
      case Uapi.TCP_WINDOW_CLAMP -> BufferOptions.setWindowClamp(set, connection, number);
      case Uapi.TCP_QUICKACK -> LiveOptions.setQuickAck(socket, number != 0);
      case Uapi.TCP_USER_TIMEOUT -> set.userTimeoutMs = number;
      case Uapi.TCP_NOTSENT_LOWAT -> LiveOptions.setNotsentLowat(socket, number);
      case Uapi.TCP_INQ -> socket.inq = number == 1;
      case Uapi.TCP_FASTOPEN -> set.fastOpenBacklog = Math.min(number, host.sysctl().somaxconn);
      case Uapi.TCP_FASTOPEN_CONNECT -> set.fastOpenConnect = number == 1;
      case Uapi.TCP_FASTOPEN_NO_COOKIE -> set.fastOpenNoCookie = number == 1;
      case Uapi.TCP_RTO_MAX_MS -> set.rtoMaxMs = number;
      case Uapi.TCP_THIN_DUPACK -> {
        // Accepted and forgotten since v4.16.
      }
      default -> {
        return unknown(name);
      }
    }
    return 0;
  }

  private int unknown(final int name) {
    return switch (name) {
      case Uapi.TCP_INFO, Uapi.TCP_CC_INFO, Uapi.TCP_SAVED_SYN, Uapi.TCP_ZEROCOPY_RECEIVE ->
          -Errno.ENOPROTOOPT.number();
      case Uapi.TCP_TIMESTAMP -> -Errno.EPERM.number();
      default -> options.refuse(Uapi.SOL_TCP, name, "is not modelled");
    };
  }

  private static int check(final TcpSocket socket, final int name, final int number) {
    final TcpState state = socket.state();
    final boolean idle = state == TcpState.CLOSE || state == TcpState.LISTEN;
    return switch (name) {
      case Uapi.TCP_MAXSEG -> number == 0 ? 0 : within(number, MIN_MSS, MAX_MSS);
      case Uapi.TCP_KEEPIDLE -> within(number, 1, MAX_KEEPIDLE_S);
      case Uapi.TCP_KEEPINTVL -> within(number, 1, MAX_KEEPINTVL_S);
      case Uapi.TCP_KEEPCNT -> within(number, 1, MAX_KEEPCNT);
      case Uapi.TCP_SYNCNT -> within(number, 1, MAX_SYNCNT);
      case Uapi.TCP_WINDOW_CLAMP ->
          number == 0 && state != TcpState.CLOSE ? -Errno.EINVAL.number() : 0;
      case Uapi.TCP_USER_TIMEOUT -> within(number, 0, Integer.MAX_VALUE);
      case Uapi.TCP_INQ, Uapi.TCP_THIN_DUPACK -> within(number, 0, 1);
      case Uapi.TCP_FASTOPEN -> number >= 0 && idle ? 0 : -Errno.EINVAL.number();
      case Uapi.TCP_FASTOPEN_CONNECT ->
          state == TcpState.CLOSE ? within(number, 0, 1) : -Errno.EINVAL.number();
      case Uapi.TCP_FASTOPEN_NO_COOKIE -> idle ? within(number, 0, 1) : -Errno.EINVAL.number();
      case Uapi.TCP_RTO_MAX_MS -> within(number, 1000, 120_000);
      default -> 0;
    };
  }

  /** At most 15 bytes of a name; ENOENT when there is no such algorithm. */
  private static int setCongestion(final TcpSocket socket, final OptionValue value) {
    if (value.lengthBytes < 1) {
      return -Errno.EINVAL.number();
    }
    final int end = value.text.indexOf('\0');
    final String name = end < 0 ? value.text : value.text.substring(0, end);
    if (!TcpSocketOptions.isCongestionControl(name)) {
      return -Errno.ENOENT.number();
    }
    socket.options.congestion = name;
    if (socket.connection != null) {
      socket.connection.setCongestionControl(name);
    }
    return 0;
  }

  /** How many SYN-ACKs cover so many seconds (secs_to_retrans). */
  private static int secondsToRetries(final int seconds) {
    if (seconds <= 0) {
      return 0;
    }
    int retries = 1;
    int timeout = 1;
    int period = 1;
    while (seconds > period && retries < MAX_RETRIES) {
      retries++;
      timeout = Math.min(timeout << 1, RTO_MAX_S);
      period += timeout;
    }
    return retries;
  }

  /** How long so many SYN-ACKs take (retrans_to_secs). */
  private static int retriesToSeconds(final int retries) {
    int period = 0;
    int timeout = 1;
    for (int i = 0; i < retries; i++) {
      period += timeout;
      timeout = Math.min(timeout << 1, RTO_MAX_S);
    }
    return period;
  }

  private static int answer(final OptionValue value, final long number) {
    value.number = number;
    value.lengthBytes = Math.min(value.lengthBytes, OptionValue.INT_BYTES);
    return 0;
  }

  private static int answer(final OptionValue value, final boolean on) {
    return answer(value, on ? 1 : 0);
  }

  private static long or(final long set, final long otherwise) {
    return set == 0 ? otherwise : set;
  }

  int get(final TcpSocket socket, final int name, final OptionValue value) {
    final TcpSocketOptions set = socket.options;
    final TcpSysctl sysctl = host.sysctl();
    final TcpConnection connection = socket.connection;
    return switch (name) {
      case Uapi.TCP_MAXSEG -> answer(value, maxSegment(socket));
      case Uapi.TCP_NODELAY -> answer(value, set.noDelay());
      case Uapi.TCP_CORK -> answer(value, set.cork);
      case Uapi.TCP_KEEPIDLE -> answer(value, or(set.keepIdleS, sysctl.keepaliveTimeS));
      case Uapi.TCP_KEEPINTVL -> answer(value, or(set.keepIntervalS, sysctl.keepaliveIntvlS));
      case Uapi.TCP_KEEPCNT -> answer(value, or(set.keepCount, sysctl.keepaliveProbes));
      case Uapi.TCP_SYNCNT -> answer(value, or(set.synCount, sysctl.synRetries));
      case Uapi.TCP_LINGER2 -> answer(value, or(set.linger2S, sysctl.finTimeoutS));
      case Uapi.TCP_DEFER_ACCEPT -> answer(value, retriesToSeconds(set.deferAcceptRetries));
      case Uapi.TCP_WINDOW_CLAMP -> answer(value, BufferOptions.windowClamp(set, connection));
      case Uapi.TCP_QUICKACK -> answer(value, connection == null || connection.isQuickAck());
      case Uapi.TCP_USER_TIMEOUT -> answer(value, set.userTimeoutMs);
      case Uapi.TCP_NOTSENT_LOWAT -> answer(value, set.notsentLowat);
      case Uapi.TCP_INQ -> answer(value, socket.inq);
      case Uapi.TCP_FASTOPEN -> answer(value, set.fastOpenBacklog);
      case Uapi.TCP_FASTOPEN_CONNECT -> answer(value, set.fastOpenConnect);
      case Uapi.TCP_FASTOPEN_NO_COOKIE -> answer(value, set.fastOpenNoCookie);
      case Uapi.TCP_RTO_MAX_MS -> answer(value, or(set.rtoMaxMs, sysctl.rtoMaxMs));
      case Uapi.TCP_THIN_DUPACK, Uapi.TCP_REPAIR, Uapi.TCP_TX_DELAY -> answer(value, 0);
      case Uapi.TCP_CONGESTION -> {
        value.text = set.congestion.isEmpty() ? sysctl.congestionControl : set.congestion;
        value.lengthBytes = Math.min(value.lengthBytes, NAME_BYTES);
        yield 0;
      }
      case Uapi.TCP_INFO -> {
        socket.fillInfo(value.info);
        value.lengthBytes = Math.min(value.lengthBytes, INFO_BYTES);
        yield 0;
      }
      case Uapi.TCP_CC_INFO -> {
        value.congestion.lengthBytes = 0;
        if (connection != null) {
          value.congestion.fill(connection);
        }
        value.lengthBytes = Math.min(value.lengthBytes, value.congestion.lengthBytes);
        yield 0;
      }
      default -> options.refuse(Uapi.SOL_TCP, name, "is not modelled");
    };
  }

  private static int maxSegment(final TcpSocket socket) {
    final TcpState state = socket.state();
    final int user = socket.options.maxSegment();
    final TcpConnection connection = socket.connection;
    if (connection == null || state == TcpState.CLOSE || state == TcpState.LISTEN) {
      return user == 0 ? MSS_DEFAULT : user;
    }
    return connection.segmentBytes();
  }
}
