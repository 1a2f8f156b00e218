package netmemsim.models.socket;

/** Options that an open connection takes note of at once (net/ipv4/tcp.c, v6.18). */
final class LiveOptions {
  private LiveOptions() {}

  static void setNoDelay(final TcpSocket socket, final boolean on) {
    socket.options.setNoDelay(on);
    if (socket.connection != null) {
      socket.connection.setNoDelay(on);
    }
  }

  static void setCork(final TcpSocket socket, final boolean on) {
    socket.options.cork = on;
    if (socket.connection != null) {
      socket.connection.setCork(on);
    }
  }

  static void setNotsentLowat(final TcpSocket socket, final int bytes) {
    socket.options.notsentLowat = bytes;
    if (socket.connection != null) {
      socket.connection.setNotsentLowat(bytes);
    }
  }

  static void setMaxPacingRate(final TcpSocket socket, final long bytesPerSecond) {
    socket.options.maxPacingRate = bytesPerSecond;
    if (socket.connection != null) {
      socket.connection.setMaxPacingRate(bytesPerSecond);
    }
  }

  static void setKeepAlive(final TcpSocket socket, final boolean on) {
    socket.options.keepAlive = on;
    if (socket.connection != null) {
      socket.connection.setKeepAlive(on);
    }
  }

  static void setKeepIdle(final TcpSocket socket, final int seconds) {
    socket.options.keepIdleS = seconds;
    if (socket.connection != null) {
      socket.connection.setKeepIdle(seconds);
    }
  }

  static void setQuickAck(final TcpSocket socket, final boolean on) {
    if (socket.connection != null) {
      socket.connection.setQuickAck(on);
    }
  }
}
