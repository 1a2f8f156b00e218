package netmemsim.models.tcp;

/**
 * SO_KEEPALIVE (RFC 1122, 4.2.3.6; net/ipv4/tcp_timer.c, tcp_keepalive_timer, v6.18): probes an
 * idle peer, and resets the connection when it does not answer.
 */
final class Keepalive {
  private final TcpConnection connection;

  Keepalive(final TcpConnection connection) {
    this.connection = connection;
  }

  private long idleJiffies() {
    final int option = connection.options.keepIdleS;
    return (long) (option == 0 ? connection.sysctl.keepaliveTimeS : option) * connection.jiffies.hz;
  }

  private long intervalJiffies() {
    final int option = connection.options.keepIntervalS;
    final int seconds = option == 0 ? connection.sysctl.keepaliveIntvlS : option;
    return (long) seconds * connection.jiffies.hz;
  }

  private int probes() {
    final int option = connection.options.keepCount;
    return option == 0 ? connection.sysctl.keepaliveProbes : option;
  }

  private long elapsed() {
    final long heard =
        Math.max(connection.delayedAck.lastReceivedJiffies, connection.acks.lastJiffies);
    return connection.nowJiffies() - heard;
  }

  /** The connection is complete. */
  void connected() {
    if (connection.options.keepAlive) {
      connection.timers.setStateIn(idleJiffies());
    }
  }

  /** SO_KEEPALIVE is switched. */
  void set(final boolean on) {
    final boolean before = connection.options.keepAlive;
    connection.options.keepAlive = on;
    if (connection.state == TcpState.CLOSE || on == before) {
      return;
    }
    if (on) {
      connection.timers.setStateIn(idleJiffies());
    } else {
      connection.timers.clearState();
    }
  }

  /** TCP_KEEPIDLE. */
  void setIdle(final int seconds) {
    connection.options.keepIdleS = seconds;
    if (connection.options.keepAlive && connection.state != TcpState.CLOSE) {
      connection.timers.setStateIn(Math.max(0, idleJiffies() - elapsed()));
    }
  }

  /** The timer expired. */
  void onTimer() {
    if (!connection.options.keepAlive
        || connection.state == TcpState.CLOSE
        || connection.state == TcpState.SYN_SENT) {
      return;
    }
    final long idle = idleJiffies();
    if (connection.queue.packetsOut > 0 || connection.output.hasUnsent()) {
      connection.timers.setStateIn(idle);
      return;
    }
    final long elapsed = elapsed();
    if (elapsed < idle) {
      connection.timers.setStateIn(idle - elapsed);
      return;
    }
    if (isDead(elapsed)) {
      connection.segments.reset();
      connection.writeError();
      return;
    }
    connection.mib.keepAlive.increment();
    connection.segments.probe();
    connection.timers.probesOut++;
    connection.timers.setStateIn(intervalJiffies());
  }

  private boolean isDead(final long elapsed) {
    final int sent = connection.timers.probesOut;
    final int timeoutMs = connection.options.userTimeoutMs;
    if (timeoutMs != 0) {
      return elapsed >= connection.jiffies.ofUs(timeoutMs * 1000L) && sent > 0;
    }
    return sent >= probes();
  }
}
