package netmemsim.models.app;

import java.util.List;
import java.util.Objects;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.time.TransmissionTime;
import netmemsim.models.host.Core;
import netmemsim.models.host.Cost;
import netmemsim.models.host.Host;
import netmemsim.models.host.ProcessThread;
import netmemsim.models.kernel.Errno;
import netmemsim.models.socket.NetworkStack;
import netmemsim.models.socket.Socket;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpConnectionOwner;
import netmemsim.models.tcp.TcpListener;
import org.jspecify.annotations.Nullable;

/**
 * netcat: connects or listens, sends a pattern, reads what comes. Knows nothing of device memory: a
 * read of it answers EFAULT, and netcat tries again when more data comes.
 */
public final class Netcat extends Application implements TcpConnectionOwner {
  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("bytes_sent", "bytes", "bytes handed to the socket"),
          Metric.counter("write_calls", "calls", "calls of write"),
          Metric.gauge("connected", "flag", "1 while it has a connection"),
          Metric.gauge("error", "errno", "what ended the connection, 0 for nothing"));

  private final NetcatOptions options;
  private final NetworkStack stack;
  private final StreamReader reader;
  private final @Nullable TransmissionTime pace;
  private @Nullable TcpListener listener;
  private @Nullable Socket socket;
  private boolean started;
  private boolean established;
  private boolean shutDown;
  private boolean reading;
  private boolean blockedByEfault;
  private boolean tcpClosed;
  private boolean connectionGone;
  private long nextWritePs;
  private long sendBytes;
  private Errno error = Errno.OK;
  private final Counter sent = counter(METRICS.get(0));
  private final Counter writes = counter(METRICS.get(1));

  private final Event nextWrite =
      new Event(this) {
        @Override
        public void fire(final long nowPs) {
          wake();
        }
      };

  /**
   * A netcat that has not started.
   *
   * @param host its host
   * @param name its name
   * @param core the core of its thread
   * @param stack the host's network stack
   * @param options how it is run
   */
  public Netcat(
      final Host host,
      final String name,
      final Core core,
      final NetworkStack stack,
      final NetcatOptions options) {
    super(host, name, core);
    this.options = options;
    this.stack = stack;
    this.reading = options.reading();
    this.sendBytes = options.sendBytes();
    this.pace =
        options.rateBitsPerSecond() > 0 ? new TransmissionTime(options.rateBitsPerSecond()) : null;
    this.reader = new StreamReader(this, options.bufferBytes(), 0, false, options.expected());
    reading(METRICS.get(2), () -> established ? 1 : 0);
    reading(METRICS.get(3), () -> error.number());
  }

  @Override
  protected long step(final long nowPs) {
    if (!started) {
      return startUp();
    }
    final TcpListener accepting = listener;
    if (socket == null && accepting != null) {
      final TcpConnection connection = accepting.accept();
      if (connection == null) {
        return ProcessThread.SLEEP;
      }
      connection.setOwner(this);
      connection.setSendContent(options.content());
      socket = new Socket(this, "socket", stack, connection);
      established = true;
      return core().costs().ps(Cost.SYSCALL);
    }
    final Socket open = socket;
    if (open == null || !established) {
      return ProcessThread.SLEEP;
    }
    final long writeCostPs = write(open, nowPs);
    if (writeCostPs > 0) {
      return writeCostPs;
    }
    return read(open);
  }

  private long startUp() {
    started = true;
    final var local = options.local();
    final var remote = options.remote();
    if (local != null && remote != null) {
      final TcpConnection connection =
          stack.tcp().connect(local, remote, options.remotePort(), this);
      if (connection == null) {
        error = Errno.EADDRNOTAVAIL;
        return ProcessThread.SLEEP;
      }
      connection.setSendContent(options.content());
      socket = new Socket(this, "socket", stack, connection);
    } else {
      listener =
          Objects.requireNonNull(
              stack.tcp().listen(null, options.listenPort(), from -> wake()),
              "the port is taken: " + options.listenPort());
    }
    return core().costs().ps(Cost.SYSCALL);
  }

  private long write(final Socket open, final long nowPs) {
    final long left = sendBytes - sent.value();
    if (shutDown) {
      return 0;
    }
    if (left <= 0) {
      shutDown = true;
      if (options.closeWhenDone() && sendBytes > 0) {
        open.connection().shutdownWrite();
      }
      return 0;
    }
    if (pace != null && nowPs < nextWritePs) {
      if (!nextWrite.isScheduled()) {
        simulator().scheduleAt(nextWrite, nextWritePs);
      }
      return 0;
    }
    final long taken = open.connection().write(Math.min(left, options.chunkBytes()));
    if (taken <= 0) {
      return 0;
    }
    sent.add(taken);
    writes.increment();
    if (pace != null) {
      nextWritePs = Math.max(nextWritePs, nowPs) + pace.ofBytesPs(taken);
    }
    return core().costs().ps(Cost.SYSCALL) + taken * core().costs().ps(Cost.COPY_KIB) / 1024;
  }

  private long read(final Socket open) {
    if (!reading || reader.isEof() || blockedByEfault || open.isDestroyed()) {
      return ProcessThread.SLEEP;
    }
    final Errno errno = reader.receive(open);
    if (errno == Errno.EAGAIN) {
      return ProcessThread.SLEEP;
    }
    blockedByEfault = errno == Errno.EFAULT;
    return StreamReader.costPs(reader.message(), open, core());
  }

  /** Makes it read, or stop reading. */
  public void setReading(final boolean on) {
    reading = on;
    wake();
  }

  /** Makes it send more than it was told to at first. */
  public void sendMore(final long moreBytes) {
    sendBytes += moreBytes;
    shutDown = shutDown && options.closeWhenDone();
    wake();
  }

  /** Closes the TCP socket. */
  public void closeTcp() {
    tcpClosed = true;
    final Socket open = socket;
    if (open != null) {
      open.connection().close();
      if (connectionGone) {
        destroy(open);
      }
    }
    final TcpListener accepting = listener;
    if (accepting != null) {
      accepting.close();
      listener = null;
    }
  }

  @Override
  protected void closeAll() {
    closeTcp();
  }

  @Override
  public void onEstablished(final TcpConnection connection) {
    established = true;
    wake();
  }

  @Override
  public void onReadable(final TcpConnection connection) {
    blockedByEfault = false;
    wake();
  }

  @Override
  public void onWritable(final TcpConnection connection) {
    wake();
  }

  @Override
  public void onClosed(final TcpConnection connection, final Errno closedWith) {
    established = false;
    connectionGone = true;
    error = closedWith;
    final Socket open = socket;
    if (open != null && tcpClosed) {
      destroy(open);
    }
    wake();
  }

  private static void destroy(final Socket open) {
    open.destroy();
  }
}
