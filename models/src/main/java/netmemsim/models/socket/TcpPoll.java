package netmemsim.models.socket;

import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpListener;
import netmemsim.models.tcp.TcpState;

/** What poll(2) finds on a TCP socket (net/ipv4/tcp.c, tcp_poll, v6.18). */
final class TcpPoll {
  private TcpPoll() {}

  /** The events that are there. */
  static int mask(final TcpSocket socket) {
    final TcpListener listening = socket.listener;
    if (listening != null) {
      return listening.waiting() > 0 ? Uapi.POLLIN | Uapi.POLLRDNORM : 0;
    }
    final TcpState state = socket.state();
    final boolean receiveShut = socket.receiveShut();
    final boolean sendShut = socket.sendShut();
    int mask = 0;
    if (state == TcpState.CLOSE || (receiveShut && sendShut)) {
      mask |= Uapi.POLLHUP;
    }
    if (receiveShut) {
      mask |= Uapi.POLLIN | Uapi.POLLRDNORM | Uapi.POLLRDHUP;
    }
    final TcpConnection open = socket.connection;
    if ((state != TcpState.SYN_SENT && state != TcpState.SYN_RECV)
        || (open != null && open.isFastOpenChild())) {
      mask |= data(socket, sendShut);
    } else if (socket.deferred != null) {
      mask |= Uapi.POLLOUT | Uapi.POLLWRNORM;
    }
    if (socket.hasError() || !socket.errors.isEmpty()) {
      mask |= Uapi.POLLERR;
    }
    return mask;
  }

  private static int data(final TcpSocket socket, final boolean sendShut) {
    final TcpConnection open = socket.connection;
    if (open == null) {
      return Uapi.POLLOUT | Uapi.POLLWRNORM;
    }
    int mask = 0;
    int target = socket.options.rcvlowat;
    if (open.isUrgentPending()
        && open.urgentOffset() == open.copiedOffset()
        && !socket.options.oobInline) {
      target++;
    }
    if (open.isReadable(target)) {
      mask |= Uapi.POLLIN | Uapi.POLLRDNORM;
    }
    if (sendShut || open.isWritable()) {
      mask |= Uapi.POLLOUT | Uapi.POLLWRNORM;
    }
    if (open.isUrgentHere()) {
      mask |= Uapi.POLLPRI;
    }
    return mask;
  }
}
