package netmemsim.models.socket;

import java.util.ArrayDeque;
import java.util.Iterator;
import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpHost;
import netmemsim.models.tcp.TcpInfo;
import netmemsim.models.tcp.TcpState;

/**
 * SO_TIMESTAMPING, SO_TIMESTAMP and SO_TIMESTAMPNS of one socket (net/core/sock.c,
 * sock_set_timestamping; net/core/skbuff.c, __skb_tstamp_tx; net/ipv4/tcp.c, tcp_tx_timestamp;
 * v6.18; Documentation/networking/timestamping.rst). The last byte of each send is what is stamped.
 * Hardware timestamps are not modelled; the driver stamps when IP hands the buffer down.
 */
final class Timestamping {
  /** The last byte of a send. */
  private static final class Key {
    long offset;
    long tailStart;
    boolean sched;
    boolean software;
    boolean ack;
  }

  private static final int ALL = (1 << 19) - 1;
  private static final int TX_RECORD =
      Uapi.SOF_TIMESTAMPING_TX_HARDWARE
          | Uapi.SOF_TIMESTAMPING_TX_SOFTWARE
          | Uapi.SOF_TIMESTAMPING_TX_SCHED
          | Uapi.SOF_TIMESTAMPING_TX_ACK
          | Uapi.SOF_TIMESTAMPING_TX_COMPLETION;

  /** ENOMSG. */
  private static final int NO_MESSAGE = 42;

  /** Length of the statistics' attributes, measured on 6.18; an ACK's has the TTL, too. */
  private static final int STATS_BYTES = 248;

  private static final int STATS_WITH_TTL_BYTES = 256;
  private static final int STAMP_BYTES = 16;
  private static final int STAMPS_BYTES = 48;
  private final TcpSocket socket;
  private final TcpHost host;
  private final ArrayDeque<Key> keys = new ArrayDeque<>();
  private int flags;
  private boolean timestamp;
  private boolean nanoseconds;
  private long firstKey;

  Timestamping(final TcpSocket socket, final TcpHost host) {
    this.socket = socket;
    this.host = host;
  }

  /** SO_TIMESTAMPING as it is. */
  int flags() {
    return flags;
  }

  /** SO_TIMESTAMP or, with nanoseconds, SO_TIMESTAMPNS. */
  void setTimestamp(final boolean on, final boolean withNanoseconds) {
    timestamp = on;
    nanoseconds = on && withNanoseconds;
  }

  boolean hasTimestamp(final boolean withNanoseconds) {
    return timestamp && nanoseconds == withNanoseconds;
  }

  /** SO_TIMESTAMPING. */
  int setFlags(final TcpSocket of, final int wanted) {
    final boolean id = (wanted & Uapi.SOF_TIMESTAMPING_OPT_ID) != 0;
    if ((wanted & ~ALL) != 0
        || (!id && (wanted & Uapi.SOF_TIMESTAMPING_OPT_ID_TCP) != 0)
        || ((wanted & Uapi.SOF_TIMESTAMPING_OPT_STATS) != 0
            && (wanted & Uapi.SOF_TIMESTAMPING_OPT_TSONLY) == 0)) {
      return -Errno.EINVAL.number();
    }
    if (id && (flags & Uapi.SOF_TIMESTAMPING_OPT_ID) == 0) {
      final TcpConnection connection = of.connection;
      if (connection == null || of.state() == TcpState.CLOSE) {
        return -Errno.EINVAL.number();
      }
      firstKey =
          (wanted & Uapi.SOF_TIMESTAMPING_OPT_ID_TCP) != 0
              ? connection.writtenOffset()
              : connection.writtenOffset() - connection.unacknowledgedBytes();
    }
    if ((wanted & Uapi.SOF_TIMESTAMPING_BIND_PHC) != 0) {
      return -Errno.EOPNOTSUPP.number();
    }
    flags = wanted;
    return 0;
  }

  /** Takes over what an accepted socket has from its listener. */
  void inherit(final Timestamping from) {
    flags = from.flags;
    timestamp = from.timestamp;
    nanoseconds = from.nanoseconds;
  }

  boolean marksSends() {
    return (flags & TX_RECORD) != 0;
  }

  boolean isIdle() {
    return keys.isEmpty();
  }

