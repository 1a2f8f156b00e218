package netmemsim.models.socket;

import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.SendFlags;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpState;

/**
 * What send(2) and its kin do when their thread runs (net/ipv4/tcp.c, tcp_sendmsg_locked, v6.18).
 */
final class Sending {
  private static final int TCP_FLAGS = SendFlags.MSG_OOB | SendFlags.MSG_EOR | SendFlags.MSG_MORE;
  private static final int PAGE_BYTES = 4096;
  private static final int MAX_SKB_FRAGS = 17;
  private final SystemCalls calls;
  final Call.Attempt attempt = this::send;

  Sending(final SystemCalls calls) {
    this.calls = calls;
  }

  private long send(final Call call) {
    final TcpSocket socket = Objects.requireNonNull(call.socket);
    final TcpConnection connection = socket.connection;
    if (!call.fastOpened
        && ((call.flags & SendFlags.MSG_FASTOPEN) != 0 || socket.deferred != null)) {
      return fastOpen(call, socket);
    }
    final TcpState state = socket.state();
    final boolean opening = call.progress == 0 || call.fastOpened;
    if (opening
        && state != TcpState.ESTABLISHED
        && state != TcpState.CLOSE_WAIT
        && (connection == null || !connection.isFastOpenChild())) {
      return waitForConnection(call, socket, state);
    }
    call.fastOpened = false;
    if (connection == null || connection.error() != Errno.OK || socket.sendShut()) {
      return stop(call, socket, Errno.EPIPE);
    }
    if (call.progress == call.bytes) {
      return call.progress;
    }
    if (socket.stamping.marksSends()) {
      socket.watchSends();
    }
    final boolean zeroCopy = socket.zeroCopy && (call.flags & Uapi.MSG_ZEROCOPY) != 0;
    return zeroCopy ? sendZeroCopy(call, socket, connection) : copy(call, socket, connection);
  }

  /** Connects and sends at once (tcp_sendmsg_fastopen). */
  private long fastOpen(final Call call, final TcpSocket socket) {
    final Sockaddr deferred = socket.deferred;
    if (!socket.tcp.fastOpenEnabled()) {
      return -Errno.EOPNOTSUPP.number();
    }
    final MessageHeader message = Objects.requireNonNull(call.message);
    final long bytes = Math.min(call.bytes, message.mappedBytes());
    if (deferred == null) {
      if (socket.phase != TcpSocket.Phase.UNCONNECTED) {
        final boolean open = socket.phase == TcpSocket.Phase.CONNECTED;
        return -(open ? Errno.EISCONN : Errno.EALREADY).number();
      }
      final Sockaddr address = message.name;
      if (address == null || address.lengthBytes() < 2) {
        return -Errno.EINVAL.number();
      }
      if (address.family() == Uapi.AF_UNSPEC) {
        return -Errno.EOPNOTSUPP.number();
      }
      if (socket.state() != TcpState.CLOSE) {
        return -Errno.EISCONN.number();
      }
      final long wrong = socket.open(address, bytes);
      if (wrong != 0) {
        return wrong;
      }
      socket.phase = TcpSocket.Phase.CONNECTING;
    } else {
      final long wrong = socket.open(deferred, bytes);
      if (wrong != 0) {
        return wrong;
      }
    }
    call.fastOpened = true;
    final TcpConnection made = socket.connection;
    call.progress = made == null ? 0 : made.fastOpenBytesSent();
    if (calls.mayNotSleep(call, socket)) {
      return call.progress > 0 ? call.progress : -Errno.EINPROGRESS.number();
    }
    return call.sleepOn(socket, 0, false);
  }

  private long copy(final Call call, final TcpSocket socket, final TcpConnection connection) {
    final MessageHeader message = Objects.requireNonNull(call.message);
    final long left = call.bytes - call.progress;
    final long touchable = Math.min(left, message.mappedBytes() - call.progress);
    if (touchable <= 0) {
      return stop(call, socket, Errno.EFAULT);
    }
    final long taken = connection.write(touchable, call.flags & TCP_FLAGS);
    call.progress += taken;
    if (call.progress == call.bytes) {
      return call.progress;
    }
    return taken == touchable ? stop(call, socket, Errno.EFAULT) : waitForSpace(call, socket);
  }

  private long waitForSpace(final Call call, final TcpSocket socket) {
    if (call.interrupted) {
      return stop(call, socket, Errno.EINTR);
    }
    if (calls.mayNotSleep(call, socket)) {
      return stop(call, socket, Errno.EAGAIN);
    }
    return call.sleepOn(socket, Uapi.POLLOUT, false);
  }

  /** Every page is a fragment, and a buffer holds 17; each buffer belongs to one notification. */
  private long sendZeroCopy(
      final Call call, final TcpSocket socket, final TcpConnection connection) {
    final MessageHeader message = Objects.requireNonNull(call.message);
    final ZeroCopy zeroCopy = socket.zeroCopies;
    final boolean tailHasOther = zeroCopy.lastEnd() > connection.unsentTailStart();
    if (!zeroCopy.begin(call.bytes - call.progress, connection.unsentTailStart())) {
      return stop(call, socket, Errno.ENOBUFS);
    }
    socket.watchSends();
    final long before = call.progress;
    boolean newBuffer = zeroCopy.isFresh() && tailHasOther && connection.unsentTailStart() >= 0;
    int fragments = newBuffer || zeroCopy.isFresh() ? 0 : socket.tailFragments;
    boolean full = false;
    while (call.progress < call.bytes && !full) {
      if (fragments == MAX_SKB_FRAGS) {
        newBuffer = true;
        fragments = 0;
      }
      final long piece = message.pieceBytes(call.progress, MAX_SKB_FRAGS - fragments, PAGE_BYTES);
      if (piece == 0) {
        break;
      }
      final boolean last = call.progress + piece == call.bytes;
      final int flags =
          SendFlags.MSG_ZEROCOPY
              | (call.flags & TCP_FLAGS & (last ? -1 : ~SendFlags.MSG_EOR))
              | (newBuffer ? SendFlags.NEW_BUFFER : 0)
              | (last ? 0 : SendFlags.PIECE);
      final long taken = connection.write(piece, flags);
      fragments += message.fragments(call.progress, taken, PAGE_BYTES);
      call.progress += taken;
      full = taken < piece;
      newBuffer = false;
      zeroCopy.took(connection.writtenOffset());
    }
    socket.tailFragments = fragments;
    if (call.progress == before) {
      zeroCopy.abort();
    } else {
      zeroCopy.end(connection.writtenOffset() - connection.unacknowledgedBytes());
    }
    if (call.progress == call.bytes) {
      return call.progress;
    }
    return full ? waitForSpace(call, socket) : stop(call, socket, Errno.EFAULT);
  }

  private long waitForConnection(final Call call, final TcpSocket socket, final TcpState state) {
    final long error = socket.takeError();
    if (error != 0) {
      return call.progress > 0 ? call.progress : error;
    }
    if (state != TcpState.SYN_SENT && state != TcpState.SYN_RECV) {
      return stop(call, socket, Errno.EPIPE);
    }
    if (call.interrupted) {
      return call.progress > 0 ? call.progress : -Errno.EINTR.number();
    }
    if (calls.mayNotSleep(call, socket)) {
      return call.progress > 0 ? call.progress : -Errno.EAGAIN.number();
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
