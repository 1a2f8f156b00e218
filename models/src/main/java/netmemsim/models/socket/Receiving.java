package netmemsim.models.socket;

import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.Skb;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpState;

/**
 * What recv(2) and its kin do when their thread runs (net/ipv4/tcp.c, tcp_recvmsg_locked, v6.18).
 */
final class Receiving {
  private final SystemCalls calls;
  final Call.Attempt attempt = this::receive;

  Receiving(final SystemCalls calls) {
    this.calls = calls;
  }

  private long receive(final Call call) {
    final TcpSocket socket = Objects.requireNonNull(call.socket);
    final MessageHeader message = Objects.requireNonNull(call.message);
    final TcpConnection connection = socket.connection;
    if (connection == null) {
      return -(socket.receiveShut() ? 0 : Errno.ENOTCONN.number());
    }
    final boolean peek = (call.flags & Uapi.MSG_PEEK) != 0;
    final long target = target(call, socket);
    final long before = peek ? 0 : call.progress;
    final long got = copy(connection, message, call.bytes - before, before, call.flags);
    if (got < 0) {
      return before > 0 ? before : got;
    }
    call.progress = before + got;
    if (!peek) {
      connection.receiveDone(got);
    }
    final boolean shut = socket.receiveShut();
    final boolean closed = connection.state() == TcpState.CLOSE;
    if (call.progress >= target || call.progress == call.bytes) {
      return call.progress;
    }
    if (call.progress > 0) {
      final boolean over = shut || closed || connection.error() != Errno.OK || call.interrupted;
      return over || calls.mayNotSleep(call, socket)
          ? call.progress
          : call.sleepOn(socket, Uapi.POLLIN, false);
    }
    if (connection.finReceived()) {
      return 0;
    }
    final long error = socket.takeError();
    if (error != 0) {
      return error;
    }
    if (shut) {
      return 0;
    }
    if (call.interrupted) {
      return -Errno.EINTR.number();
    }
    if (calls.mayNotSleep(call, socket)) {
      return -Errno.EAGAIN.number();
    }
    return call.sleepOn(socket, Uapi.POLLIN, false);
  }

  /** What the call waits for (sock_rcvlowat). */
  private static long target(final Call call, final TcpSocket socket) {
    if ((call.flags & Uapi.MSG_WAITALL) != 0) {
      return call.bytes;
    }
    return Math.max(1, Math.min(socket.options.rcvlowat, call.bytes));
  }

  private static long copy(
      final TcpConnection connection,
      final MessageHeader message,
      final long wanted,
      final long before,
      final int flags) {
    final boolean peek = (flags & Uapi.MSG_PEEK) != 0;
    final boolean discard = (flags & Uapi.MSG_TRUNC) != 0;
    final long touchable = discard ? Long.MAX_VALUE : message.mappedBytes() - before;
    long copied = 0;
    long position = connection.copiedOffset();
    Skb skb = connection.receiveHead();
    while (skb != null && copied < wanted) {
      final int offset = (int) (position - skb.startOffset);
      final int piece = (int) Math.min(skb.payloadBytes - offset, wanted - copied);
      if (copied + piece > touchable) {
        return copied > 0 ? copied : -Errno.EFAULT.number();
      }
      if (!discard) {
        SkbCopy.copy(skb, offset, piece, message.buffer);
      }
      copied += piece;
      position += piece;
      if (peek) {
        skb = skb.next;
      } else {
        connection.consume(piece);
        skb = connection.receiveHead();
      }
    }
    return copied;
  }
}