  /**
   * A send ended: its last byte is stamped if its buffer waits. A later send into the same buffer
   * takes its place.
   *
   * @param offset of the last byte
   * @param tailStart where the last buffer of the write queue begins, -1 when it is empty
   */
  void mark(final long offset, final long tailStart) {
    if (tailStart < 0) {
      return;
    }
    final Key last = keys.peekLast();
    if (last != null && last.offset >= tailStart) {
      keys.removeLast();
    }
    final Key key = new Key();
    key.offset = offset;
    key.tailStart = tailStart;
    key.sched = (flags & Uapi.SOF_TIMESTAMPING_TX_SCHED) != 0;
    key.software = (flags & Uapi.SOF_TIMESTAMPING_TX_SOFTWARE) != 0;
    key.ack = (flags & Uapi.SOF_TIMESTAMPING_TX_ACK) != 0;
    keys.add(key);
  }

  void transmitted(final long start, final long end) {
    for (final Key key : keys) {
      if (key.offset >= end) {
        return;
      }
      if (key.offset >= start) {
        final int bytes = (int) (end - start) + headerBytes();
        if (key.sched) {
          report(key, Uapi.SCM_TSTAMP_SCHED, bytes);
        }
        if (key.software) {
          report(key, Uapi.SCM_TSTAMP_SND, bytes);
        }
      }
    }
  }

  /** IP and TCP header of a data segment; there is no link header below a TUN device. */
  private int headerBytes() {
    final TcpConnection connection = socket.connection;
    return connection == null ? 0 : connection.headersBytes();
  }

  void acknowledged(final long una) {
    final Iterator<Key> all = keys.iterator();
    while (all.hasNext()) {
      final Key key = all.next();
      if (key.offset >= una) {
        return;
      }
      all.remove();
      if (key.ack) {
        report(key, Uapi.SCM_TSTAMP_ACK, (int) (key.offset - key.tailStart) + 1);
      }
    }
  }

  void purged() {
    keys.clear();
  }

  private void report(final Key key, final int type, final int bytes) {
    final TcpConnection connection = socket.connection;
    if (socket.isClosed() || connection == null) {
      return;
    }
    final ErrorQueue.Entry entry = new ErrorQueue.Entry();
    entry.errno = NO_MESSAGE;
    entry.origin = Uapi.SO_EE_ORIGIN_TIMESTAMPING;
    entry.info = type;
    if ((flags & Uapi.SOF_TIMESTAMPING_OPT_ID) != 0) {
      entry.data = (int) (key.offset - firstKey);
    }
    entry.atPs = host.nowPs();
    if ((flags & Uapi.SOF_TIMESTAMPING_OPT_TSONLY) == 0) {
      entry.payloadBytes = bytes;
    } else if ((flags & Uapi.SOF_TIMESTAMPING_OPT_STATS) != 0) {
      final TcpInfo stats = new TcpInfo();
      stats.fill(connection);
      entry.stats = stats;
      entry.payloadBytes = type == Uapi.SCM_TSTAMP_ACK ? STATS_WITH_TTL_BYTES : STATS_BYTES;
    }
    socket.errors.add(entry);
    socket.wakeError();
  }

  /** Whether timestamps of sent data are reported. */
  boolean reports() {
    return (flags & Uapi.SOF_TIMESTAMPING_SOFTWARE) != 0;
  }

  /** Adds the receive timestamps to a message (tcp_recv_timestamp). */
  void putReceived(final MessageHeader message, final long atPs) {
    if (timestamp) {
      final ControlMessage stamp =
          message.putControl(
              Uapi.SOL_SOCKET,
              nanoseconds ? Uapi.SCM_TIMESTAMPNS : Uapi.SCM_TIMESTAMP,
              STAMP_BYTES);
      if (stamp != null) {
        ErrorQueue.setTime(stamp, atPs);
        if (!nanoseconds) {
          stamp.fraction /= 1000;
        }
      }
    }
    if (reports()
        && ((flags & Uapi.SOF_TIMESTAMPING_RX_SOFTWARE) != 0
            || (flags & Uapi.SOF_TIMESTAMPING_OPT_RX_FILTER) == 0)
        && stampsReceived()) {
      final ControlMessage stamp =
          message.putControl(Uapi.SOL_SOCKET, Uapi.SCM_TIMESTAMPING, STAMPS_BYTES);
      if (stamp != null) {
        ErrorQueue.setTime(stamp, atPs);
      }
    }
  }

  /** Whether what comes is stamped at all: somebody on this socket asked for it. */
  boolean stampsReceived() {
    return timestamp || (flags & Uapi.SOF_TIMESTAMPING_RX_SOFTWARE) != 0;
  }
}
