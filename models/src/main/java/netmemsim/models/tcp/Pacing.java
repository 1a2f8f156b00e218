package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Spreads what is sent over time (net/ipv4/tcp_output.c, tcp_pacing_check,
 * tcp_update_skb_after_send; net/core/sock.c, SO_MAX_PACING_RATE, v6.18). Each buffer moves the
 * earliest time of the next one by its bytes at the pacing rate. Where the host's queueing
 * discipline does not look at that time, a timer of high resolution holds the sender back.
 */
final class Pacing {
  /** Who paces (sk_pacing_status). */
  enum Status {
    /** Nobody. */
    NONE,
    /** The connection itself. */
    NEEDED,
    /** The queueing discipline, as sch_fq does. */
    FQ
  }

  /** No limit (~0UL). */
  static final long UNLIMITED = Long.MAX_VALUE;

  private static final int FREE_SEGMENTS = 10;
  private static final int SHIFT = 10;
  private static final long US_PER_SECOND = 1_000_000;
  private static final long NS_PER_SECOND = 1_000_000_000;
  private static final long PS_PER_NS = 1000;
  private final TcpConnection connection;
  private @Nullable TcpTimer timer;

  /** Who paces. */
  Status status;

  /** sk_pacing_rate, bytes per second. */
  long rate = UNLIMITED;

  /** SO_MAX_PACING_RATE, bytes per second. */
  private long maxRate = UNLIMITED;

  /** Earliest time of the next transmission (tcp_wstamp_ns), picoseconds. */
  long departurePs;

  /** When the last segment left, picoseconds. */
  long lastPs;

  private long priorDeparturePs;

  Pacing(final TcpConnection connection) {
    this.connection = connection;
    this.status = connection.host.pacesDepartures() ? Status.FQ : Status.NONE;
    limit(connection.options.maxPacingRate);
  }

  /** An algorithm needs pacing. */
  void need() {
    if (status == Status.NONE) {
      status = Status.NEEDED;
    }
  }

  /** SO_MAX_PACING_RATE, -1 for no limit; any other value makes the connection pace itself. */
  void limit(final long bytesPerSecond) {
    maxRate = bytesPerSecond == -1 ? UNLIMITED : bytesPerSecond;
    if (maxRate != UNLIMITED) {
      need();
    }
    rate = Math.min(rate, maxRate);
  }

  /** SO_MAX_PACING_RATE as it is. */
  long maxRate() {
    return maxRate;
  }

  /** Sets the rate, as far as SO_MAX_PACING_RATE allows. */
  void setRate(final long bytesPerSecond) {
    rate = Math.min(bytesPerSecond, maxRate);
  }

  /** About a millisecond's bytes at the rate (sk_pacing_shift). */
  long burstBytes() {
    return rate >> SHIFT;
  }

  /** A rate with which a window takes somewhat less than a round trip (tcp_update_pacing_rate). */
  void followWindow() {
    final CongestionWindow window = connection.window;
    final int percent =
        window.cwnd < window.ssthresh / 2
            ? connection.sysctl.pacingSsRatio
            : connection.sysctl.pacingCaRatio;
    final long segments = Math.max(window.cwnd, connection.queue.packetsOut);
    final long srttUs8 = connection.rtt.srttUs8;
    final long scaled =
        connection.output.mssCache * ((US_PER_SECOND / 100) << 3) * percent * segments;
    setRate(srttUs8 == 0 ? scaled : scaled / srttUs8);
  }

  /** Whether the next transmission has to wait; a timer is set then. */
  boolean holdsBack() {
    if (status != Status.NEEDED || departurePs <= connection.host.nowPs()) {
      return false;
    }
    TcpTimer pending = timer;
    if (pending == null) {
      pending = connection.host.newTimer(connection.output::resume);
      timer = pending;
    }
    if (!pending.isScheduled()) {
      pending.schedule(departurePs);
    }
    return true;
  }

  /** A segment of any kind leaves; gives its time of departure. */
  long stamp() {
    priorDeparturePs = departurePs;
    departurePs = Math.max(departurePs, connection.host.nowPs());
    lastPs = departurePs;
    return lastPs;
  }

  /** A segment with data has left: moves the next one's departure. */
  void charge(final int payloadBytes) {
    if (status == Status.NONE
        || rate == UNLIMITED
        || rate == 0
        || connection.counts.dataSegsOut < FREE_SEGMENTS) {
      return;
    }
    final long ns = payloadBytes * NS_PER_SECOND / rate;
    // A timer that was late, or an idle time, is made good for in part.
    final long creditNs = (departurePs - priorDeparturePs) / PS_PER_NS;
    departurePs += (ns - Math.min(ns / 2, creditNs)) * PS_PER_NS;
  }

  /** Ticks until the next transmission may leave, which timers wait in addition. */
  long delayJiffies() {
    if (status == Status.NONE) {
      return 0;
    }
    final long waitPs = departurePs - connection.host.nowPs();
    return waitPs <= 0 ? 0 : waitPs / connection.jiffies.tickPs;
  }

  /** Stops the timer, at the end of the connection. */
  void cancel() {
    final TcpTimer pending = timer;
    if (pending != null) {
      pending.cancel();
    }
  }
}
