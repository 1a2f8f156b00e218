package netmemsim.models.tcp;

/**
 * How long sending was limited by what (net/ipv4/tcp_output.c, tcp_chrono_start and
 * tcp_chrono_stop, v6.12), in ticks: for tcpi_busy_time, tcpi_rwnd_limited, tcpi_sndbuf_limited.
 */
final class Chronograph {
  /** Nothing is out or waits. */
  static final int IDLE = 0;

  /** Data is out or waits. */
  static final int BUSY = 1;

  /** The peer's window is what it waits for. */
  static final int WINDOW_LIMITED = 2;

  /** The send buffer is too small to fill the congestion window. */
  static final int BUFFER_LIMITED = 3;

  private final TcpConnection connection;
  private final long[] ticks = new long[BUFFER_LIMITED + 1];
  private long startJiffies;
  private int running = IDLE;

  Chronograph(final TcpConnection connection) {
    this.connection = connection;
  }

  /** Begins to measure; what limits more goes before what limits less. */
  void start(final int what) {
    if (what > running) {
      run(what);
    }
  }

  /** Ends a measurement: back to being busy, or idle when nothing is out or waits. */
  void stop(final int what) {
    if (connection.queue.isEmpty() && !connection.output.hasUnsent()) {
      if (running != IDLE) {
        run(IDLE);
      }
    } else if (what == running && what != BUSY) {
      run(BUSY);
    }
  }

  private void run(final int what) {
    final long now = connection.nowJiffies();
    ticks[running] += now - startJiffies;
    startJiffies = now;
    running = what;
  }

  /** Microseconds so far. */
  long us(final int what) {
    long sum = ticks[what];
    if (what == running) {
      sum += connection.nowJiffies() - startJiffies;
    }
    return connection.jiffies.toUs(sum);
  }

  /** Microseconds so far with something out or waiting, limited or not (tcpi_busy_time). */
  long busyUs() {
    return us(BUSY) + us(WINDOW_LIMITED) + us(BUFFER_LIMITED);
  }
}
