package netmemsim.models.socket;

import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.SendFlags;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpState;
import org.jspecify.annotations.Nullable;

/**
 * What sendfile(2) and splice(2) do between a TCP socket and a file or pipe (fs/splice.c,
 * splice_direct_to_actor, splice_to_socket; net/ipv4/tcp.c, tcp_splice_read; v6.18). Data goes out
 * in rounds of 16 pages, all but the last of them with MSG_MORE.
 */
final class Splicing {
  private static final long ROUND_BYTES = 16L * Pipe.PAGE_BYTES;
  private final SystemCalls calls;
  private final Call.Attempt sendfile = this::sendfile;
  private final Call.Attempt toSocket = this::toSocket;
  private final Call.Attempt fromSocket = this::fromSocket;

  Splicing(final SystemCalls calls) {
    this.calls = calls;
  }

  /** Begins a sendfile; the descriptors have been looked up. */
  Call sendfile(
      final Call call,
      final TcpSocket out,
      final RegularFile in,
      final long @Nullable [] offset,
      final long count) {
    final long from = offset == null ? in.position : offset[0];
    if (from < 0 || count < 0) {
      return call.returnNow(-Errno.EINVAL.number());
    }
    call.socket = out;
    call.file = in;
    call.offset = offset;
    call.bytes = Math.min(count, Math.max(0, in.sizeBytes - from));
    calls.limitTime(call, out.sendTimeoutUs);
    return calls.threads.start(call, sendfile);
  }

  private long sendfile(final Call call) {
    final TcpSocket socket = Objects.requireNonNull(call.socket);
    final RegularFile file = (RegularFile) Objects.requireNonNull(call.file);
    long result = call.bytes;
    while (call.progress < call.bytes) {
      final long round = Math.min(ROUND_BYTES, call.bytes - call.progress);
      final boolean more = call.progress + round < call.bytes;
      final long taken = push(call, socket, round, more);
      if (taken < 0) {
        result = call.progress > 0 ? call.progress : taken;
        break;
      }
      call.progress += taken;
      if (taken < round) {
        if (!socket.nonBlocking && !calls.threads.hasTimedOut(call)) {
          return call.sleepOn(socket, Uapi.POLLOUT, false);
        }
        result = call.progress > 0 ? call.progress : -Errno.EAGAIN.number();
        break;
      }
    }
    if (result > 0) {
      if (call.offset == null) {
        file.position += result;
      } else {
        call.offset[0] += result;
      }
    }
    return result;
  }

  /** Sends, without sleeping; answers the bytes taken or an error. */
  private long push(final Call call, final TcpSocket socket, final long bytes, final boolean more) {
    final TcpConnection connection = socket.connection;
    final TcpState state = socket.state();
    if (connection == null
        || (state != TcpState.ESTABLISHED && state != TcpState.CLOSE_WAIT)
        || connection.error() != Errno.OK
        || socket.sendShut()) {
      final long pending = socket.takeError();
      if (pending == 0 && (call.flags & Uapi.MSG_NOSIGNAL) == 0) {
        calls.brokenPipes++;
      }
      return pending == 0 ? -Errno.EPIPE.number() : pending;
    }
    return connection.write(bytes, more ? SendFlags.MSG_MORE : 0);
  }

  /** Begins a splice from a pipe to a socket. */
  Call toSocket(final Call call, final Pipe.End in, final TcpSocket out, final long bytes) {
    call.socket = out;
    call.file = in;
    call.bytes = bytes;
    calls.limitTime(call, out.sendTimeoutUs);
    return calls.threads.start(call, toSocket);
  }

  private long toSocket(final Call call) {
    final TcpSocket socket = Objects.requireNonNull(call.socket);
    final Pipe.End end = (Pipe.End) Objects.requireNonNull(call.file);
    final Pipe pipe = end.pipe();
    while (call.progress < call.bytes) {
      if (pipe.bytes() == 0) {
        if (call.progress > 0 || !pipe.hasWriter()) {
          return call.progress;
        }
        if (mayNotSleep(call, end)) {
          return -Errno.EAGAIN.number();
        }
        return call.sleepOn(end, Uapi.POLLIN, false);
      }
      final long round = Math.min(Math.min(ROUND_BYTES, pipe.bytes()), call.bytes - call.progress);
      final boolean left = pipe.bytes() > round && call.progress + round < call.bytes;
      final boolean more = left || (call.flags & Uapi.SPLICE_F_MORE) != 0;
      final long taken = push(call, socket, round, more);
      if (taken < 0) {
        return call.progress > 0 ? call.progress : taken;
      }
      pipe.take(taken);
      call.progress += taken;
      if (taken < round) {
        if (socket.nonBlocking || calls.threads.hasTimedOut(call)) {
          return call.progress > 0 ? call.progress : -Errno.EAGAIN.number();
        }
        return call.sleepOn(socket, Uapi.POLLOUT, false);
      }
    }
    return call.progress;
  }

  /** Begins a splice from a socket to a pipe. */
  Call fromSocket(final Call call, final TcpSocket in, final Pipe.End out, final long bytes) {
    call.socket = in;
    call.file = out;
    call.bytes = bytes;
    calls.limitTime(call, in.receiveTimeoutUs);
    return calls.threads.start(call, fromSocket);
  }

  private long fromSocket(final Call call) {
    final TcpSocket socket = Objects.requireNonNull(call.socket);
    final Pipe.End end = (Pipe.End) Objects.requireNonNull(call.file);
    final Pipe pipe = end.pipe();
    final TcpConnection connection = socket.connection;
    if (!pipe.hasReader()) {
      calls.brokenPipes++;
      return -Errno.EPIPE.number();
    }
    if (pipe.isFull()) {
      return mayNotSleep(call, end)
          ? -Errno.EAGAIN.number()
          : call.sleepOn(end, Uapi.POLLOUT, false);
    }
    if (connection != null && socket.listener == null) {
      final long ready = Math.min(connection.readableBytes(), Math.min(call.bytes, pipe.room()));
      if (ready > 0) {
        connection.consume(ready);
        connection.receiveDone(ready);
        pipe.put(ready);
        return ready;
      }
      if (connection.finReceived()) {
        return 0;
      }
    }
    final long error = socket.takeError();
    if (error != 0) {
      return error;
    }
    if (socket.receiveShut() && connection != null) {
      return 0;
    }
    if (connection == null) {
      return -Errno.ENOTCONN.number();
    }
    if (call.interrupted) {
      return -Errno.EINTR.number();
    }
    return socket.nonBlocking || mayNotSleep(call, end)
        ? -Errno.EAGAIN.number()
        : call.sleepOn(socket, Uapi.POLLIN, false);
  }

  private boolean mayNotSleep(final Call call, final Pipe.End end) {
    return (call.flags & Uapi.SPLICE_F_NONBLOCK) != 0
        || end.nonBlocking
        || calls.threads.hasTimedOut(call);
  }
}
