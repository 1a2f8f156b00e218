package netmemsim.models.tcp;

import netmemsim.models.kernel.Errno;
import org.jspecify.annotations.Nullable;

/**
 * How long sending goes on without an answer (net/ipv4/tcp_timer.c, tcp_write_timeout,
 * tcp_model_timeout, tcp_rtx_probe0_timed_out and the clamps to TCP_USER_TIMEOUT, v6.18).
 */
final class WriteTimeout {
  private static final int RTO_MIN_MS = 200;
  private static final int ALIVE_ORPHAN_RETRIES = 8;
  private final TcpConnection connection;
  private final Jiffies jiffies;

  WriteTimeout(final TcpConnection connection) {
    this.connection = connection;
    this.jiffies = connection.jiffies;
  }

  private int userTimeoutMs() {
    return connection.options.userTimeoutMs;
  }

  private boolean isOpening() {
    return connection.state == TcpState.SYN_SENT || connection.state == TcpState.SYN_RECV;
  }

  /**
   * Ends the connection if retransmission has gone on for too long.
   *
   * @return whether it ended
   */
  boolean endsConnection() {
    final TcpSysctl sysctl = connection.sysctl;
    final int retransmits = connection.timers.retransmits;
    int until;
    boolean expired = false;
    if (isOpening()) {
      until = connection.options.synCount == 0 ? sysctl.synRetries : connection.options.synCount;
      int most = until;
      if (connection.state == TcpState.SYN_SENT) {
        most += sysctl.synLinearTimeouts;
      }
      expired = retransmits >= most;
    } else {
      until = sysctl.retries2;
      if (connection.orphan) {
        final boolean alive = connection.rtt.rtoJiffies < connection.rtt.rtoMaxJiffies();
        until = orphanRetries(alive);
        if (outOfResources(alive || !timedOut(until, 0))) {
          return true;
        }
      }
    }
    if (!expired) {
      expired = timedOut(until, userTimeoutMs());
    }
    final FastOpenClient client = connection.fastOpenClient;
    if (client != null) {
      client.timedOut(retransmits, expired);
    }
    if (expired) {
      connection.writeError();
    }
    return expired;
  }

  /** How often an orphan may try (tcp_orphan_retries). */
  int orphanRetries(final boolean alive) {
    int retries = connection.sysctl.orphanRetries;
    if (connection.softError != Errno.OK && !alive) {
      retries = 0;
    }
    return retries == 0 && alive ? ALIVE_ORPHAN_RETRIES : retries;
  }

  /** Kills an orphan if there are too many of them (tcp_out_of_resources, tcp_check_oom). */
  boolean outOfResources(final boolean resetWanted) {
    final long idle = connection.nowJiffies() - connection.output.lastSentJiffies;
    int shift = 0;
    if (idle > 2 * connection.rtt.rtoMaxJiffies() || !resetWanted) {
      shift++;
    }
    if (connection.softError != Errno.OK) {
      shift++;
    }
    if (!connection.layer.tooManyOrphans(shift)) {
      return false;
    }
    final boolean closedWindow = connection.output.sndWnd == 0 && connection.queue.packetsOut == 0;
    if (resetWanted || closedWindow || idle <= (long) TcpConstants.TIMEWAIT_S * jiffies.hz) {
      connection.segments.reset();
    }
    connection.mib.abortOnMemory.increment();
    connection.done();
    return true;
  }

  /**
   * Whether retransmission has lasted as long as a number of timeouts (retransmits_timed_out).
   *
   * @param boundary the number
   * @param timeoutMs a time instead of it, milliseconds, or 0
   */
  boolean timedOut(final int boundary, final int timeoutMs) {
    if (connection.timers.retransmits == 0) {
      return false;
    }
    final long limitMs = timeoutMs == 0 ? modelMs(boundary) : timeoutMs;
    return elapsedMs() >= limitMs;
  }

  private int elapsedMs() {
    return connection.timestamps.nowMs() - connection.undo.retransStamp;
  }

  /** How long so many timeouts take from the least RTO on. */
  private long modelMs(final int boundary) {
    final long baseMs = isOpening() ? TcpConstants.TIMEOUT_INIT_MS : RTO_MIN_MS;
    final long mostMs = connection.rtt.rtoMaxMs();
    final int doublings = 63 - Long.numberOfLeadingZeros(Math.max(1, mostMs / baseMs));
    if (boundary <= doublings) {
      return ((2L << boundary) - 1) * baseMs;
    }
    return ((2L << doublings) - 1) * baseMs + (boundary - doublings) * mostMs;
  }

  /** The RTO, or less so that the timer fires when TCP_USER_TIMEOUT ends. */
  long clampRto() {
    final long rto = connection.rtt.rtoJiffies;
    if (userTimeoutMs() == 0) {
      return rto;
    }
    final long remainingMs = (long) userTimeoutMs() - elapsedMs();
    return remainingMs <= 0 ? 1 : Math.min(rto, jiffies.ofUs(remainingMs * 1000));
  }

  /** A window probe's interval, or less so that TCP_USER_TIMEOUT is kept. */
  long clampProbe(final long ticks, final long probingSinceJiffies) {
    if (userTimeoutMs() == 0 || probingSinceJiffies < 0) {
      return ticks;
    }
    final long elapsed = Math.max(0, connection.nowJiffies() - probingSinceJiffies);
    final long remaining = jiffies.ofUs(userTimeoutMs() * 1000L) - elapsed;
    return Math.min(ticks, Math.max(remaining, TcpConstants.TIMEOUT_MIN_JIFFIES));
  }

  /** Whether probing a closed window has lasted for TCP_USER_TIMEOUT. */
  boolean probesTimedOut(final long probingSinceJiffies) {
    return userTimeoutMs() != 0
        && connection.nowJiffies() - probingSinceJiffies >= jiffies.ofUs(userTimeoutMs() * 1000L);
  }

  /**
   * Whether a peer that shrank its window to nothing over data in flight was silent for too long.
   */
  boolean shrunkWindowTimedOut() {
    final @Nullable SendRecord head = connection.queue.head();
    if (head == null) {
      return false;
    }
    final int stamp = connection.undo.retransStamp;
    final long sinceMs =
        stamp == 0
            ? (connection.host.nowPs() - head.sentPs) / (1000 * TcpConstants.PS_PER_US)
            : elapsedMs();
    long most = 2 * connection.rtt.rtoMaxJiffies();
    if (userTimeoutMs() != 0) {
      if (sinceMs > userTimeoutMs()) {
        return true;
      }
      most = Math.min(most, jiffies.ofUs(userTimeoutMs() * 1000L));
    }
    return connection.nowJiffies() - connection.acks.lastJiffies > most
        && jiffies.ofUs(sinceMs * 1000) > most;
  }
}
