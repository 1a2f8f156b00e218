package netmemsim.models.socket;

import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpListener;
import netmemsim.models.tcp.TcpState;

/**
 * What connect(2) and accept(2) do when their thread runs (net/ipv4/af_inet.c,
 * __inet_stream_connect; inet_connection_sock.c, inet_csk_accept; v6.18).
 */
final class Connecting {
  private final SystemCalls calls;
  final Call.Attempt wait = this::await;
  final Call.Attempt accept = this::accept;

  Connecting(final SystemCalls calls) {
    this.calls = calls;
  }

  /** Begins; answers a result, or BLOCKED. */
  Call connect(final Call call, final TcpSocket socket, final Sockaddr address) {
    call.socket = socket;
    if (address.lengthBytes() < 2) {
      return call.returnNow(-Errno.EINVAL.number());
    }
    if (address.family() == Uapi.AF_UNSPEC) {
      socket.disconnect();
      return call.returnNow(0);
    }
    switch (socket.phase) {
      case CONNECTED -> {
        return call.returnNow(-Errno.EISCONN.number());
      }
      case DISCONNECTING -> {
        return call.returnNow(-Errno.EINVAL.number());
      }
      case CONNECTING -> call.progress = -Errno.EALREADY.number();
      case UNCONNECTED -> {
        if (socket.state() != TcpState.CLOSE) {
          return call.returnNow(-Errno.EISCONN.number());
        }
        final long wrong = socket.open(address);
        if (wrong != 0) {
          return call.returnNow(wrong);
        }
        socket.phase = TcpSocket.Phase.CONNECTING;
        call.progress = -Errno.EINPROGRESS.number();
      }
    }
    calls.limitTime(call, socket.sendTimeoutUs);
    return calls.threads.start(call, wait);
  }

  private long await(final Call call) {
    final TcpSocket socket = Objects.requireNonNull(call.socket);
    final TcpState state = socket.state();
    if (socket.deferred != null) {
      return 0;
    }
    if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECV) {
      if (call.interrupted) {
        return -Errno.EINTR.number();
      }
      if (socket.nonBlocking || calls.threads.hasTimedOut(call)) {
        return call.progress;
      }
      return call.sleepOn(socket, 0, false);
    }
    if (state == TcpState.CLOSE) {
      final long error = socket.takeError();
      socket.disconnect();
      return error == 0 ? -Errno.ECONNABORTED.number() : error;
    }
    socket.phase = TcpSocket.Phase.CONNECTED;
    return 0;
  }

  private long accept(final Call call) {
    final TcpSocket socket = Objects.requireNonNull(call.socket);
    final TcpListener listener = socket.listener;
    if (listener == null) {
      return giveUp(call, Errno.EINVAL);
    }
    final TcpConnection connection = listener.accept();
    if (connection == null) {
      if (call.interrupted) {
        return giveUp(call, Errno.EINTR);
      }
      if (socket.nonBlocking || calls.threads.hasTimedOut(call)) {
        return giveUp(call, Errno.EAGAIN);
      }
      return call.sleepOn(socket, Uapi.POLLIN, true);
    }
    final TcpSocket accepted = socket.accept(connection);
    accepted.nonBlocking = (call.flags & Uapi.SOCK_NONBLOCK) != 0;
    calls.files.install(call.fd, accepted);
    final MessageHeader header = call.ownMessage;
    header.name = accepted.peerAddress(connection);
    call.message = header;
    return call.fd;
  }

  private long giveUp(final Call call, final Errno error) {
    calls.files.remove(call.fd);
    return -error.number();
  }
}
