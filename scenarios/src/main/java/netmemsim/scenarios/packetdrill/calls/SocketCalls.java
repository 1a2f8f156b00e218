package netmemsim.scenarios.packetdrill.calls;

import java.util.Objects;
import netmemsim.models.socket.Call;
import netmemsim.models.socket.OptionValue;
import netmemsim.models.socket.Sockaddr;
import netmemsim.models.socket.Uapi;
import netmemsim.scenarios.packetdrill.language.Expression;
import netmemsim.scenarios.packetdrill.language.SystemCall;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.LiveConnection;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.Settings;
import netmemsim.scenarios.packetdrill.live.TunWorld;

/** socket, bind, listen, accept, connect, shutdown, close, fcntl, ioctl. */
final class SocketCalls extends CallFamily {
  SocketCalls(final TunWorld world, final Descriptors descriptors) {
    super(world, descriptors);
    put("socket", this::socket);
    put("bind", this::bind);
    put("listen", this::listen);
    put("accept", (script, arguments) -> accept(script, arguments, 3));
    put("accept4", (script, arguments) -> accept(script, arguments, 4));
    put("connect", this::connect);
    put(
        "shutdown",
        (script, arguments) -> {
          arguments.count(2, 2);
          return done(process.shutdown(fd(arguments, 0), arguments.integer(1)));
        });
    put("close", this::close);
    put(
        "fcntl",
        (script, arguments) -> {
          arguments.count(2, 3);
          return done(
              process.fcntl(
                  fd(arguments, 0),
                  arguments.integer(1),
                  arguments.count() > 2 ? arguments.integer(2) : 0));
        });
    put("ioctl", this::ioctl);
  }

  private CallInProgress socket(final SystemCall script, final Arguments arguments) {
    arguments.count(3, 3);
    final Settings settings = world.settings;
    final int family =
        arguments.isEllipsis(0)
            ? settings.ipVersion.hasV6Sockets() ? Uapi.AF_INET6 : Uapi.AF_INET
            : arguments.integer(0);
    final int type = arguments.integer(1);
    final int protocol = arguments.integer(2);
    final int kind = type & 0xF;
    if (kind != Uapi.SOCK_STREAM || protocol == Uapi.IPPROTO_MPTCP) {
      throw new NotModelledException("a socket that is not of TCP");
    }
    final int fd = process.socket(family, type, protocol);
    return done(
        fd,
        result -> {
          if (result >= 0) {
            final LiveConnection connection = world.connections.add();
            connection.scriptFd = (int) Arguments.number(script.result());
            connection.liveFd = (int) result;
            descriptors().opened(connection.scriptFd, result);
          }
        });
  }

  private Sockaddr local() {
    final Settings settings = world.settings;
    return Arguments.address(settings.ipVersion.hasV6Sockets(), settings.local, settings.bindPort);
  }

  private Sockaddr remote() {
    final Settings settings = world.settings;
    return Arguments.address(
        settings.ipVersion.hasV6Sockets(), settings.remote, settings.connectPort);
  }

  private CallInProgress bind(final SystemCall script, final Arguments arguments) {
    arguments.count(3, 3);
    final Sockaddr address = arguments.address(1, local());
    if (address == null) {
      throw new FailureException("bind needs an address");
    }
    return done(process.bind(fd(arguments, 0), address));
  }

  private CallInProgress listen(final SystemCall script, final Arguments arguments) {
    arguments.count(2, 2);
    final int fd = arguments.integer(0);
    return done(
        process.listen(fd(arguments, 0), arguments.integer(1)),
        result -> {
          final LiveConnection connection = world.connections.byScriptFd(fd);
          if (result == 0 && connection != null) {
            connection.phase = LiveConnection.Phase.LISTENING;
          }
        });
  }

  private CallInProgress accept(
      final SystemCall script, final Arguments arguments, final int count) {
    arguments.count(count, count);
    final int fd = fd(arguments, 0);
    final int flags = count == 4 ? arguments.integer(3) : 0;
    final Call[] made = new Call[1];
    return start(
        call -> {
          made[0] = call;
          process.accept4(call, fd, flags);
        },
        result -> {
          if (result >= 0) {
            accepted(script, result, Objects.requireNonNull(made[0].address()));
          }
        });
  }

  private void accepted(final SystemCall script, final long result, final Sockaddr peer) {
    final int scriptFd = (int) Arguments.number(script.result());
    LiveConnection connection = world.connections.byPeerPort(peer.port());
    if (connection == null) {
      connection = world.connections.underTest();
    }
    if (connection == null) {
      throw new FailureException("accept() of a connection that no packet made");
    }
    connection.scriptFd = scriptFd;
    connection.liveFd = (int) result;
    descriptors().opened(scriptFd, result);
  }

  private CallInProgress connect(final SystemCall script, final Arguments arguments) {
    arguments.count(3, 3);
    final Sockaddr address = arguments.address(1, remote());
    if (address == null) {
      throw new FailureException("connect needs an address");
    }
    final LiveConnection connection = world.connections.byScriptFd(arguments.integer(0));
    if (connection != null && address.family() != Uapi.AF_UNSPEC) {
      opens(connection, address);
    }
    return start(call -> process.connect(call, fd(arguments, 0), address), NOTHING);
  }

  /** A call opens a connection, if the socket has none. */
  void opens(final LiveConnection connection, final Sockaddr address) {
    if (connection.phase == LiveConnection.Phase.NEW) {
      connection.remoteAddress = address.address();
      connection.remotePort = address.port();
      connecting(connection);
    }
  }

  private CallInProgress close(final SystemCall script, final Arguments arguments) {
    arguments.count(1, 1);
    final int scriptFd = arguments.integer(0);
    final int fd = fd(arguments, 0);
    return start(
        call -> process.close(call, fd),
        result -> {
          final LiveConnection connection = world.connections.byScriptFd(scriptFd);
          if (result == 0) {
            descriptors().closed(scriptFd);
            if (connection != null) {
              connection.closed = true;
            }
          }
        });
  }

  private CallInProgress ioctl(final SystemCall script, final Arguments arguments) {
    arguments.count(2, 3);
    final OptionValue value = new OptionValue();
    final int request = arguments.integer(1);
    final boolean set = request == Uapi.FIONBIO;
    if (arguments.count() == 3 && set) {
      value.number = Arguments.number(Arguments.single(arguments.at(2)));
    }
    return done(
        process.ioctl(fd(arguments, 0), request, value),
        result -> {
          if (result >= 0 && arguments.count() == 3 && !set) {
            final Expression expected = Arguments.single(arguments.at(2));
            if (!(expected instanceof Expression.Ellipsis)
                && Arguments.number(expected) != value.number) {
              throw new FailureException(
                  "Bad ioctl value: expected "
                      + Arguments.number(expected)
                      + " but got "
                      + value.number);
            }
          }
        });
  }
}
