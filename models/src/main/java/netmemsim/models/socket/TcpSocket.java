package netmemsim.models.socket;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.tcp.PortBinding;
import netmemsim.models.tcp.SendWatcher;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpConnectionOwner;
import netmemsim.models.tcp.TcpHost;
import netmemsim.models.tcp.TcpInfo;
import netmemsim.models.tcp.TcpLayer;
import netmemsim.models.tcp.TcpListener;
import netmemsim.models.tcp.TcpListenerOwner;
import netmemsim.models.tcp.TcpSocketOptions;
import netmemsim.models.tcp.TcpState;
import org.jspecify.annotations.Nullable;

/**
 * A TCP socket behind a descriptor (struct socket and struct sock; net/ipv4/af_inet.c,
 * net/ipv6/af_inet6.c, net/ipv4/tcp.c, v6.18): what it is bound and connected to, its errors, and
 * those who wait for it.
 */
final class TcpSocket extends OpenFile
    implements TcpConnectionOwner, TcpListenerOwner, SendWatcher {
  /** enum socket_state. */
  enum Phase {
    UNCONNECTED,
    CONNECTING,
    CONNECTED,
    DISCONNECTING
  }

  /** A timeout that is over before it begins: a negative SO_RCVTIMEO. */
  static final long NO_TIME = -1;

  private static final int DEFAULT_TTL = 64;
  private static final int DATA_READY =
      Uapi.POLLIN | Uapi.POLLPRI | Uapi.POLLRDNORM | Uapi.POLLRDBAND;
  final TcpLayer tcp;
  final InetRouting routing;
  final int family;
  final ErrorQueue errors = new ErrorQueue();
  final Timestamping stamping;
  final ZeroCopy zeroCopies;
  TcpSocketOptions options;
  Phase phase = Phase.UNCONNECTED;
  @Nullable TcpListener listener;
  @Nullable TcpConnection connection;

  /** Where a connect with TCP_FASTOPEN_CONNECT will go once something is written. */
  @Nullable Sockaddr deferred;

  /** What shutdown(2) closed: 1 receiving, 2 sending. */
  int shutdown;

  /** SO_RCVTIMEO and SO_SNDTIMEO, microseconds; 0 for ever. */
  long receiveTimeoutUs;

  long sendTimeoutUs;

  /** SO_LINGER: seconds, -1 when it is off. */
  int lingerS = -1;

  /** Fragments in the buffer that MSG_ZEROCOPY fills. */
  int tailFragments;

  /** SO_ZEROCOPY. */
  boolean zeroCopy;

  /** TCP_INQ. */
  boolean inq;

  boolean debug;
  boolean broadcast;
  boolean freeBind;
  boolean bindAddressNoPort;
  int priority;
  int mark;
  int ttl = DEFAULT_TTL;
  final SocketName name;
  private final TcpHost host;
  private boolean closed;

  /** sk_err of a socket whose connection is gone. */
  private Errno leftError = Errno.OK;

  TcpSocket(
      final TcpLayer tcp,
      final TcpHost host,
      final InetRouting routing,
      final int family,
      final TcpSocketOptions options) {
    this.tcp = tcp;
    this.host = host;
    this.routing = routing;
    this.family = family;
    this.options = options;
    this.name = new SocketName(this);
    this.stamping = new Timestamping(this, host);
    this.zeroCopies = new ZeroCopy(this, host.sysctl().optmemMax);
  }

  /** A socket for a connection that this listening one accepts; it inherits options (sk_clone). */
  TcpSocket accept(final TcpConnection accepted) {
    final TcpSocket made = new TcpSocket(tcp, host, routing, family, accepted.options());
    made.receiveTimeoutUs = receiveTimeoutUs;
    made.sendTimeoutUs = sendTimeoutUs;
    made.lingerS = lingerS;
    made.zeroCopy = zeroCopy;
    made.inq = inq;
    made.debug = debug;
    made.priority = priority;
    made.mark = mark;
    made.ttl = ttl;
    made.stamping.inherit(stamping);
    made.adopt(accepted);
    return made;
  }

  private void adopt(final TcpConnection accepted) {
    connection = accepted;
    phase = Phase.CONNECTED;
    accepted.setOwner(this);
  }

  TcpState state() {
    if (listener != null) {
      return TcpState.LISTEN;
    }
    final TcpConnection open = connection;
    if (open == null) {
      return deferred == null ? TcpState.CLOSE : TcpState.SYN_SENT;
    }
    // A timewait socket has taken over; this one is closed (tcp_time_wait).
    return open.state() == TcpState.TIME_WAIT ? TcpState.CLOSE : open.state();
  }

  boolean isClosed() {
    return closed;
  }

  // bind, listen, connect, shutdown.

  long listen(final int backlog, final int somaxconn) {
    final TcpState state = state();
    if (phase != Phase.UNCONNECTED || (state != TcpState.CLOSE && state != TcpState.LISTEN)) {
      return -Errno.EINVAL.number();
    }
    TcpListener made = listener;
    if (made == null) {
      final PortBinding where = name.bindIfUnbound();
      made = where == null ? null : tcp.listen(where, this);
      if (made == null) {
        return -Errno.EADDRINUSE.number();
      }
      listener = made;
      shutdown = 0;
    }
    made.setBacklog((int) Math.min(Integer.toUnsignedLong(backlog), somaxconn));
    return 0;
  }

  /** Opens the connection (tcp_v4_connect, tcp_v6_connect); 0 when its SYN is sent. */
  long open(final Sockaddr address) {
    if (!options.fastOpenConnect || !tcp.fastOpenEnabled()) {
      return open(address, -1);
    }
    final IpAddress remote = address.address();
    if (remote == null || !tcp.fastOpenReady(remote, options)) {
      return open(address, 0);
    }
    deferred = address;
    return 0;
  }

  /**
   * Opens the connection now.
   *
   * @param address where to
   * @param fastOpenBytes bytes that may leave with the SYN; -1 for no Fast Open
   */
  long open(final Sockaddr address, final long fastOpenBytes) {
    deferred = null;
    final IpAddress local = name.sourceFor(address);
    final IpAddress remote = address.address();
    if (local == null || remote == null) {
      return name.whyNoSource(address);
    }
    shutdown = 0;
    final TcpConnection made =
        tcp.connect(local, name.port(), remote, address.port(), this, options, fastOpenBytes);
    if (made == null) {
      return -Errno.EADDRNOTAVAIL.number();
    }
    connection = made;
    return 0;
  }

  /** Back to a socket without a connection (tcp_disconnect). */
  void disconnect() {
    deferred = null;
    final TcpState before = state();
    leave();
    shutdown = 0;
    phase = Phase.UNCONNECTED;
    if (before != TcpState.CLOSE && before != TcpState.LISTEN) {
      leftError = Errno.ECONNRESET;
      wakeError();
    }
  }

  /** Lets go of connection or listener, and of a port that nobody asked for. */
  private void leave() {
    final TcpListener listening = listener;
    if (listening != null) {
      listening.close();
      listener = null;
    }
    final TcpConnection open = connection;
    if (open != null) {
      connection = null;
      open.abort();
      options = options.copy();
    }
    name.releaseUnlessAsked();
  }

  long shutdown(final int how) {
    if (how < Uapi.SHUT_RD || how > Uapi.SHUT_RDWR) {
      return -Errno.EINVAL.number();
    }
    final int bits = how + 1;
    final TcpState state = state();
    if (phase == Phase.CONNECTING) {
      phase =
          state == TcpState.SYN_SENT || state == TcpState.SYN_RECV || state == TcpState.CLOSE
              ? Phase.DISCONNECTING
              : Phase.CONNECTED;
    }
    long result = 0;
    if (state == TcpState.SYN_SENT || (state == TcpState.LISTEN && (bits & 1) != 0)) {
      disconnect();
    } else if (state != TcpState.LISTEN) {
      shutdown |= bits;
      if (state == TcpState.CLOSE) {
        result = -Errno.ENOTCONN.number();
      }
      final TcpConnection open = connection;
      if (open != null && (bits & 1) != 0) {
        open.shutdownRead();
      }
      if (open != null && (bits & 2) != 0) {
        open.shutdownWrite();
      }
    }
    waiters.wake(0, true);
    return result;
  }

  /**
   * Begins a close(2) that waits for what was written to be acknowledged (SO_LINGER).
   *
   * @return whether there is something to wait for
   */
  boolean beginLingering() {
    final TcpConnection open = connection;
    if (lingerS <= 0 || open == null || open.receiveHead() != null) {
      return false;
    }
    open.shutdownRead();
    open.shutdownWrite();
    return lingers();
  }

  /** Whether a lingering close goes on waiting (sk_stream_closing). */
  boolean lingers() {
    return switch (state()) {
      case FIN_WAIT1, CLOSING, LAST_ACK -> true;
      default -> false;
    };
  }

  /** close(2), without waiting. */
  @Override
  void close() {
    closed = true;
    final TcpConnection open = connection;
    if (open != null && lingerS != 0) {
      open.close();
    } else {
      leave();
    }
    name.release();
    waiters.wake(0, true);
  }

  /** Takes the pending error (sock_error). */
  long takeError() {
    final Errno left = leftError;
    leftError = Errno.OK;
    final TcpConnection open = connection;
    return -(open == null ? left : open.takeError()).number();
  }

  /** SO_ERROR: the pending error, or else what an ICMP said. */
  long takeAnyError() {
    final long error = takeError();
    final TcpConnection open = connection;
    return error != 0 || open == null ? error : -open.takeSoftError().number();
  }

  /** Whether sk_err is set. */
  boolean hasError() {
    final TcpConnection open = connection;
    return (open == null ? leftError : open.error()) != Errno.OK;
  }

  /** sk_shutdown & RCV_SHUTDOWN. */
  boolean receiveShut() {
    final TcpConnection open = connection;
    return (shutdown & 1) != 0
        || (open != null && (open.finReceived() || state() == TcpState.CLOSE));
  }

  /** sk_shutdown & SEND_SHUTDOWN. */
  boolean sendShut() {
    return (shutdown & 2) != 0 || (connection != null && state() == TcpState.CLOSE);
  }

  Sockaddr peerAddress(final TcpConnection of) {
    return Sockaddr.of(family, of.remoteAddress(), of.remotePort());
  }

  /** TCP_INFO of any socket. */
  void fillInfo(final TcpInfo info) {
    final TcpConnection open = connection;
    final TcpListener listening = listener;
    if (open != null) {
      info.fill(open);
    } else if (listening == null) {
      info.fillUnconnected();
    } else {
      info.clear();
    }
    info.state = state().number();
    if (listening != null) {
      info.unacked = listening.waiting();
      info.sacked = listening.backlog();
    }
  }

  /** tcp_poll. */
  @Override
  int poll() {
    return TcpPoll.mask(this);
  }

  // What the connection tells.

  /** The error queue or the error changed (sk_error_report). */
  void wakeError() {
    waiters.wake(Uapi.POLLERR, false);
  }

  /** Tells the connection to report what becomes of sent bytes, from now on. */
  void watchSends() {
    if (connection != null) {
      connection.setSendWatcher(this);
    }
  }

  @Override
  public void onWritten(final long end) {
    final TcpConnection open = connection;
    if (open != null && stamping.marksSends()) {
      stamping.mark(end - 1, open.unsentTailStart());
    }
  }

  @Override
  public void onTransmit(final long start, final long end) {
    stamping.transmitted(start, end);
  }

  @Override
  public void onAcknowledged(final long unacknowledged) {
    zeroCopies.acknowledged(unacknowledged);
    stamping.acknowledged(unacknowledged);
    unwatch();
  }

  private void unwatch() {
    if (connection != null && zeroCopies.isIdle() && stamping.isIdle() && !stamping.marksSends()) {
      connection.setSendWatcher(null);
    }
  }

  @Override
  public void onPurged() {
    zeroCopies.acknowledged(Long.MAX_VALUE);
    stamping.purged();
  }

  @Override
  public void onAcceptable(final TcpListener from) {
    waiters.wake(DATA_READY, false);
  }

  @Override
  public void onEstablished(final TcpConnection open) {
    waiters.wake(0, true);
  }

  @Override
  public void onStateChange(final TcpConnection open) {
    waiters.wake(0, true);
  }

  @Override
  public void onErrorReport(final TcpConnection open) {
    wakeError();
  }

  @Override
  public void onReadable(final TcpConnection open) {
    waiters.wake(DATA_READY, false);
  }

  @Override
  public void onWritable(final TcpConnection open) {
    waiters.wake(Uapi.POLLOUT | Uapi.POLLWRNORM | Uapi.POLLWRBAND, false);
  }

  @Override
  public void onClosed(final TcpConnection open, final Errno error) {
    waiters.wake(0, true);
    if (error != Errno.OK) {
      wakeError();
    }
  }
}
