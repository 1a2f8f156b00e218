package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * The socket options that concern buffers, before and during a connection (net/core/sock.c,
 * __sock_set_rcvbuf; net/ipv4/tcp.c, tcp_set_rcvlowat, tcp_set_window_clamp; v6.18).
 */
public final class BufferOptions {
  private static final int GREATEST = Integer.MAX_VALUE / 2;
  private static final int LEAST_CLAMP = TcpConstants.MIN_RCVBUF / 2;

  private BufferOptions() {}

  /**
   * SO_RCVBUF and SO_RCVBUFFORCE: taken as unsigned, doubled, at least 2304 bytes; ends tuning.
   *
   * @param force whether net.core.rmem_max does not count
   */
  public static void setReceiveBuffer(
      final TcpSocketOptions options,
      final @Nullable TcpConnection connection,
      final int bytes,
      final boolean force) {
    final int capped = cap(bytes, force ? GREATEST : options.sysctl().rmemMax);
    options.rcvbuf = Math.max(2 * capped, TcpConstants.MIN_RCVBUF);
    options.rcvbufLocked = true;
    if (connection != null) {
      connection.receiveWindow.rcvbuf = options.rcvbuf;
      connection.receiveWindow.rcvbufLocked = true;
    }
  }

  /**
   * SO_SNDBUF and SO_SNDBUFFORCE: taken as unsigned, doubled, at least 4608 bytes; ends tuning.
   *
   * @param force whether net.core.wmem_max does not count
   */
  public static void setSendBuffer(
      final TcpSocketOptions options,
      final @Nullable TcpConnection connection,
      final int bytes,
      final boolean force) {
    final int capped = cap(bytes, force ? GREATEST : options.sysctl().wmemMax);
    options.sndbuf = Math.max(2 * capped, TcpConstants.MIN_SNDBUF);
    options.sndbufLocked = true;
    if (connection != null) {
      connection.sendBuffer.sndbuf = options.sndbuf;
      connection.sendBuffer.locked = true;
      connection.sendBuffer.check();
    }
  }

  private static int cap(final int bytes, final int most) {
    final long asked = Integer.toUnsignedLong(bytes);
    return (int) Math.min(Math.min(asked, most), GREATEST);
  }

  /** SO_BUF_LOCK. */
  public static void lock(
      final TcpSocketOptions options,
      final @Nullable TcpConnection connection,
      final boolean receive,
      final boolean send) {
    options.rcvbufLocked = receive;
    options.sndbufLocked = send;
    if (connection != null) {
      connection.receiveWindow.rcvbufLocked = receive;
      connection.sendBuffer.locked = send;
    }
  }

  /** SO_BUF_LOCK as it is: 1 for the send buffer, 2 for the receive buffer. */
  public static int locks(
      final TcpSocketOptions options, final @Nullable TcpConnection connection) {
    final boolean send = connection == null ? options.sndbufLocked : connection.sendBuffer.locked;
    final boolean receive =
        connection == null ? options.rcvbufLocked : connection.receiveWindow.rcvbufLocked;
    return (send ? 1 : 0) | (receive ? 2 : 0);
  }

  /** SO_RCVBUF as it is, bytes. */
  public static int receiveBuffer(
      final TcpSocketOptions options, final @Nullable TcpConnection connection) {
    return connection == null ? options.rcvbuf : connection.receiveWindow.rcvbuf;
  }

  /** SO_SNDBUF as it is, bytes. */
  public static int sendBuffer(
      final TcpSocketOptions options, final @Nullable TcpConnection connection) {
    return connection == null ? options.sndbuf : connection.sendBuffer.sndbuf;
  }

  /**
   * SO_RCVLOWAT: at most half the buffer, or half tcp_rmem's greatest; an unlocked buffer grows so
   * that so much fits, and the window is clamped to it.
   *
   * @param bytes at least 0
   */
  public static void setReceiveLowWater(
      final TcpSocketOptions options, final @Nullable TcpConnection connection, final int bytes) {
    final boolean locked = (locks(options, connection) & 2) != 0;
    final int most = (locked ? receiveBuffer(options, connection) : options.sysctl().rmem[2]) >> 1;
    final int low = Math.min(bytes, most);
    options.rcvlowat = Math.max(1, low);
    if (connection != null) {
      connection.dataReady();
    }
    if (locked) {
      return;
    }
    if (connection == null) {
      final int space =
          (int)
              (((long) low << TcpConstants.RMEM_TO_WIN_SCALE) / TcpConstants.DEFAULT_SCALING_RATIO);
      if (space > options.rcvbuf) {
        options.rcvbuf = space;
        options.windowClamp = low;
      }
      return;
    }
    final int space = (int) connection.receiveWindow.toSpace(low);
    if (space > connection.receiveWindow.rcvbuf) {
      connection.receiveWindow.rcvbuf = space;
      connection.receiveWindow.clampTo(low);
    }
  }

  /** TCP_WINDOW_CLAMP: at least 1152; 0, which only a closed socket takes, for none. */
  public static void setWindowClamp(
      final TcpSocketOptions options, final @Nullable TcpConnection connection, final int bytes) {
    final int clamp = bytes == 0 ? 0 : Math.max(LEAST_CLAMP, bytes);
    options.windowClamp = clamp;
    if (connection != null) {
      connection.receiveWindow.clampTo(clamp);
    }
  }

  /** TCP_WINDOW_CLAMP as it is. */
  public static long windowClamp(
      final TcpSocketOptions options, final @Nullable TcpConnection connection) {
    return connection == null ? options.windowClamp : connection.receiveWindow.clamp;
  }
}
