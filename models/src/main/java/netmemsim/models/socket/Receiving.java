package netmemsim.models.socket;

import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.Skb;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpState;
import org.jspecify.annotations.Nullable;

/**
 * What recv(2) and its kin do when their thread runs (net/ipv4/tcp.c, tcp_recvmsg_locked,
 * tcp_recv_urg, v6.18).
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
    if ((call.flags & Uapi.MSG_ERRQUEUE) != 0) {
      return socket.errors.receive(
          message, call.bytes, socket.family == Uapi.AF_INET6, socket.stamping.reports());
    }
    if (socket.listener != null) {
      return -Errno.ENOTCONN.number();
    }
    if ((call.flags & Uapi.MSG_OOB) != 0) {
      return receiveUrgent(call, socket, message);
    }
    final long result = receiveStream(call, socket, message);
    if (result >= 0) {
      putControl(call, socket, message);
    }
    return result;
  }

  private long receiveStream(final Call call, final TcpSocket socket, final MessageHeader message) {
    final TcpConnection connection = socket.connection;
    if (connection != null) {
      final boolean peek = (call.flags & Uapi.MSG_PEEK) != 0;
      final long before = peek ? 0 : call.progress;
      final long got = copy(call, socket, connection, message, before);
      if (got < 0) {
        return before > 0 ? before : got;
      }
      call.progress = before + got;
      if (!peek) {
        connection.receiveDone(got);
      }
      if (call.progress >= target(call, socket) || call.progress == call.bytes) {
        return call.progress;
      }
    }
    final boolean over = socket.receiveShut() || socket.state() == TcpState.CLOSE;
    if (call.progress > 0) {
      final boolean failed = connection != null && connection.error() != Errno.OK;
      return over || failed || call.interrupted || calls.mayNotSleep(call, socket)
          ? call.progress
          : call.sleepOn(socket, Uapi.POLLIN, false);
    }
    return nothing(call, socket, connection);
  }

  /** What is answered, or waited for, when nothing was received. */
  private long nothing(
      final Call call, final TcpSocket socket, final @Nullable TcpConnection connection) {
    if (connection != null && connection.finReceived()) {
      return 0;
    }
    final long error = socket.takeError();
    if (error != 0) {
      return error;
    }
    if (socket.receiveShut()) {
      return 0;
    }
    if (connection == null) {
      return -Errno.ENOTCONN.number();
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
      final Call call,
      final TcpSocket socket,
      final TcpConnection connection,
      final MessageHeader message,
      final long before) {
    final boolean peek = (call.flags & Uapi.MSG_PEEK) != 0;
    final boolean discard = (call.flags & Uapi.MSG_TRUNC) != 0;
    final long wanted = call.bytes - before;
    final long touchable = discard ? Long.MAX_VALUE : message.mappedBytes() - before;
    long copied = 0;
    long position = connection.copiedOffset();
    Skb skb = connection.receiveHead();
    while (skb != null && copied < wanted) {
      int piece = (int) Math.min(skb.endOffset - position, wanted - copied);
      if (connection.isUrgentPending() && position <= connection.urgentOffset()) {
        final long ahead = connection.urgentOffset() - position;
        if (ahead == 0 && copied > 0) {
          break;
        }
        if (ahead == 0 && !socket.options.oobInline) {
          position++;
          if (!peek) {
            connection.consume(1);
            skb = connection.receiveHead();
          } else if (position == skb.endOffset) {
            skb = skb.next;
          }
          continue;
        }
        piece = ahead == 0 ? piece : (int) Math.min(piece, ahead);
      }
      if (copied + piece > touchable) {
        return copied > 0 ? copied : -Errno.EFAULT.number();
      }
      if (!discard) {
        SkbCopy.copy(skb, (int) (position - skb.startOffset), piece, message.buffer);
      }
      call.stampPs = skb.timestampPs;
      copied += piece;
      position += piece;
      if (!peek) {
        connection.consume(piece);
        skb = connection.receiveHead();
      } else if (position == skb.endOffset) {
        skb = skb.next;
      }
    }
    return copied;
  }

  private long receiveUrgent(final Call call, final TcpSocket socket, final MessageHeader message) {
    final TcpConnection connection = socket.connection;
    if (connection == null || socket.options.oobInline || !connection.isUrgentUnread()) {
      return -Errno.EINVAL.number();
    }
    if (socket.state() == TcpState.CLOSE && !connection.finReceived()) {
      return -Errno.ENOTCONN.number();
    }
    if (!connection.isUrgentHere()) {
      final boolean over = socket.state() == TcpState.CLOSE || socket.receiveShut();
      return over ? 0 : -Errno.EAGAIN.number();
    }
    if ((call.flags & Uapi.MSG_PEEK) == 0) {
      connection.urgentTaken();
    }
    message.flags |= Uapi.MSG_OOB;
    if (call.bytes == 0) {
      message.flags |= Uapi.MSG_TRUNC;
      return 0;
    }
    return (call.flags & Uapi.MSG_TRUNC) == 0 && message.mappedBytes() == 0
        ? -Errno.EFAULT.number()
        : 1;
  }

  private static void putControl(
      final Call call, final TcpSocket socket, final MessageHeader message) {
    if (call.stampPs >= 0 && socket.stamping.stampsReceived()) {
      socket.stamping.putReceived(message, call.stampPs);
    }
    final TcpConnection connection = socket.connection;
    if (socket.inq && connection != null) {
      final ControlMessage inq =
          message.putControl(Uapi.SOL_TCP, Uapi.TCP_CM_INQ, OptionValue.INT_BYTES);
      if (inq != null) {
        inq.value = inq(connection);
      }
    }
  }

  /** The FIN counts as a byte, so that its reader goes on until the end (tcp_inq_hint). */
  private static int inq(final TcpConnection connection) {
    return (int) connection.readableBytes() + (connection.finReceived() ? 1 : 0);
  }
}
