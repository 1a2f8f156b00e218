package netmemsim.models.socket;

import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpState;

/**
 * What send(2) and its kin do when their thread runs (net/ipv4/tcp.c, tcp_sendmsg_locked, v6.18).
 */
final class Sending {
  private final SystemCalls calls;
  final Call.Attempt attempt = this::send;

  Sending(final SystemCalls calls) {
    this.calls = calls;
  }

  private long send(final Call call) {
    final TcpSocket socket = Objects.requireNonNull(call.socket);
    final MessageHeader message = Objects.requireNonNull(call.message);
    final TcpConnection connection = socket.connection;
    final TcpState state = socket.state();
    if (connection == null
        || (call.progress == 0 && state != TcpState.ESTABLISHED && state != TcpState.CLOSE_WAIT)) {
      return waitForConnection(call, socket, state);
    }
    if (connection.error() != Errno.OK || socket.sendShut()) {
      return stop(call, socket, Errno.EPIPE);
    }
    final long left = call.bytes - call.progress;
    final long touchable = Math.min(left, message.mappedBytes() - call.progress);
    if (left == 0) {
      return call.progress;
    }
    if (touchable <= 0) {
      return stop(call, socket, Errno.EFAULT);
    }
    final long taken = connection.write(touchable, call.flags);
    call.progress += taken;
    if (call.progress == call.bytes) {
      return call.progress;
    }
    if (taken == touchable) {
      return stop(call, socket, Errno.EFAULT);
    }
    if (call.interrupted) {
      return stop(call, socket, Errno.EINTR);
    }
    if (calls.mayNotSleep(call, socket)) {
      return stop(call, socket, Errno.EAGAIN);
    }
    return call.sleepOn(socket, Uapi.POLLOUT, false);
  }

  private long waitForConnection(final Call call, final TcpSocket socket, final TcpState state) {
    final long error = socket.takeError();
    if (error != 0) {
      return error;
    }
    if (state != TcpState.SYN_SENT && state != TcpState.SYN_RECV) {
      return stop(call, socket, Errno.EPIPE);
    }
    if (call.interrupted) {
      return -Errno.EINTR.number();
    }
    if (calls.mayNotSleep(call, socket)) {
      return -Errno.EAGAIN.number();
    }
    return call.sleepOn(socket, 0, false);
  }

  /** Returns what was sent; if nothing, the error, EPIPE giving way to a pending one. */
  private long stop(final Call call, final TcpSocket socket, final Errno error) {
    if (call.progress > 0) {
      return call.progress;
    }
    if (error == Errno.EPIPE) {
      final long pending = socket.takeError();
      if (pending != 0) {
        return pending;
      }
      if ((call.flags & Uapi.MSG_NOSIGNAL) == 0) {
        calls.brokenPipes++;
      }
    }
    return -error.number();
  }
}
